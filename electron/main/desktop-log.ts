import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** A file that has grown to this many bytes is set aside; the one set aside before goes. */
const sizeLimit = 1_000_000
const longestLine = 4_000

/**
 * A log file of one line per happening, readable by its owner only, that never grows without limit. A line that
 * cannot be written is lost: the work it tells of goes on.
 */
export function openLog(file: string): (line: string) => void {
  return (line) => {
    const text = line.replaceAll(/[\r\n]+/g, ' | ').slice(0, longestLine)
    try {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) >= sizeLimit) renameSync(file, `${file}.1`)
      appendFileSync(file, `${new Date().toISOString()} ${text}\n`, { mode: 0o600 })
    } catch {
      // A log must never be what ends the work.
    }
  }
}
