import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ended, freshWorkspace, grantdeskAt, ownWorkspace, startCommand } from './run-grantdesk.ts'

const { grantdesk, end } = freshWorkspace()
afterAll(end)

const code = ['client', 'create', '--name', 'A', '--grant-type', 'CODE']
const credentials = ['client', 'create', '--name', 'B', '--grant-type', 'CLIENT-CREDENTIALS']
const back = ['--redirect-uri', 'https://a.example/back']

beforeAll(async () => {
  await grantdesk.json('org', 'create', 'Acme', '--admin', 'ada@acme.example')
  await grantdesk.json('user', 'create', 'bob@acme.example')
  await grantdesk.json('user', 'grant', 'bob@acme.example', 'Admin', '--division', '*')
}, 30_000)

describe('input that breaks a rule', () => {
  it('is refused with exit code 1, the field, the value and the rule, and nothing is written (C2 to C6)', async () => {
    const before = await grantdesk.json('log', '--head')
    const uris = (count: number) =>
      Array.from({ length: count }, (_, at) => ['--redirect-uri', `https://a.example/${String(at)}`]).flat()
    const refusals: readonly (readonly [string, readonly string[], object])[] = [
      [
        'redirect_uris_too_many',
        [...code, '--scopes', 'users', ...uris(126)],
        { field: 'redirectUris', value: '126', rule: 'C4' },
      ],
      [
        'duration_out_of_range',
        [...code, '--scopes', 'users', ...back, '--duration', '299'],
        { field: 'tokenDuration', rule: 'C3' },
      ],
      [
        'duration_out_of_range',
        [...code, '--scopes', 'users', ...back, '--duration', '172801'],
        { field: 'tokenDuration', rule: 'C3' },
      ],
      [
        'duration_out_of_range',
        [...credentials, '--role', 'SCIM Integration', '--duration', '38880001'],
        { field: 'tokenDuration', rule: 'C3' },
      ],
      [
        'duration_unreadable',
        [...code, '--scopes', 'users', ...back, '--duration', 'soon'],
        { field: 'tokenDuration', value: 'soon', rule: 'C3' },
      ],
      [
        'scope_not_applicable',
        [...credentials, '--role', 'Employee', '--scopes', 'users'],
        { field: 'scopes', value: 'users', rule: 'C5' },
      ],
      ['scope_required', [...code, ...back], { field: 'scopes', rule: 'C5' }],
      [
        'scope_unknown',
        [...code, ...back, '--scopes', 'userz'],
        { field: 'scopes', value: 'userz', rule: 'C5' },
      ],
      ['redirect_uri_required', [...code, '--scopes', 'users'], { field: 'redirectUris', rule: 'C4' }],
      [
        'redirect_uri_invalid',
        [...code, '--scopes', 'users', '--redirect-uri', 'https://a.example/#x'],
        { field: 'redirectUris', value: 'https://a.example/#x', rule: 'C4' },
      ],
      ['client_role_required', credentials, { field: 'roleGrants', rule: 'C6' }],
      [
        'role_not_held',
        [...credentials, '--role', 'Master Admin@*', '--as', 'bob@acme.example'],
        { field: 'roleGrants', value: 'Master Admin', rule: 'C6' },
      ],
      [
        'grant_type_unknown',
        ['client', 'create', '--name', 'A', '--grant-type', 'MAGIC', ...back],
        { rule: 'C2' },
      ],
      [
        'client_name_required',
        ['client', 'create', '--name', '', '--grant-type', 'CODE', ...back],
        { rule: 'C1' },
      ],
      ['role_not_found', [...credentials, '--role', 'Nobody'], {}],
      ['division_not_found', [...credentials, '--role', 'Employee@Mars'], {}],
      ['template_unknown', ['client', 'create', '--template', '?'], {}],
      ['client_not_found', ['client', 'show', 'nothing'], { value: 'nothing' }],
      ['user_not_found', ['user', 'show', 'nobody@acme.example'], {}],
      ['operation_unreadable', ['catalogue', 'show', 'SHOUT at me'], {}],
      ['organization_not_found', ['org', 'show', '--org', 'Umbrella'], {}],
      ['clock_advance_invalid', ['org', 'clock', 'advance', 'never'], { rule: 'O7' }],
      ['event_not_found', ['undo', '4711'], { rule: 'C11' }],
    ]
    for (const [expected, args, details] of refusals) {
      const refused = await grantdesk.refused(...args)
      expect({ args, ...refused }).toMatchObject({ args, exit: 1, code: expected, ...details })
      expect(refused.message).not.toMatch(/\n|undefined|\{\w+\}/)
    }
    expect(await grantdesk.json('log', '--head')).toEqual(before)
    expect((await grantdesk.json('client', 'list')).total).toBe(4)
  }, 60_000)

  it('is accepted just inside the limits (C3, C4)', async () => {
    const uris = Array.from({ length: 125 }, (_, at) => ['--redirect-uri', `https://a.example/${String(at)}`])
    const many = await grantdesk.json(...code, '--scopes', 'users', ...uris.flat(), '--duration', '300')
    expect(many).toMatchObject({ tokenDuration: 300 })
    expect(many.redirectUris).toHaveLength(125)
    const scim = ['--role', 'SCIM Integration', '--duration', '38880000']
    expect(await grantdesk.json(...credentials, ...scim)).toMatchObject({ tokenDuration: 38_880_000 })
    const twoDays = await grantdesk.json(...code, '--scopes', 'users', ...back, '--duration', '2 days')
    expect(twoDays).toMatchObject({ tokenDuration: 172_800 })
  }, 30_000)

  it('does not overwrite a record that someone else has changed since it was read (C11)', async () => {
    const { id, revision } = await grantdesk.json(...code, '--scopes', 'users', ...back)
    const client = String(id)
    await grantdesk.json('client', 'edit', client, '--description', 'theirs')
    const refused = await grantdesk.refused(
      ...['client', 'edit', client, '--description', 'mine', '--revision', String(revision)],
    )
    expect(refused).toMatchObject({ exit: 1, code: 'record_changed', rule: 'C11' })
    expect(await grantdesk.json('client', 'show', client)).toMatchObject({ description: 'theirs' })
    const { authorization } = await grantdesk.json('client', 'show', client)
    await grantdesk.json('app', 'edit', client, '--reason', 'theirs')
    const stale = String((authorization as { revision: number }).revision)
    expect(
      await grantdesk.refused('app', 'edit', client, '--reason', 'mine', '--revision', stale),
    ).toMatchObject({ exit: 1, code: 'record_changed' })
    expect(await grantdesk.refused('app', 'revoke', client, '--yes', '--revision', stale)).toMatchObject({
      exit: 1,
      code: 'record_changed',
    })
  }, 30_000)

  it('names the missing permission, and that an administrator is required (O6)', async () => {
    await grantdesk.json('user', 'create', 'eve@acme.example')
    const refused = await grantdesk.refused('client', 'list', '--as', 'eve@acme.example')
    expect(refused).toMatchObject({ exit: 1, code: 'permission_missing' })
    expect(refused.message).toMatch(/oauth:client:view.*administrator/)
    const german = await grantdesk.refused('client', 'list', '--as', 'eve@acme.example', '--lang', 'de')
    expect(german.message).toMatch(/oauth:client:view/)
    expect(german.message).not.toBe(refused.message)
  }, 30_000)
})

