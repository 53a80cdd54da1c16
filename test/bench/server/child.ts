import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { LoadOrder, LoadResult } from './load.ts'

/** A child process that was started from a file beside this one, and the first thing that it told. */
export interface Child<Told> {
  readonly process: ChildProcess
  readonly told: Told
  ask<Answer>(question: unknown): Promise<Answer>
  end(): Promise<void>
}

/** Starts a server's file and waits until it says where it listens. */
export async function startChild<Told>(file: string, given: readonly string[] = []): Promise<Child<Told>> {
  const child = fork(new URL(file, import.meta.url), [...given], {
    execArgv: ['--expose-gc', '--no-warnings'],
  })
  const hear = async <Message>(): Promise<Message> => {
    const heard = await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(([code]) => {
        throw new Error(`${file} ended with ${String(code)}`)
      }),
    ])
    // What a child of this folder tells is what its file says that it tells.
    return heard[0] as Message
  }
  const told = await hear<Told>()
  return {
    process: child,
    told,
    ask: async (question) => {
      const answer = hear<never>()
      child.send(question as object)
      return answer
    },
    end: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** Puts a load on a port from a process of its own. */
export async function putLoad(order: LoadOrder): Promise<LoadResult> {
  const child = fork(new URL('./load.ts', import.meta.url), { execArgv: ['--no-warnings'] })
  try {
    child.send(order)
    const [result] = (await once(child, 'message')) as [LoadResult]
    return result
  } finally {
    child.kill()
  }
}
