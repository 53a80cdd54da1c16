import { styleText } from 'node:util'
import type { CommandError } from './exit.ts'
import type { Terminal } from './terminal.ts'
import { plain } from './text.ts'

type Style = Parameters<typeof styleText>[0]

/** Where a command prints: one JSON value with `--json`, lines for people otherwise. */
export interface Output {
  readonly json: boolean
  /** One record, and how people read it. */
  record(value: object, lines: () => readonly string[]): void
  /** A list with the number of all that match, and how people read it. */
  list(items: readonly object[], total: number, lines: () => readonly string[]): void
  /** Lines for people only. */
  say(...lines: readonly string[]): void
  /** Lines for people that are no result: questions, warnings, what is about to happen. */
  note(...lines: readonly string[]): void
  /** Colour where the output is a terminal that wants it. */
  style(format: Style, text: string): string
}

export function createOutput(json: boolean, { stdout, stderr, environment }: Terminal): Output {
  const coloured = stdout.isTTY === true && !environment.NO_COLOR && !json
  // On one line for programs, indented where a person looks at it.
  const toJson = (value: object) => JSON.stringify(value, null, stdout.isTTY === true ? 2 : 0)
  const print = (text: string) => {
    if (text !== '') stdout.write(`${text}\n`)
  }
  return {
    json,
    record: (value, lines) => {
      print(json ? toJson(value) : lines().join('\n'))
    },
    list: (items, total, lines) => {
      print(json ? toJson({ items, total }) : lines().join('\n'))
    },
    say: (...lines) => {
      if (!json) print(lines.join('\n'))
    },
    note: (...lines) => {
      if (lines.length > 0) stderr.write(`${lines.join('\n')}\n`)
    },
    style: (format, text) => (coloured ? styleText(format, text, { validateStream: false }) : text),
  }
}

/** One sentence on stderr, or one JSON object with `code` and `message`. */
export function printError(error: CommandError, json: boolean, stderr: Terminal['stderr']): void {
  const { code, message, details } = error
  const sentence = plain(message.replace(/\s*\n\s*/g, ' ').trim())
  stderr.write(json ? `${JSON.stringify({ code, message: sentence, ...details })}\n` : `${sentence}\n`)
}
