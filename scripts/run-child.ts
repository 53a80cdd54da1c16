import { spawn } from 'node:child_process'
import { constants } from 'node:os'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export interface ChildEnd {
  /** As a shell would say it: 128 and the signal's number for a child that was ended by one. */
  readonly exitCode: number
  readonly milliseconds: number
  /** Whether this process was told to stop meanwhile. */
  readonly wasTold: boolean
}

/** Runs a program that shares this one's terminal and signals, to its end. */
export async function runChild(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<ChildEnd> {
  const started = Date.now()
  const child = spawn(command, args, { stdio: 'inherit', env })
  let wasTold = false
  const passOn = (signal: NodeJS.Signals) => {
    wasTold = true
    // A terminal has sent its Ctrl+C to the child as well; this process only has to outlive it.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
  }
  for (const signal of signals) process.on(signal, passOn)
  const orphanWatch = setInterval(() => {
    if (isOrphan()) passOn('SIGTERM')
  }, 250)
  const exitCode = await new Promise<number>((resolve) => {
    child.once('error', () => {
      resolve(127)
    })
    child.once('exit', (code, signal) => {
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]))
    })
  })
  clearInterval(orphanWatch)
  for (const signal of signals) process.off(signal, passOn)
  return { exitCode, milliseconds: Date.now() - started, wasTold }
}

const parent = process.ppid

/** Whether the shell that npm runs a script in has ended: it passes no signal on, so npm's end is told by this alone. */
function isOrphan(): boolean {
  return process.env['npm_lifecycle_event'] !== undefined && process.ppid !== parent
}