describe('a document that cannot be read', () => {
  it('ends with exit code 3, says why, and leaves the catalogue as it is (F2)', async () => {
    const file = (name: string, content: string | Uint8Array) => {
      const path = join(grantdesk.data, name)
      writeFileSync(path, content)
      return path
    }
    const before = await grantdesk.json('catalogue', 'show')
    const whole = JSON.stringify({
      swagger: '2.0',
      info: { title: 'T', version: '1' },
      paths: { '/api/v2/users': { get: { responses: {} } } },
    })
    const documents: readonly (readonly [string, string])[] = [
      [file('page.html', '<!DOCTYPE html><html><body>Sign in</body></html>'), 'catalogue_unreadable'],
      [file('empty.json', ''), 'catalogue_unreadable'],
      [file('truncated.json', whole.slice(0, -20)), 'catalogue_unreadable'],
      [file('other.json', '{"hello":"world"}'), 'catalogue_unreadable'],
      [file('huge.json', whole.padEnd(40 * 1024 * 1024 + 1)), 'catalogue_too_large'],
      [file('binary.json', new Uint8Array([0xff, 0xfe, 0x00, 0xd8])), 'input_unreadable'],
      [join(grantdesk.data, 'missing.json'), 'input_unreadable'],
      [grantdesk.data, 'input_unreadable'],
      ['http://127.0.0.1:9/swagger.json', 'catalogue_source_refused'],
    ]
    for (const [path, expected] of documents) {
      const refused = await grantdesk.refused('catalogue', 'import', path)
      expect({ path, ...refused }).toMatchObject({ path, exit: 3, code: expected })
      expect(refused.message).not.toMatch(/\n|undefined|\{\w+\}/)
      const german = await grantdesk.refused('catalogue', 'import', path, '--lang', 'de')
      expect(german).toMatchObject({ exit: 3, code: expected })
      expect(german.message).toMatch(/ist nicht lesbar|ist größer als|wird nicht gelesen/)
      expect(german.message).not.toMatch(/\b(the|it|is|cannot|line)\b/)
    }
    expect(await grantdesk.json('catalogue', 'show')).toEqual(before)
    expect(await grantdesk.json('catalogue', 'import', file('whole.json', whole))).toMatchObject({
      saved: true,
      operations: 1,
      format: 'swagger-2',
    })
  }, 60_000)
})

