import { createHash } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import { asId, type RoleId, type UserId } from '../../model/brand.ts'
import type { Author, ClientState, OAuthClient } from '../../model/oauth-client.ts'
import { fail, ok, type Result } from '../../model/result.ts'
import type { Fact } from '../../model/snapshot.ts'
import { fieldOf, type CsvField } from './csv-columns.ts'
import {
  importedSnapshot,
  neutralClient,
  neverImported,
  nobody,
  organizationNamed,
  type ImportedRecords,
  type ImportOptions,
  type ImportText,
  type SnapshotParts,
} from './imported-snapshot.ts'
import type { FoundProblem, RecordProblem } from './import-problem.ts'
import { FieldReader } from './read-fields.ts'

/** A row of the table, and the line in which it begins. */
interface Row {
  readonly line: number
  readonly cells: readonly string[]
}

/**
 * A table of clients, with a header, separated by commas, semicolons or tabs. Rows that cannot be read are left out and told with
 * their line; what a cell holds is data, whatever a spreadsheet would make of it.
 */
export function importClientsCsv(
  { name, text }: ImportText,
  { organizationName, now }: ImportOptions,
): Result<ImportedRecords> {
  const found: FoundProblem[] = []
  const rows = rowsOf(text, (line, problem) => found.push({ file: name, at: { line }, problem }))
  const [header, ...body] = rows
  const columns = header?.cells.map(fieldOf) ?? []
  if (!columns.includes('grantType') || (!columns.includes('name') && !columns.includes('id'))) {
    return fail({ code: 'import_unreadable', field: name, params: { problem: 'csv_header' } })
  }
  const around = { organization: organizationNamed(organizationName), now }
  const clients = new Map<string, OAuthClient>()
  for (const { line, cells } of body) {
    const told = { file: name, at: { line } }
    if (cells.length !== columns.length) {
      const fillings = { count: cells.length, expected: columns.length }
      found.push({ ...told, problem: 'columns', fillings })
      continue
    }
    const fields = new FieldReader(recordOf(columns, cells))
    const client = readClient(fields, around)
    if (fields.problem)
      found.push({
        ...told,
        problem: fields.problem.problem,
        field: headerOf(header, columns, fields.problem.field),
      })
    else if (clients.has(client.id)) found.push({ ...told, problem: 'repeated' })
    else clients.set(client.id, client)
  }
  found.sort((one, other) => lineOf(one) - lineOf(other))
  const held = [...clients.values()]
  const snapshot = importedSnapshot({
    source: 'clients_csv',
    absent: absentFrom(columns),
    ...around,
    clients: held,
  })
  return ok({ snapshot, found, good: held.length })
}

function rowsOf(text: string, refuse: (line: number, problem: RecordProblem) => void): readonly Row[] {
  const cutOff: true[] = []
  // INVARIANT: without named columns and with `info`, csv-parse answers cells and where their row ends.
  const parsed = parse(text, {
    bom: true,
    delimiter: delimiterOf(text),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    info: true,
    on_skip: () => {
      cutOff.push(true)
      return undefined
    },
  }) as unknown as readonly {
    readonly record: readonly string[]
    readonly info: { readonly lines: number }
  }[]
  // A quote that nothing closes takes everything behind it; it opens after the last row that could be read.
  if (cutOff.length > 0) refuse((parsed.at(-1)?.info.lines ?? 0) + 1, 'quotes')
  return parsed.map(({ record, info }) => {
    const breaks = record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0)
    return { line: info.lines - breaks, cells: record.map(withoutSpace) }
  })
}

/** A cell without space around it, or around its quotes. */
function withoutSpace(cell: string): string {
  const bare = cell.trim()
  return bare !== cell && /^"[^"]*"$/.test(bare) ? bare.slice(1, -1) : bare
}

/** Whichever stands most in the header. */
function delimiterOf(text: string): string {
  const [header = ''] = text.split(/\r?\n/, 1)
  const counted = [',', ';', '\t'].map((sign) => ({ sign, count: header.split(sign).length }))
  return counted.reduce((most, other) => (other.count > most.count ? other : most)).sign
}

