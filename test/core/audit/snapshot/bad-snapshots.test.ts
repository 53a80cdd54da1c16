import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { createAuditSubject } from '../../../../core/audit/audit-subject.ts'
import { defaultPolicy } from '../../../../core/audit/audit-policy.ts'
import { readSnapshot } from '../../../../core/audit/snapshot/read-snapshot.ts'
import type { Json } from '../../../../core/model/audit-event.ts'
import { asId } from '../../../../core/model/brand.ts'
import { describeFailure } from '../../../../core/wording/describe-failure.ts'
import { aClient, aService, aSnapshot, takenAt } from '../../../support/audited-snapshot.ts'
import { fileOf, inChunks, readFile, refusalOf, snapshotIn } from '../../../support/snapshot-file.ts'

const small = aSnapshot({ users: [], roles: [], clients: [aClient({ name: 'Ü\\"' })] })
const text = async () => (await fileOf(small)).toString()

/** A refused file with the place and problem that it names. */
async function problemIn(file: string | Uint8Array): Promise<unknown> {
  const { code, params } = await refusalOf(file)
  return { code, ...params }
}

describe('a damaged snapshot (F2)', () => {
  it('is found whichever bit of it is flipped', async () => {
    const file = await fileOf(small)
    const missed: string[] = []
    for (let at = 0; at < file.length; at++) {
      const flipped = Buffer.from(file)
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8))
      const read = await readFile(flipped)
      if (read.ok) missed.push(`bit ${String(at % 8)} of byte ${String(at)}`)
    }
    expect(missed).toEqual([])
  })

  it('is found whichever byte of its packed content is changed', async () => {
    const file = await fileOf(small, { gzip: true })
    const whole = await snapshotIn(file)
    for (let at = 0; at < file.length; at++) {
      const changed = Buffer.from(file)
      changed[at] = (changed[at] ?? 0) ^ 0xff
      const read = await readFile(changed)
      // The header has a time and a system that say nothing of the content.
      if (read.ok) expect(read.value.snapshot).toEqual(whole)
      if (read.ok) expect(at).toBeLessThan(10)
    }
  })

  it('is found wherever it was cut off', async () => {
    const file = (await fileOf(small)).toString().trimEnd()
    const packed = await fileOf(small, { gzip: true })
    expect(await problemIn('')).toEqual({ code: 'snapshot_unreadable', problem: 'document_empty', line: 1 })
    for (let length = 1; length < file.length; length += 13) {
      const { code } = await refusalOf(Buffer.from(file).subarray(0, length))
      expect(code).toBe('snapshot_unreadable')
    }
    expect(await problemIn(file.slice(0, -1))).toMatchObject({ problem: 'file_ends', line: 31 })
    for (let length = 2; length < packed.length; length += 7) {
      expect(await problemIn(packed.subarray(0, length))).toMatchObject({ problem: 'file_ends' })
    }
  })

  it('says which digest its content has, and which it states', async () => {
    const { code, field, params } = await refusalOf(
      (await text()).replace('Agent', 'agent').replace('mypurecloud.de', 'mypurecloud.ie'),
    )
    expect({ code, field }).toEqual({ code: 'snapshot_damaged', field: 'acme.json' })
    expect(params?.['found']).toMatch(/^sha256:[0-9a-f]{64}$/)
    expect(params?.['expected']).not.toBe(params?.['found'])
  })

  it('of a newer version says so before anything in it is called wrong', async () => {
    const newer = { code: 'snapshot_newer', field: 'acme.json', params: { version: 2, supported: 1 } }
    const file = (await text()).replace('snapshot:1', 'snapshot:2')
    expect(await refusalOf(file)).toEqual(newer)
    expect(await refusalOf(file.replace('"absent"', '"everything"'))).toEqual(newer)
    expect(await problemIn(file.replace('snapshot:2', 'snapshot:0'))).toMatchObject({
      problem: 'snapshot_none',
    })
  })
})

