/** Puts a text on the clipboard; false where the browser does not let us. */
export async function copyText(text: string): Promise<boolean> {
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  )
}

const secretLifetime = 60_000

/** Puts a secret on the clipboard and takes it off again after a minute, or as soon as the page is back in focus. */
export async function copySecret(secret: string): Promise<boolean> {
  if (!(await copyText(secret))) return false
  setTimeout(() => void clearClipboard(), secretLifetime)
  return true
}

async function clearClipboard(): Promise<void> {
  if (await copyText('')) return
  // A page without focus may not write to the clipboard.
  window.addEventListener('focus', () => void copyText(''), { once: true })
}
