import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A child process at work on a store, and what it tells. */
export interface StoreChild extends AsyncDisposable {
  /** Resolves with the next thing that it tells, in order. */
  next(): Promise<string>
  /** What it told beside, so far. */
  told(): readonly string[]
  /** Tells it to go on. */
  resume(): void
  /** Ends it at once, as a crash would; resolves when it is gone. */
  kill(): Promise<void>
}

/** Starts one of the tasks of `store-child.ts`. */
export function startStoreChild(...args: readonly string[]): StoreChild {
  const script = fileURLToPath(new URL('store-child.ts', import.meta.url))
  const child = fork(script, args, { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const told: string[] = []
  const waiting: ((message: string) => void)[] = []
  child.on('message', (message) => {
    if (typeof message !== 'string') return
    const resolve = waiting.shift()
    if (resolve) resolve(message)
    else told.push(message)
  })
  const gone = once(child, 'exit')
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL')
    await gone
  }
  return {
    next() {
      const message = told.shift()
      if (message !== undefined) return Promise.resolve(message)
      return new Promise((resolve, reject) => {
        waiting.push(resolve)
        void gone.then(() => {
          reject(new Error(`the child process ended: ${describeEnd(child)}`))
        })
      })
    },
    told: () => told,
    resume() {
      child.send('go on')
    },
    kill,
    [Symbol.asyncDispose]: kill,
  }
}

function describeEnd(child: ChildProcess): string {
  return `exit code ${String(child.exitCode)}, signal ${String(child.signalCode)}`
}
