import { csvRecord } from './csv.ts'
import type { Matrix } from './matrix-pages.ts'
import type { Words } from './words/english.ts'
import { clip, displayWidth, plain } from './text.ts'

/** How wide the names of a printed table may be, since no row waits for the next one. */
const NAME_WIDTH = 36

/** RFC 4180: a row for each app, a column for each user. A terminal gets no control characters of a record. */
export async function* matrixCsv({ users, rows }: Matrix, isSeen: boolean): AsyncGenerator<string> {
  const text = isSeen ? plain : (name: string) => name
  yield csvRecord(['client_id', 'name', 'itself', ...users.map(({ email }) => text(email))])
  for await (const { clientId, name, itself, calls } of rows()) {
    yield csvRecord([clientId, text(name), itself, ...(itself === null ? calls : users.map(() => null))])
  }
}

/** One JSON object, an app on each line. */
export async function* matrixJson(matrix: Matrix, divisionName: string | null): AsyncGenerator<string> {
  const { organizationId: id, operations } = matrix
  const users = matrix.users.map(({ userId, email, name }) => ({ id: userId, email, name }))
  yield `${JSON.stringify({ id, divisionName, operations, users }).slice(0, -1)},"apps":[`
  let between = '\n'
  for await (const { clientId, ...row } of matrix.rows()) {
    yield `${between}${JSON.stringify({ id: clientId, ...row })}`
    between = ',\n'
  }
  yield '\n]}\n'
}

/** Columns for people. */
export async function* matrixTable({ users, rows }: Matrix, words: Words): AsyncGenerator<string> {
  const headings = [words.itself, ...users.map(({ email }) => plain(email))]
  const widths = headings.map((heading) => Math.max(displayWidth(heading), 4))
  const line = (name: string, cells: readonly string[]) => {
    const columns = cells.map(
      (cell, place) => `${' '.repeat((widths[place] ?? 0) - displayWidth(cell))}${cell}`,
    )
    return `${[`${name}${' '.repeat(NAME_WIDTH - displayWidth(name))}`, ...columns].join('  ').trimEnd()}\n`
  }
  yield line(words.name, headings)
  for await (const { name, itself, calls } of rows()) {
    const counts = calls.map((count) => (count === 0 ? '·' : String(count)))
    yield line(clip(plain(name), NAME_WIDTH), itself === null ? ['', ...counts] : [String(itself)])
  }
}
