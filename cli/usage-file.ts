import { createReadStream } from 'node:fs'
import { csvCells, separatorOf } from './csv.ts'
import type { CommandError } from './exit.ts'
import { unreadable } from './exit.ts'
import { fileProblem } from './file-problem.ts'
import { readLines, type Line, type LineProblem } from './read-lines.ts'
import type { Session } from './session.ts'
import { clip, plain } from './text.ts'

/** The most different calls that the contract takes, and the longest. */
const MOST_CALLS = 200_000
const LONGEST_CALL = 4_096

/** Takes a problem and the place where it is; the answer is the error to throw. */
type Complain = (place: Place, problem: string) => CommandError
type Reader = Pick<Session, 'words' | 'terminal'>
type Place = { readonly line: number } | { readonly row: number } | null

/**
 * The different calls of a file (`-` for the input), in any of three forms: `METHOD /path` on each line; CSV with a heading that
 * names `method` and `path`; JSON rows with `method` and `path`. Rows whose `requests` are 0 were no calls.
 */
export async function readUsageFile(session: Reader, path: string): Promise<readonly string[]> {
  const { words, terminal } = session
  const complain: Complain = (place, problem) =>
    unreadable(words.usageUnreadable(path, place === null ? '' : words.placeIn(place), problem))
  const calls = new Set<string>()
  const add = (call: string, place: Place) => {
    if (call.length > LONGEST_CALL) throw complain(place, words.usageProblems.too_long)
    calls.add(call)
    if (calls.size > MOST_CALLS) throw complain(place, words.usageProblems.too_many)
  }
  const onProblem = (line: number, problem: LineProblem) => complain({ line }, words.usageProblems[problem])
  try {
    const bytes = path === '-' ? terminal.stdin : createReadStream(path)
    const { isJson, lines } = await readLines(bytes, onProblem)
    const find = isJson ? jsonCalls : textCalls
    for await (const { call, place } of find(lines, { words, complain })) add(call, place)
  } catch (cause) {
    const isOfTheSystem = cause instanceof Error && 'syscall' in cause
    throw isOfTheSystem ? complain(null, fileProblem(cause, words)) : cause
  }
  return [...calls]
}

interface Reading {
  readonly words: Session['words']
  readonly complain: Complain
}

interface Call {
  readonly call: string
  readonly place: Place
}

/** `METHOD /path` on each line, or the columns of a heading. */
async function* textCalls(lines: AsyncIterable<Line>, reading: Reading): AsyncGenerator<Call> {
  let columns: Columns | undefined
  let isFirst = true
  for await (const { number: line, text } of lines) {
    if (text.trim() === '' || text.startsWith('#')) continue
    if (isFirst) {
      isFirst = false
      columns = columnsOf(text)
      if (columns) continue
    }
    const call = columns
      ? csvCall(text, columns, (problem) => reading.complain({ line }, problem), reading)
      : text
    if (call === null) continue
    if (!isCall(call)) {
      const shown = clip(plain(call.trim()), 60)
      throw reading.complain({ line }, reading.words.notACall(shown))
    }
    yield { call: call.trim().replace(/\s+/, ' '), place: { line } }
  }
}

function isCall(text: string): boolean {
  return /^\s*[a-z]+\s+\/\S*\s*$/i.test(text)
}

interface Columns {
  readonly separator: string
  readonly method: number
  readonly path: number
  readonly requests: number
}

function columnsOf(heading: string): Columns | undefined {
  const separator = separatorOf(heading)
  const names = csvCells(heading, separator)?.map((name) => name.trim().toLowerCase()) ?? []
  const [method, path, requests] = [names.indexOf('method'), names.indexOf('path'), names.indexOf('requests')]
  return method < 0 || path < 0 ? undefined : { separator, method, path, requests }
}

/** Null for a row that was never called. */
function csvCall(
  text: string,
  columns: Columns,
  complain: (problem: string) => CommandError,
  { words }: Reading,
): string | null {
  const cells = csvCells(text, columns.separator)
  if (!cells) throw complain(words.usageProblems.quote_open)
  const requests = cells[columns.requests]?.trim() ?? ''
  if (!/^\d*$/.test(requests)) throw complain(words.noNumberOfRequests(clip(plain(requests), 60)))
  if (requests !== '' && Number(requests) === 0) return null
  return `${cells[columns.method] ?? ''} ${cells[columns.path] ?? ''}`
}

/** A list of rows, such a list under `items` or `usage`, or a row on each line. */
async function* jsonCalls(lines: AsyncIterable<Line>, reading: Reading): AsyncGenerator<Call> {
  const all: Line[] = []
  for await (const line of lines) all.push(line)
  for (const { value, place } of parseRows(all, reading)) {
    const call = callOf(value)
    if (call === undefined || (call !== null && !isCall(call))) {
      throw reading.complain(place, reading.words.usageProblems.no_call)
    }
    if (call !== null) yield { call, place }
  }
}

function parseRows(
  lines: readonly Line[],
  { words, complain }: Reading,
): readonly { readonly value: unknown; readonly place: Place }[] {
  const filled = lines.filter(({ text }) => text.trim() !== '')
  const inAll = parseJson(lines.map(({ text }) => text).join('\n'))
  if (inAll.ok) return rowsIn(inAll.value).map((value, index) => ({ value, place: { row: index + 1 } }))
  if (filled[0]?.text.trimStart().startsWith('[')) throw complain(inAll.place, words.usageProblems.no_json)
  return filled.map(({ number: line, text }) => {
    const parsed = parseJson(text)
    if (!parsed.ok) throw complain({ line }, words.usageProblems.no_json)
    return { value: parsed.value, place: { line } }
  })
}

function rowsIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  if (typeof value !== 'object' || value === null) return [value]
  const held = 'items' in value ? value.items : 'usage' in value ? value.usage : undefined
  return Array.isArray(held) ? held : [value]
}

/** Null for a row that was never called, undefined for what is no call. */
function callOf(row: unknown): string | null | undefined {
  if (typeof row === 'string') return row
  if (typeof row !== 'object' || row === null || !('method' in row) || !('path' in row)) return undefined
  if (typeof row.method !== 'string' || typeof row.path !== 'string') return undefined
  return 'requests' in row && row.requests === 0 ? null : `${row.method} ${row.path}`
}

type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly place: Place }

function parseJson(text: string): Parsed {
  try {
    return { ok: true, value: JSON.parse(text) as unknown }
  } catch (cause) {
    const line = cause instanceof Error ? /line (\d+)/.exec(cause.message)?.[1] : undefined
    return { ok: false, place: line === undefined ? null : { line: Number(line) } }
  }
}
