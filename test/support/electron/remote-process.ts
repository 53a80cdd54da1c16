import type { ChildProcess } from 'node:child_process'
import type { Desktop } from './desktop.ts'
import { DesktopEnded } from './desktop.ts'

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (cause: Error) => void
}

type Message =
  | { readonly kind: 'ready'; readonly port: number }
  | { readonly kind: 'done'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly problem: string }

/** The test's end of the line to a process that runs the stand-in: what it printed, whether it lives, errands to it. */
export class RemoteProcess {
  readonly exit: Promise<number | null>
  /** The port of its Chromium, once it has started. */
  readonly ready: Promise<number>
  readonly #child: ChildProcess
  readonly #waiting = new Map<number, Waiting>()
  #errands = 0
  #printed = ''

  constructor(child: ChildProcess) {
    this.#child = child
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => (this.#printed += String(chunk)))
    }
    const killOnExit = () => {
      this.kill()
    }
    process.once('exit', killOnExit)
    const ready = Promise.withResolvers<number>()
    this.ready = ready.promise
    child.on('message', (message) => {
      // Sent by the stand-in's remote control.
      const told = message as Message
      if (told.kind === 'ready') ready.resolve(told.port)
      if (told.kind === 'done') this.#waiting.get(told.id)?.resolve(told.value)
      if (told.kind === 'failed') this.#waiting.get(told.id)?.reject(new Error(told.problem))
    })
    this.exit = new Promise((resolve) => {
      child.once('close', (code) => {
        process.off('exit', killOnExit)
        const ended = new DesktopEnded(code, this.#printed)
        ready.reject(ended)
        for (const { reject } of this.#waiting.values()) reject(ended)
        resolve(code)
      })
    })
  }

  get printed(): string {
    return this.#printed
  }

  readonly evaluate: Desktop['evaluate'] = (action, argument) =>
    new Promise((resolve, reject) => {
      const id = ++this.#errands
      // What comes back is what the action returned.
      this.#waiting.set(id, { resolve: resolve as Waiting['resolve'], reject })
      this.#child.send({ id, action: action.toString(), argument }, (problem) => {
        if (problem) reject(new DesktopEnded(this.#child.exitCode, this.#printed))
      })
    })

  /** Asks the application to quit, without waiting for it. */
  quit(): void {
    if (this.#child.connected) this.#child.send({ id: 0, action: '({ app }) => app.quit()' })
  }

  /** Ends the process and everything it started; it leads a process group of its own. */
  kill(): void {
    const { pid, exitCode, signalCode } = this.#child
    if (pid === undefined || exitCode !== null || signalCode !== null) return
    try {
      process.kill(-pid, 'SIGKILL')
    } catch {
      // It has just ended.
    }
  }

  /** Waits so long and no longer; whoever takes longer is ended. */
  async within<Value>(milliseconds: number, work: Promise<Value>): Promise<Value> {
    const late = Promise.withResolvers<never>()
    const timer = setTimeout(() => {
      this.kill()
      late.reject(new Error(`no answer within ${String(milliseconds)} ms; it printed: ${this.#printed}`))
    }, milliseconds)
    try {
      return await Promise.race([work, late.promise])
    } finally {
      clearTimeout(timer)
    }
  }
}