describe('a file that is no snapshot (F2)', () => {
  it.each([
    ['another JSON document', '{"openapi":"3.0.0"}'],
    ['a list', '[{"$schema":"urn:grantdesk:snapshot:1"}]'],
    ['a document of another schema', '{"$schema":"https://json-schema.org/draft/2020-12/schema"}'],
    ['HTML', '<!doctype html><title>Sign in</title>'],
    ['a picture', '\u0089PNG\r\n'],
  ])('is refused: %s', async (_what, file) => {
    expect(await problemIn(file)).toMatchObject({ code: 'snapshot_unreadable', problem: 'snapshot_none' })
  })

  it.each([
    ['packed', gzipSync(Buffer.alloc(300_000, 0x61))],
    ['random', randomBytes(100_000).fill(0x80, 0, 1)],
    ['of one letter', Buffer.alloc(100_000, 0x61)],
  ])('is refused by its first bytes and read no further: %s', async (_what, piece) => {
    let given = 0
    async function* gigabyte(): AsyncGenerator<Uint8Array> {
      for (; given < 2 ** 30; given += piece.length) yield await Promise.resolve(piece)
    }
    const read = await readSnapshot(gigabyte(), { name: 'acme.json' })
    expect(read).toMatchObject({ ok: false, failure: { code: 'snapshot_unreadable' } })
    expect(given).toBeLessThan(4_000_000)
  })

  it('is refused where it is gzip by its first bytes alone', async () => {
    const fake = Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.alloc(100, 7)])
    expect(await problemIn(fake)).toEqual({ code: 'snapshot_unreadable', problem: 'packed_damaged' })
  })
})

describe('a snapshot that asks for too much (F2)', () => {
  it('is refused when it unpacks to more than it may', async () => {
    const file = await fileOf(small)
    const limit = file.length - 1
    const large = { code: 'snapshot_too_large', field: 'acme.json', params: { limit } }
    expect(await refusalOf(file, { maxBytes: limit })).toEqual(large)
    expect(await refusalOf(await fileOf(small, { gzip: true }), { maxBytes: limit })).toEqual(large)
    expect((await readFile(file, { maxBytes: file.length })).ok).toBe(true)
  })

  it('is refused as a bomb long before it is unpacked', async () => {
    const bomb = gzipSync(`{"$schema":"urn:grantdesk:snapshot:1"${' '.repeat(20_000_000)}}`)
    expect(await refusalOf(bomb)).toEqual({
      code: 'snapshot_too_large',
      field: 'acme.json',
      params: { limit: 16 * 2 ** 20 },
    })
  })

  it('is refused when its records take more memory than there is', async () => {
    const reader = new URL('../../../../core/audit/snapshot/read-snapshot.ts', import.meta.url).href
    const program = `
      const { readSnapshot } = await import(${JSON.stringify(reader)})
      const { parentPort } = await import('node:worker_threads')
      const rows = Array(4_000).fill('["2026-01-01",1,0,0,0,0]').join()
      async function* bomb() {
        yield Buffer.from('{"$schema":"urn:grantdesk:snapshot:1","usage":{"a":{"GET /":[]}')
        for (let n = 0; n < 40_000; n++) yield Buffer.from(',"' + n + '":{"GET /":[' + rows + ']}')
      }
      parentPort.postMessage(await readSnapshot(bomb(), { name: 'acme.json' }))`
    const address = new URL(`data:text/javascript,${encodeURIComponent(program)}`)
    const worker = new Worker(address, {
      resourceLimits: { maxOldGenerationSizeMb: 80 },
      execArgv: ['--no-warnings'],
    })
    const [read] = (await once(worker, 'message')) as unknown[]
    await worker.terminate()
    expect(read).toEqual({
      ok: false,
      failure: {
        ...{ code: 'snapshot_unreadable', field: 'acme.json' },
        params: { problem: 'document_memory', limit: expect.any(Number) as number },
      },
    })
  })

  it('is refused for a record of more than 4 MiB, and read with one below it', async () => {
    const long = { ...small, clients: [aClient({ description: 'x'.repeat(4 * 2 ** 20) })] }
    expect(await problemIn(await fileOf(long))).toEqual({
      ...{ code: 'snapshot_unreadable', problem: 'record_long' },
      ...{ pointer: '/clients/client-1', limit: 4 * 2 ** 20 },
    })
    const fits = { ...small, clients: [aClient({ description: 'x'.repeat(4 * 2 ** 20 - 2_000) })] }
    expect(await snapshotIn(await fileOf(fits))).toEqual(fits)
  })

  it('is refused for nesting that is too deep', async () => {
    const deep = (levels: number) => `{"$schema":"urn:grantdesk:snapshot:1","absent":${'['.repeat(levels)}`
    expect(await problemIn(deep(100_000))).toEqual({
      ...{ code: 'snapshot_unreadable', problem: 'nesting_limit' },
      ...{ pointer: '/absent', limit: 64 },
    })
    expect(await problemIn(`${deep(64)}${']'.repeat(64)}`)).toMatchObject({
      problem: 'options',
      pointer: '/absent/0',
    })
  })
})

