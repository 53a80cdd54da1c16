import { closeBrowser } from './browser.ts'

interface Errand {
  readonly id: number
  readonly action: string
  readonly argument: unknown
}

/** Runs what a test sends through `desktop.evaluate` with Electron's parts in hand, as Playwright does. */
export function listenToTest(electron: object): void {
  process.on('message', (message) => {
    // Sent by launchDesktop.
    void run(message as Errand, electron)
  })
  // The test is gone, so nobody needs Chromium any more.
  process.on('disconnect', () => {
    void closeBrowser().finally(() => process.exit(1))
  })
}

async function run({ id, action, argument }: Errand, electron: object): Promise<void> {
  try {
    // The test's own function, as text; this is what evaluating in another process means.
    const call = (0, eval)(`(${action})`) as (electron: object, argument: unknown) => unknown
    const value: unknown = await call(electron, argument)
    process.send?.({ kind: 'done', id, value })
  } catch (cause) {
    const problem = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)
    process.send?.({ kind: 'failed', id, problem })
  }
}
