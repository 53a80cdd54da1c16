import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

const sizeLimit = 1_000_000

/**
 * A log file of one line per happening, readable by its owner only; the former one is kept when it has grown.
 * A line that cannot be written is lost: the work it tells of goes on.
 */
export function openLog(file: string): (line: string) => void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > sizeLimit) renameSync(file, `${file}.1`)
  return (line) => {
    const text = `${new Date().toISOString()} ${line.replaceAll('\n', ' | ')}\n`
    appendFile(file, text)
  }
}

function appendFile(file: string, text: string): void {
  try {
    appendFileSync(file, text, { mode: 0o600 })
  } catch {
    // See openLog.
  }
}

/**
 * Where a fault happened, without its message: messages quote what they choked on, and that may be a secret (F4, A2).
 */
export function describeFault(cause: unknown): string {
  if (!(cause instanceof Error)) return `thrown ${typeof cause}`
  const code = 'code' in cause && typeof cause.code === 'string' ? ` ${cause.code}` : ''
  return [`${cause.name}${code}`, ...framesOf(cause).slice(0, 12)].join(' | ')
}

/** The stack below the message; none if the message is not where it belongs, since it could pass for frames. */
function framesOf(cause: Error): readonly string[] {
  const stack = cause.stack ?? ''
  const start = stack.indexOf(cause.message)
  if (start < 0) return []
  const below = stack.slice(start + cause.message.length).split('\n')
  return below.filter((line) => /^\s+at .+:\d+:\d+\)?$/.test(line)).map((line) => line.trim())
}