describe('a record that is not as the format says (F2)', () => {
  const changed = async (from: string | RegExp, to: string) => {
    const file = await text()
    const other = file.replace(from, to)
    expect(other).not.toBe(file)
    return problemIn(other)
  }

  it.each([
    ['"scopes":["users:readonly"],"secret', '"scopes":"users","secret', 'list', '/clients/client-1/scopes'],
    ['"pkce":true', '"pkce":1', 'boolean', '/clients/client-1/pkce'],
    ['"pkce":true,', '', 'missing', '/clients/client-1/pkce'],
    ['"pkce":true', '"pkce":true,"secret":"x"', 'key_unknown', '/clients/client-1'],
    ['"pkce":true', '"pkce":true,"__proto__":{}', 'key_unknown', '/clients/client-1'],
    ['"pkce":true', '"pkce":true,"constructor":1', 'key_unknown', '/clients/client-1'],
    ['"tokenDuration":28800', '"tokenDuration":-1', 'smaller', '/clients/client-1/tokenDuration'],
    ['"tokenDuration":28800', '"tokenDuration":0.5', 'whole_number', '/clients/client-1/tokenDuration'],
    ['"tokenDuration":28800', '"tokenDuration":28800,', 'json_key', '/clients/client-1'],
    ['"kind":"active"', '"kind":"inactive"', 'missing', '/clients/client-1/state/removalAt'],
    ['"kind":"active"', '"kind":"toString"', 'options', '/clients/client-1/state/kind'],
    ['"grantType":"authorization_code"', '"grantType":"code"', 'options', '/clients/client-1/grantType'],
    [/"createdAt":"2026-07[^"]*"/, '"createdAt":"yesterday"', 'moment', '/clients/client-1/createdAt'],
    [
      /"createdAt":"2026-07[^"]*"/,
      '"createdAt":"2026-13-01T00:00:00Z"',
      'moment',
      '/clients/client-1/createdAt',
    ],
    ['["2026-11-01",40', '["1 Nov",40', 'day', '/usage/client-1/GET ~1api~1v2~1users/0/0'],
    ['["2026-11-01",40', '["2026-11-01"', 'shape', '/usage/client-1/GET ~1api~1v2~1users/0'],
    ['"GET /api/v2/users":[', '"/api/v2/users":[', 'operation_name', '/usage/client-1/~1api~1v2~1users'],
    ['"history":{', '"history":{"one":{}', 'missing', '/history/one/action'],
    ['"clients":{', '"clients":[],"x":{', 'object', '/clients'],
    ['"usage":{', '"usage":{"client-2":{},', 'fewer', '/usage/client-2'],
    ['"digest":"sha256:', '"digest":"SHA256:', 'shape', '/digest'],
  ])('%s as %s is refused: %s at %s', async (from, to, problem, pointer) => {
    expect(await changed(from, to)).toMatchObject({ code: 'snapshot_unreadable', problem, pointer })
  })

  it('is refused where a member of the document is unknown, missing or twice', async () => {
    expect(await changed('"absent"', '"present"')).toMatchObject({ problem: 'key_unknown', line: 2 })
    expect(await changed(/,"history":\{\n\}/, '')).toMatchObject({ problem: 'missing', pointer: '/history' })
    expect(await changed('"absent":', '"absent":[],"absent":')).toMatchObject({
      problem: 'key_repeated',
      key: 'absent',
    })
  })

  it('is refused where an id stands twice, wherever the two are', async () => {
    const file = await fileOf(
      aSnapshot({
        clients: [aClient({ id: asId('a') }), aClient({ id: asId('b') }), aService({ id: asId('c') })],
      }),
    )
    expect(await problemIn(file.toString().replace('"c":{"addr', '"a":{"addr'))).toMatchObject({
      ...{ problem: 'key_repeated', pointer: '/clients', key: 'a' },
    })
    const usage = (await text()).replace('"client-1":{\n"GET', '"client-1":{"GET /x":[]},"client-1":{\n"GET')
    expect(await problemIn(usage)).toMatchObject({
      problem: 'key_repeated',
      pointer: '/usage',
      key: 'client-1',
    })
  })

  it('is refused where its text is not UTF-8', async () => {
    const file = await fileOf(small)
    file[file.indexOf('Ü')] = 0xff
    expect(await problemIn(file)).toMatchObject({
      problem: 'document_not_utf8',
      pointer: '/clients/client-1',
    })
  })

  it('is named in the language of the person', async () => {
    const failure = await refusalOf((await text()).replace('"pkce":true', '"pkce":1'))
    expect(describeFailure(failure, 'en')).toBe(
      'the snapshot `acme.json` cannot be read at `/clients/client-1/pkce`: it must be true or false',
    )
    expect(describeFailure(failure, 'de')).toBe(
      'der Snapshot `acme.json` ist nicht lesbar (Angabe `/clients/client-1/pkce`): sie muss true oder false sein',
    )
  })
})