describe('a workspace that cannot be used', () => {
  it('is refused with exit code 3 and left untouched when it is damaged or newer (F2)', async () => {
    const own = ownWorkspace()
    await own.json('org', 'create', 'Acme')
    const store = readdirSync(own.data)
      .filter((name) => !name.endsWith('-wal') && !name.endsWith('-shm'))
      .map((name) => join(own.data, name))
      .find((path) => readFileSync(path).subarray(0, 6).toString() === 'SQLite')
    expect(store).toBeDefined()
    const path = String(store)
    const intact = readFileSync(path)

    const damaged = Buffer.from(intact)
    damaged.fill(0x5a, 100, 4_000)
    writeFileSync(path, damaged)
    const refused = await own.refused('org', 'list')
    expect(refused).toMatchObject({ exit: 3, path })
    expect(refused.code).toMatch(/^store_(damaged|foreign)$/)
    expect(refused.message).toContain(path)
    expect(readFileSync(path).equals(damaged)).toBe(true)
    expect((await own.run('org', 'list')).stderr.trim().split('\n')).toHaveLength(1)

    // The user version of SQLite's header tells which version of Grantdesk wrote the file.
    const newer = Buffer.from(intact)
    newer.writeUInt32BE(9_999, 60)
    writeFileSync(path, newer)
    expect(await own.refused('org', 'list')).toMatchObject({ exit: 3, code: 'store_newer' })
    const german = await own.refused('org', 'list', '--lang', 'de')
    expect(german.message).toBe(
      `den Speicher \`${path}\` hat ein neueres Grantdesk geschrieben; nichts wurde geändert`,
    )
    expect(readFileSync(path).equals(newer)).toBe(true)

    writeFileSync(path, intact)
    expect(await own.json('org', 'list')).toMatchObject({ total: 1 })
  }, 30_000)

  it.runIf(process.platform !== 'win32')(
    'keeps its former state when it cannot grow, and says so with exit code 3 (F1)',
    async () => {
      const own = ownWorkspace()
      await own.json('org', 'create', 'Acme')
      // No file may grow beyond 1 MB in this shell: as on a full disk, a write in the middle of the sample fails.
      const through = ['bash', '-c', 'ulimit -f 1000; exec "$@"', 'bash']
      const args = ['--data', own.data, '--json', 'org', 'create', 'Big', '--clients', '5000']
      const { code, stdout, stderr } = await ended(startCommand(args, through))
      expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
      expect(JSON.parse(stderr)).toMatchObject({ code: expect.stringMatching(/^store_/) as unknown })
      expect(await own.json('org', 'list')).toMatchObject({ total: 1 })
      expect(await own.json('log', '--verify')).toMatchObject({ intact: true, count: 1 })
    },
    30_000,
  )

  const isRoot = process.getuid?.() === 0
  it.skipIf(isRoot)(
    `is refused with exit code 3 when it is read-only${isRoot ? ' (skipped: root may write everywhere)' : ''}`,
    async () => {
      const own = ownWorkspace()
      await own.json('org', 'create', 'Acme')
      const store = join(own.data, 'grantdesk.db')
      chmodSync(store, 0o400)
      expect(await own.refused('org', 'list')).toMatchObject({
        exit: 3,
        code: 'store_read_only',
        path: store,
      })
    },
    30_000,
  )

  it('is refused with exit code 3 where its folder cannot be made', async () => {
    const own = ownWorkspace()
    const file = join(own.data, 'file')
    writeFileSync(file, '')
    const refused = await grantdeskAt(join(file, 'below')).refused('org', 'list')
    expect(refused).toMatchObject({ exit: 3, code: 'store_unreachable' })
  }, 30_000)
})
