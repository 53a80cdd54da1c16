import { describe, expect, it } from 'vitest'
import {
  readAnyImport,
  type AnyImport,
  type AnyImportOptions,
} from '../../../../core/audit/import/read-any-import.ts'
import type { Failure } from '../../../../core/model/failure.ts'
import { describeFailure } from '../../../../core/wording/describe-failure.ts'
import { inChunks } from '../../../support/snapshot-file.ts'

const options: AnyImportOptions = {
  organizationName: 'Acme',
  now: new Date('2026-11-02T09:00:00Z'),
  language: 'en',
}

async function importing(text: string, wish: Partial<AnyImportOptions> = {}): Promise<AnyImport> {
  const read = await readAnyImport([{ name: 'clients.csv', chunks: inChunks(text) }], { ...options, ...wish })
  if (!read.ok) throw new Error(describeFailure(read.failure, 'en'))
  return read.value
}

async function refusal(text: string): Promise<Failure> {
  const read = await readAnyImport([{ name: 'clients.csv', chunks: inChunks(text) }], options)
  if (read.ok) throw new Error('a table was read that cannot be')
  return read.failure
}

describe('a table of clients (U1, F2)', () => {
  it('is read with whatever names, signs and spellings its columns have', async () => {
    const rows = [
      [
        'Client-ID',
        'Name',
        'Authorized Grant Type',
        'Redirect URIs',
        'Scope',
        'Token duration',
        'Owner',
        'Secret',
        'Date created',
        'IP ranges',
      ],
      [
        'c-1',
        'Agent "Desktop"',
        'CODE',
        'https://a.example/cb\nhttps://b.example/cb',
        'users | routing:readonly users',
        '2 d',
        'ada@acme.example',
        'Zx81',
        '2026-01-05',
        '',
      ],
      [
        'c-2',
        '=HYPERLINK("x")',
        'client_credentials',
        '',
        '',
        '3600',
        '+49',
        '',
        '2026-02-01T10:00:00+01:00',
        '203.0.113.0/24 198.51.100.7/32',
      ],
    ]
    const written = (sign: string) =>
      rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(sign)).join('\r\n')
    const { snapshot, problems, good } = await importing(`\ufeff${written(',')}\r\n\r\n`)
    expect({ problems, good }).toEqual({ problems: [], good: 2 })
    for (const sign of [';', '\t']) expect((await importing(written(sign))).snapshot).toEqual(snapshot)
    const [desktop, service] = snapshot.clients
    expect(desktop).toMatchObject({
      ...{ id: 'c-1', name: 'Agent "Desktop"', grantType: 'authorization_code', tokenDuration: 172_800 },
      redirectUris: ['https://a.example/cb', 'https://b.example/cb'],
      scopes: ['users', 'routing:readonly'],
      ...{ contact: 'ada@acme.example', createdAt: '2026-01-05T00:00:00.000Z', addressRanges: [] },
    })
    expect(service).toMatchObject({
      ...{ name: '=HYPERLINK("x")', contact: '+49', grantType: 'client_credentials', tokenDuration: 3600 },
      ...{ createdAt: '2026-02-01T09:00:00.000Z', addressRanges: ['203.0.113.0/24', '198.51.100.7/32'] },
    })
    expect(JSON.stringify(snapshot)).not.toContain('Zx81')
    expect(snapshot.organization).toMatchObject({
      name: 'Acme',
      id: expect.stringMatching(/^import:[0-9a-f]{16}$/) as string,
    })
    for (const fact of [
      'client.pkce',
      'client.state',
      'client.roles',
      'authorizations',
      'users',
      'usage',
    ] as const) {
      expect(snapshot.absent).toContain(fact)
    }
    for (const fact of [
      'client.scopes',
      'client.contact',
      'client.created',
      'client.addressRanges',
    ] as const) {
      expect(snapshot.absent).not.toContain(fact)
    }
  })

  it('with 3 bad rows of 500 offers 497 and lists the three with line and sentence', async () => {
    const row = (n: number, grant = 'CODE', duration = '1 h') =>
      `c-${String(n)},App ${String(n)},${grant},${duration}`
    const rows = Array.from({ length: 500 }, (_none, n) => row(n))
    rows[4] = row(4, 'cobe')
    rows[99] = `${row(99)},surplus`
    rows[499] = row(499, 'CODE', 'soon')
    const table = ['id,name,grant type,token duration', ...rows].join('\n')
    const { snapshot, problems, good } = await importing(table)
    expect(good).toBe(497)
    expect(snapshot.clients).toHaveLength(497)
    expect(problems).toEqual([
      { place: 'clients.csv, line 6', message: '`grant type` is no grant type' },
      { place: 'clients.csv, line 101', message: 'it has 5 columns, and the header has 4' },
      { place: 'clients.csv, line 501', message: '`token duration` is no duration' },
    ])
    const german = await importing(table, { language: 'de' })
    expect(german.problems[0]).toEqual({
      place: 'clients.csv, Zeile 6',
      message: '`grant type` ist kein Grant-Typ',
    })
  })

  it('counts lines as an editor does, across cells of several lines and quotes out of place', async () => {
    const { problems, good } = await importing(
      'name,grant type,redirects\nA,CODE,"https://a.example\nhttps://b.example"\n\nB,"CO"DE,\nC,nonsense,"x\ny"\nA,CODE,\nD,TOKEN,\n"E,CODE,\nF,CODE,\n',
    )
    expect(good).toBe(2)
    expect(problems).toEqual([
      { place: 'clients.csv, line 5', message: '`grant type` is no grant type' },
      { place: 'clients.csv, line 6', message: '`grant type` is no grant type' },
      { place: 'clients.csv, line 8', message: 'the same was listed before' },
      { place: 'clients.csv, line 10', message: 'a quotation mark is out of place' },
    ])
  })

  it('never repeats what stands in a bad row, which may be a secret in the wrong column (F4)', async () => {
    const { problems } = await importing('name,grant type\nA,s3cr3t-Zx81kQ0p\n')
    expect(JSON.stringify(problems)).not.toContain('s3cr3t')
  })

  it.each([
    ['without a header', 'c-1,CODE\nc-2,TOKEN\n'],
    ['without grant types', 'id,name\nc-1,App\n'],
    ['of something else', 'just some text'],
  ])('is refused %s', async (_what, text) => {
    expect(await refusal(text)).toEqual({
      code: 'import_unreadable',
      field: 'clients.csv',
      params: { problem: 'csv_header' },
    })
  })

  it('is refused where it is empty, a page of HTML or not UTF-8', async () => {
    expect(await refusal(' \n')).toMatchObject({ params: { problem: 'document_empty' } })
    expect(await refusal('<html>')).toMatchObject({ params: { problem: 'document_markup' } })
    const latin = await readAnyImport(
      [{ name: 'x', chunks: inChunks(Buffer.from('name\n\u00fc', 'latin1')) }],
      options,
    )
    expect(latin).toMatchObject({ ok: false, failure: { params: { problem: 'document_not_utf8' } } })
  })

  it('gives the same organization the same id each time, so that two tables compare', async () => {
    const table = 'name,grant type\nA,CODE\n'
    const one = await importing(table)
    const other = await importing(table, { now: new Date('2027-02-01') })
    expect(one.snapshot.organization.id).toBe(other.snapshot.organization.id)
    expect(one.snapshot.clients[0]?.id).toBe(other.snapshot.clients[0]?.id)
  })
})
