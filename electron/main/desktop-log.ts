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
