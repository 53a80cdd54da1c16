import type { CommandError } from './exit.ts'

/** A line of text, counted from 1. */
export interface Line {
  readonly number: number
  readonly text: string
}

export type LineProblem = 'too_long' | 'too_large' | 'not_utf8' | 'not_text'

/** The most bytes of a line, and of a JSON document, which has to be held as a whole. */
const LONGEST_LINE = 8_192
const LARGEST_JSON = 32 * 1024 * 1024
const LINE_FEED = 0x0a

/**
 * Reads text line by line without ever holding more than the longest line that is allowed. A text whose first character is that
 * of a JSON list or object may have longer ones, but only so many in all.
 */
export async function readLines(
  bytes: AsyncIterable<unknown>,
  onProblem: (line: number, problem: LineProblem) => CommandError,
): Promise<{ readonly isJson: boolean; readonly lines: AsyncIterable<Line> }> {
  const chunks = bytes[Symbol.asyncIterator]()
  const first = await chunks.next()
  const start = first.done === true ? Buffer.alloc(0) : asBytes(first.value)
  const isJson = /^[\ufeff\s]*[[{]/.test(start.subarray(0, 1_000).toString('utf8'))

  async function* lines(): AsyncGenerator<Line> {
    let number = 1
    let total = 0
    let pending: Buffer[] = []
    let held = 0
    const take = (part: Buffer) => {
      pending.push(part)
      held += part.length
      total += part.length
      if (isJson && total > LARGEST_JSON) throw onProblem(number, 'too_large')
      if (!isJson && held > LONGEST_LINE) throw onProblem(number, 'too_long')
    }
    const end = (): Line => {
      const line = {
        number,
        text: decode(pending.length === 1 ? pending[0] : Buffer.concat(pending), (problem) =>
          onProblem(number, problem),
        ),
      }
      number += 1
      pending = []
      held = 0
      return line
    }
    for (let next = first; next.done !== true; next = await chunks.next()) {
      const chunk = asBytes(next.value)
      let from = 0
      for (let to = chunk.indexOf(LINE_FEED); to >= 0; to = chunk.indexOf(LINE_FEED, from)) {
        take(chunk.subarray(from, to))
        yield end()
        from = to + 1
      }
      take(chunk.subarray(from))
    }
    if (held > 0) yield end()
  }
  return { isJson, lines: lines() }
}

function asBytes(chunk: unknown): Buffer {
  return Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
}

const decoder = new TextDecoder('utf-8', { fatal: true })

function decode(bytes: Buffer | undefined, complain: (problem: LineProblem) => CommandError): string {
  let text: string
  try {
    text = decoder.decode(bytes)
  } catch {
    throw complain('not_utf8')
  }
  // Control characters tell a binary file.
  if (/[\u0000-\u0008\u000e-\u001f]/.test(text)) throw complain('not_text')
  return text.endsWith('\r') ? text.slice(0, -1) : text
}
