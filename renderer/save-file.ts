/** Hands a text, or what was put together elsewhere, to the browser or to the desktop window as a file to save. */
export function saveFile(name: string, content: string | Blob, type: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The download has taken its copy by then.
  setTimeout(() => {
    URL.revokeObjectURL(address)
  }, 10_000)
}
