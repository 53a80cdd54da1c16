/** Whether the system took the address; a starter that ends with a failure within moments did not. */
export async function opensBrowser(address: string): Promise<boolean> {
  try {
    const { default: open } = await import('open')
    const starter = await open(address)
    return await new Promise((resolve) => {
      starter.once('error', () => {
        resolve(false)
      })
      starter.once('exit', (code) => {
        resolve(code === 0 || code === null)
      })
      setTimeout(resolve, 3_000, true).unref()
    })
  } catch {
    return false
  }
}
