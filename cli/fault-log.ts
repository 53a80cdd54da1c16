import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describeFault } from '../core/model/describe-fault.ts'
import { StoreError } from '../core/store/store-error.ts'
import { describeFailure } from '../core/wording/describe-failure.ts'
import type { Language } from '../core/wording/say.ts'
import { CommandError, exitCodes } from './exit.ts'
import type { Words } from './words/english.ts'

const SIZE_LIMIT = 1_000_000

/** Where the details of faults go, one line each, readable by its owner only; a grown file is set aside. */
export class FaultLog {
  readonly file: string

  constructor(dataDirectory: string) {
    this.file = join(dataDirectory, 'command-line.log')
  }

  write(line: string): void {
    try {
      if ((statSync(this.file, { throwIfNoEntry: false })?.size ?? 0) > SIZE_LIMIT) {
        renameSync(this.file, `${this.file}.1`)
      }
      mkdirSync(join(this.file, '..'), { recursive: true, mode: 0o700 })
      const text = `${new Date().toISOString()} ${line.replaceAll('\n', ' | ')}\n`
      appendFileSync(this.file, text, { mode: 0o600 })
    } catch {
      // A folder that cannot be written is told by the store, which needs it as well.
    }
  }
}

/** Whatever a command ended with, as an error for people; what nobody expected goes to the log. */
export function asCommandError(
  cause: unknown,
  faults: FaultLog,
  { words, language }: { readonly words: Words; readonly language: Language },
): CommandError {
  if (cause instanceof CommandError) {
    if (cause.code !== 'internal') return cause
    return fault(`${cause.message} (${faults.file})`, cause.details)
  }
  if (cause instanceof StoreError) {
    const { code, path } = cause
    const message = describeFailure({ code, value: path }, language)
    return new CommandError({ code, exitCode: exitCodes.fault }, message, { path })
  }
  faults.write(`fault: ${describeFault(cause)}`)
  return fault(words.fault(faults.file))
}

function fault(message: string, details: CommandError['details'] = {}): CommandError {
  return new CommandError({ code: 'internal', exitCode: exitCodes.fault }, message, details)
}
