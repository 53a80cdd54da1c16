import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'

type Listener = (args: readonly string[], workingDirectory: string) => void

const lockName = 'StandInLock'
const callPrefix = 'StandInCall-'

/** One process per user-data folder; a further one leaves its arguments in the folder, where the first finds them. */
export function takeSingleInstanceLock(folder: string, onSecond: Listener): boolean {
  mkdirSync(folder, { recursive: true })
  const lock = join(folder, lockName)
  const holder = Number(readIfThere(lock))
  if (holder > 0 && holder !== process.pid && isAlive(holder)) {
    leaveCall(folder)
    return false
  }
  writeFileSync(lock, String(process.pid))
  process.once('exit', () => {
    rmSync(lock, { force: true })
  })
  watch(folder, { persistent: false }, () => {
    takeCalls(folder, onSecond)
  })
  return true
}

function leaveCall(folder: string): void {
  const file = join(folder, `.${callPrefix}${String(process.pid)}`)
  writeFileSync(file, JSON.stringify({ args: process.argv, directory: process.cwd() }))
  renameSync(file, join(folder, `${callPrefix}${String(process.pid)}`))
}

function takeCalls(folder: string, onSecond: Listener): void {
  for (const name of readdirSync(folder).filter((entry) => entry.startsWith(callPrefix))) {
    const file = join(folder, name)
    // Written by leaveCall above.
    const call = JSON.parse(readFileSync(file, 'utf8')) as { args: readonly string[]; directory: string }
    rmSync(file)
    onSecond(call.args, call.directory)
  }
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
