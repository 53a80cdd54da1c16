import { readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openAuditLibrary, type AuditLibrary } from '../../../../core/audit/library/audit-library.ts'
import { libraryFailure } from '../../../../core/audit/library/library-failure.ts'
import { snapshotIdOf } from '../../../../core/audit/library/snapshot-shelf.ts'
import { TransferFiles } from '../../../../core/audit/library/transfer-files.ts'
import { writeWhole } from '../../../../core/audit/library/write-whole.ts'
import { fail } from '../../../../core/model/result.ts'
import { SeededRandom } from '../../../../core/organization/sample/seeded-random.ts'
import { temporaryDirectory } from '../../../support/temporary-directory.ts'
import { TestClock } from '../../../support/workspace.ts'

let directory: Awaited<ReturnType<typeof temporaryDirectory>>
let clock: TestClock
let library: AuditLibrary

beforeEach(async () => {
  directory = await temporaryDirectory()
  clock = new TestClock('2027-01-10T08:00:00.000Z')
  library = openAuditLibrary(directory.path, machine())
})

afterEach(() => directory[Symbol.asyncDispose]())

const machine = () => ({ clock: () => clock.now(), random: new SeededRandom('files'), processId: 7 })
const base64 = (text: string) => Buffer.from(text).toString('base64')
const unknown = (value: string) => fail({ code: 'file_not_found', value })

async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  return Buffer.concat(await Array.fromAsync(bytes)).toString()
}

async function begin(text: string, name = 'acme.json'): Promise<string> {
  const begun = await library.transfer.append(null, { name, chunk: base64(text) })
  if (!begun.ok) throw new Error(begun.failure.code)
  return begun.value.fileId
}

describe('files on their way', () => {
  it('come in pieces and are read as a whole, under the name that their owner gave', async () => {
    const fileId = await begin('one ')
    const second = await library.transfer.append(fileId, { name: '', chunk: base64('two') })
    expect(second).toEqual({ ok: true, value: { fileId, size: 7 } })
    const opened = await library.transfer.open(fileId)
    if (!opened.ok) throw new Error(opened.failure.code)
    expect(opened.value).toMatchObject({ name: 'acme.json', size: 7 })
    expect(await textOf(opened.value.bytes())).toBe('one two')
    expect(await library.transfer.read(fileId, 4)).toEqual({
      ok: true,
      value: { chunk: base64('two'), next: null, size: 7 },
    })
    expect(await library.transfer.read(fileId, 700)).toMatchObject({ value: { chunk: '', next: null } })
  })

  it('go out in pieces that continue where the former one ended', async () => {
    const large = Buffer.alloc(3 * 1024 ** 2 + 5, 'x')
    const { fileId, size } = await library.transfer.make({ name: 'r.html', mediaType: 'text/html' }, [large])
    const first = await library.transfer.read(fileId, 0)
    expect(first).toMatchObject({ ok: true, value: { next: 3 * 1024 ** 2, size } })
    expect(await library.transfer.read(fileId, 3 * 1024 ** 2)).toMatchObject({ value: { next: null } })
  })

  it.each([
    '../../grantdesk.db',
    '../grantdesk.db',
    '..',
    '',
    'a/b',
    '0'.repeat(31),
    '0'.repeat(32),
    `${'0'.repeat(32)}.name`,
  ])('have ids that are drawn, so that `%s` is none', async (id) => {
    await begin('x')
    await writeFile(join(directory.path, 'grantdesk.db'), 'secret')
    expect(await library.transfer.read(id, 0)).toEqual(unknown(id.slice(0, 64)))
    expect(await library.transfer.open(id)).toEqual(unknown(id.slice(0, 64)))
    expect(await library.transfer.append(id, { name: 'x', chunk: '' })).toEqual(unknown(id.slice(0, 64)))
  })

  it('have a name beside them that is no file of its own', async () => {
    const fileId = await begin('x')
    expect(await library.transfer.read(`${fileId}.name`, 0)).toEqual(unknown(`${fileId}.name`))
    expect(await library.transfer.read(`./${fileId}`, 0)).toEqual(unknown(`./${fileId}`))
  })

  it('are their owner’s only, as whatever this room keeps (F4)', async () => {
    await begin('x')
    await library.transfer.make({ name: 'r.html', mediaType: 'text/html' }, ['x'])
    await library.policies.write('organization', 'rules: {}\n')
    const entries = await readdir(directory.path, { recursive: true, withFileTypes: true })
    const modes = await Promise.all(
      entries.map(async (entry) => {
        const { mode } = await stat(join(entry.parentPath, entry.name))
        return `${entry.isDirectory() ? 'folder' : 'file'} ${(mode & 0o777).toString(8)}`
      }),
    )

    expect(new Set(modes)).toEqual(new Set(['folder 700', 'file 600']))
  })

  it('never lie under the name that their owner gave', async () => {
    await begin('x', '../../evil')
    expect(await readdir(directory.path)).toEqual(['transfer'])
    const folder = join(directory.path, 'transfer', '7')
    const [first = ''] = await readdir(folder)
    expect(first).toMatch(/^[0-9a-f]{32}$/)
    expect((await stat(join(folder, first))).mode & 0o777).toBe(0o600)
  })

  it('are forgotten after an hour without use, and not before', async () => {
    const fileId = await begin('x')
    clock.advance('59 min')
    expect(await library.transfer.read(fileId, 0)).toMatchObject({ ok: true })
    clock.advance('60 min')
    expect(await library.transfer.read(fileId, 0)).toMatchObject({ ok: true })
    clock.advance(3_600_001)
    expect(await library.transfer.read(fileId, 0)).toEqual(unknown(fileId))
    await library.transfer.forget()
    expect(await readdir(join(directory.path, 'transfer', '7'))).toEqual([])
  })

  it('have a largest size, above which nothing of them stays', async () => {
    const small = new TransferFiles(join(directory.path, 'small'), machine(), 4)
    const begun = await small.append(null, { name: 'big', chunk: base64('1234') })
    if (!begun.ok) throw new Error(begun.failure.code)
    const { fileId } = begun.value
    expect(await small.append(fileId, { name: 'big', chunk: base64('5') })).toEqual(
      fail({ code: 'snapshot_too_large', field: 'big', params: { limit: 4 } }),
    )
    expect(await readdir(join(directory.path, 'small'))).toEqual([])
  })

  it.each(['not base64!', 'abc?', base64('x'.repeat(4 * 1024 ** 2 + 1))])(
    'take no piece that is no base64 or too long',
    async (chunk) => {
      const refused = await library.transfer.append(null, { name: 'x', chunk })
      expect(refused).toMatchObject({ ok: false, failure: { code: 'input_invalid', field: 'chunk' } })
      expect(await readdir(directory.path)).toEqual([])
    },
  )
})

