/** A browser that took the address may keep its starter alive; after so many milliseconds it counts as opened. */
const MOMENTS = 3_000

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
      setTimeout(resolve, MOMENTS, true).unref()
    })
  } catch {
    return false
  }
}
