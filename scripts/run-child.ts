import { spawn } from 'node:child_process'
import { constants } from 'node:os'

export interface ChildEnd {
  /** As a shell would say it: 128 and the signal's number for a child that was ended by one. */
  readonly exitCode: number
  readonly milliseconds: number
}

/** Runs a program that shares this one's terminal and signals, to its end. */
export async function runChild(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<ChildEnd> {
  const started = Date.now()
  const child = spawn(command, args, { stdio: 'inherit', env })
  const passOn = (signal: NodeJS.Signals) => child.kill(signal)
  // The terminal sends SIGINT to the child as well; this process only has to outlive it.
  const wait = () => undefined
  process.on('SIGINT', wait)
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, passOn)
  const exitCode = await new Promise<number>((resolve) => {
    child.once('error', () => {
      resolve(127)
    })
    child.once('exit', (code, signal) => {
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]))
    })
  })
  process.off('SIGINT', wait)
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.off(signal, passOn)
  return { exitCode, milliseconds: Date.now() - started }
}