function recordOf(
  columns: readonly (CsvField | undefined)[],
  cells: readonly string[],
): Readonly<Record<string, string>> {
  const record: Record<string, string> = {}
  for (const [at, column] of columns.entries()) {
    const cell = cells[at] ?? ''
    if (column && record[column] === undefined && cell !== '') record[column] = cell
  }
  return record
}

function readClient(fields: FieldReader, around: Pick<SnapshotParts, 'organization' | 'now'>): OAuthClient {
  const name = fields.text('name')
  const id =
    fields.text('id') || (name && `csv:${createHash('sha256').update(name).digest('hex').slice(0, 16)}`)
  if (id === '') fields.refuse('name', 'missing')
  const neutral = neutralClient(id, around)
  const { grantType, pkce } = fields.grantType('grantType')
  const environment = fields.text('environment').toLowerCase()
  const createdAt = fields.moment('createdAt') ?? neutral.createdAt
  return {
    ...neutral,
    name: name || id,
    description: fields.text('description'),
    contact: fields.text('contact'),
    environment: /^(test|dev|stag)/.test(environment) ? 'test' : 'production',
    grantType,
    pkce: pkce ?? fields.flag('pkce'),
    tokenDuration: fields.duration('tokenDuration', neutral.tokenDuration),
    redirectUris: listIn(fields.text('redirectUris')),
    scopes: listIn(fields.text('scopes')),
    roleGrants: listIn(fields.text('roles')).map((role) => ({ roleId: asId<RoleId>(role), divisionId: '*' })),
    addressRanges: listIn(fields.text('addressRanges')),
    state: readState(fields, neutral.createdAt),
    secretChangedAt: fields.moment('secretChangedAt'),
    createdAt,
    createdBy: authorNamed(fields.text('createdBy')),
    modifiedAt: fields.moment('modifiedAt') ?? createdAt,
    modifiedBy: authorNamed(fields.text('modifiedBy')),
  }
}

/** Several values in one cell. */
function listIn(cell: string): readonly string[] {
  return [...new Set(cell.split(/[\s|]+/).filter((item) => item !== ''))]
}

function readState(fields: FieldReader, otherwise: string): ClientState {
  const word = fields.text('state').toLowerCase()
  const removalAt = fields.moment('removalAt') ?? otherwise
  if (['', 'active', 'aktiv', 'enabled'].includes(word)) return { kind: 'active' }
  if (['inactive', 'inaktiv', 'deactivated', 'deaktiviert'].includes(word))
    return { kind: 'inactive', removalAt }
  if (!['disabled', 'gesperrt'].includes(word)) fields.refuse('state', 'state')
  return { kind: 'disabled' }
}

/** A table names people, not their ids; the name then stands for both. */
function authorNamed(name: string): Author {
  return name === '' ? nobody : { id: asId<UserId>(name), name }
}

/** The column as the table calls it. */
function headerOf(
  header: Row | undefined,
  columns: readonly (CsvField | undefined)[],
  field: string,
): string {
  const at = columns.findIndex((column) => column === field)
  return header?.cells[at] ?? field
}

function lineOf({ at }: FoundProblem): number {
  return 'line' in at ? at.line : 0
}

const columnFacts: readonly (readonly [Fact, CsvField])[] = [
  ['client.addressRanges', 'addressRanges'],
  ['client.contact', 'contact'],
  ['client.created', 'createdAt'],
  ['client.createdBy', 'createdBy'],
  ['client.description', 'description'],
  ['client.environment', 'environment'],
  ['client.modified', 'modifiedAt'],
  ['client.pkce', 'pkce'],
  ['client.redirectUris', 'redirectUris'],
  ['client.roles', 'roles'],
  ['client.scopes', 'scopes'],
  ['client.secretChanged', 'secretChangedAt'],
  ['client.state', 'state'],
  ['client.tokenDuration', 'tokenDuration'],
]

function absentFrom(columns: readonly (CsvField | undefined)[]): ReadonlySet<Fact> {
  const missing = columnFacts.flatMap(([fact, column]) => (columns.includes(column) ? [] : [fact]))
  return new Set([
    ...neverImported,
    'authorizations',
    'organization',
    'roles',
    'terraform',
    'usage',
    ...missing,
  ])
}