const digest = `sha256:${'a'.repeat(64)}`
const summary = {
  digest,
  takenAt: '2027-01-01T00:00:00.000Z',
  keptAt: '2027-01-10T08:00:00.000Z',
  source: 'organization' as const,
  organizationId: '../acme',
  organizationName: 'Acme',
  region: 'mypurecloud.com',
  ...{ clients: 1, authorizations: 0, users: 0, roles: 0, usageRows: 0 },
  absent: [],
  redacted: false,
}

async function* bytesOf(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield await Promise.resolve(Buffer.from(text))
}

describe('kept snapshots', () => {
  it('are listed newest first, read, and removed with their records', async () => {
    const { snapshots } = library
    expect(await snapshots.list()).toEqual([])
    const kept = await snapshots.keep(summary, bytesOf('pa', 'cked'))
    expect(kept).toEqual({ ...summary, id: snapshotIdOf(digest), size: 6 })
    const newer = { ...summary, digest: `sha256:${'b'.repeat(64)}`, takenAt: '2027-01-02T00:00:00.000Z' }
    await snapshots.keep(newer, bytesOf('x'))
    expect((await snapshots.list()).map(({ digest: found }) => found)).toEqual([newer.digest, digest])
    const opened = await snapshots.open(kept.id)
    if (!opened.ok) throw new Error(opened.failure.code)
    expect(await textOf(opened.value.bytes())).toBe('packed')
    expect(await snapshots.remove(kept.id)).toEqual({ ok: true, value: {} })
    expect(await snapshots.open(kept.id)).toEqual(fail({ code: 'snapshot_not_found', value: kept.id }))
    expect(await readdir(join(directory.path, 'snapshots'))).toHaveLength(2)
  })

  it.each(['../snapshots', 'x', '', 'A'.repeat(64)])(
    'have digests as ids, so that `%s` is none',
    async (id) => {
      const refusal = fail({ code: 'snapshot_not_found', value: id })
      expect(await library.snapshots.find(id)).toEqual(refusal)
      expect(await library.snapshots.remove(id)).toEqual(refusal)
    },
  )

  it('are not listed while their record cannot be read', async () => {
    const { id } = await library.snapshots.keep(summary, bytesOf('x'))
    await writeFile(join(directory.path, 'snapshots', `${id}.summary.json`), '{"id":')
    expect(await library.snapshots.list()).toEqual([])
  })
})

describe('writing a file as a whole', () => {
  it('leaves nothing behind where it fails in the middle (F1)', async () => {
    await writeFile(join(directory.path, 'report.md'), 'former')
    async function* broken() {
      yield await Promise.resolve('half')
      throw new Error('stopped')
    }
    await expect(writeWhole(directory.path, broken(), () => 'report.md')).rejects.toThrow('stopped')
    expect(await readdir(directory.path)).toEqual(['report.md'])
  })

  it('is refused in a folder that cannot be used, and the path is told (F2)', async () => {
    await writeFile(join(directory.path, 'file'), '')
    const inFile = join(directory.path, 'file', 'below')
    const cause: unknown = await writeWhole(inFile, ['x'], () => 'x').catch((thrown: unknown) => thrown)
    expect(libraryFailure(cause)).toEqual({ code: 'store_unreachable', value: inFile, rule: 'F2' })
    expect(libraryFailure(new Error('other'))).toBeUndefined()
  })
})

describe('policy files', () => {
  it('belong to one organization each, whatever it calls itself', async () => {
    const uuid = '3f0d1c2b-aaaa-4bbb-8ccc-0123456789ab'
    expect(await library.policies.read(uuid)).toBe('')
    await library.policies.write(uuid, 'rules: {}\n')
    await library.policies.write('../../outside', 'thresholds: {}\n')
    expect(await library.policies.read('../../outside')).toBe('thresholds: {}\n')
    expect(await library.policies.read(uuid)).toBe('rules: {}\n')
    expect(await readdir(directory.path)).toEqual(['policies'])
    expect(await readdir(join(directory.path, 'policies'))).toContain(`${uuid}.yaml`)
  })
})

describe('the policy file of a foreign organization', () => {
  it.each(['../transfer/x', '../../grantdesk', '/etc/x', 'a\0b', 'CON'])(
    'lies in its folder, although the organization calls itself `%s`',
    async (id) => {
      await library.policies.write(id, 'rules: {}\n')

      expect(await readdir(directory.path, { recursive: true })).toEqual([
        'policies',
        expect.stringMatching(/^policies.sha256-[0-9a-f]{64}\.yaml$/),
      ])
      expect(await library.policies.read(id)).toBe('rules: {}\n')
      expect(await library.policies.read(`${id}x`)).toBe('')
    },
  )
})