describe('a snapshot whose records lead nowhere (U2)', () => {
  it('is read, and every question about it has an answer', async () => {
    const lost = aSnapshot({
      roles: [],
      users: [],
      divisions: [],
      clients: [aService({ roleGrants: [{ roleId: asId('gone'), divisionId: asId('gone') }] })],
      history: [
        {
          ...{ sequence: 3, at: takenAt, actor: { id: 'gone', name: '' }, action: 'client.edit' },
          target: { kind: 'client', id: 'gone' },
          changes: [{ field: '__proto__', before: JSON.parse('{"__proto__":{"x":1}}') as Json, after: null }],
        },
      ],
    })
    const read = await snapshotIn(await fileOf(lost))
    expect(read).toEqual(lost)
    const subject = createAuditSubject({
      ...{ snapshot: read, baseline: null, policy: defaultPolicy, lookups: null },
      auditedAt: new Date(takenAt),
    })
    expect(subject.ownOperations(asId('service-1')).flatMap(({ permissions }) => permissions.names)).toEqual(
      [],
    )
    expect(subject.historyOf('client', 'gone')).toHaveLength(1)
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  })
})

describe('the bytes of a snapshot', () => {
  it('may be split anywhere', async () => {
    const file = await fileOf(small)
    for (const size of [1, 2, 3, 1_000]) {
      const read = await readSnapshot(inChunks(file, size), { name: 'acme.json' })
      expect(read.ok).toBe(true)
    }
  })

  it('that cannot be read are a fault, not a bad file', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(gzipSync('{').subarray(0, 12))
      throw new Error('disk gone')
    }
    await expect(readSnapshot(broken(), { name: 'acme.json' })).rejects.toThrow('disk gone')
  })
})
