import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshWorkspace, items } from './run-grantdesk.ts'

const { grantdesk, end } = freshWorkspace()
afterAll(end)

const back = ['--redirect-uri', 'https://a.example/back']
const id = expect.stringMatching(/^\S+$/) as unknown
const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as unknown
const number = expect.any(Number) as unknown

beforeAll(async () => {
  await grantdesk.json('org', 'create', 'Acme', '--admin', 'ada@acme.example')
})

describe('with --json', () => {
  it('organizations, divisions, roles and users are records with an id, lists have items and a total', async () => {
    const organization = { id, name: 'Acme', kind: 'local', region: 'mypurecloud.com', createdAt: time }
    expect(await grantdesk.json('org', 'list')).toEqual({
      items: [expect.objectContaining(organization)],
      total: 1,
    })
    const shown = await grantdesk.json('org', 'show')
    expect(shown).toMatchObject({
      ...organization,
      settings: { enforceScopes: true, hipaa: false, maxClients: 500 },
      clock: { now: time, machineTime: time, offset: 0 },
      counts: { clients: 0, builtInClients: 4, authorizations: 4, users: 1 },
      homeDivisionId: id,
      administratorId: id,
    })
    const set = await grantdesk.json(
      'org',
      'set',
      'enforceScopes=off',
      'maxClients=600',
      'region=mypurecloud.de',
    )
    expect(set).toMatchObject({
      id: shown.id,
      region: 'mypurecloud.de',
      settings: { enforceScopes: false, maxClients: 600, hipaa: false },
    })
    expect(await grantdesk.json('org', 'set', 'enforceScopes=on')).toMatchObject({
      settings: { enforceScopes: true },
    })
    expect(await grantdesk.refused('org', 'set', 'colour=red')).toMatchObject({
      exit: 2,
      code: 'organization_setting_unknown',
    })
    expect(await grantdesk.refused('org', 'set', 'hipaa=maybe')).toMatchObject({
      exit: 2,
      code: 'organization_setting_invalid',
    })
    expect(await grantdesk.refused('org', 'set', 'maxClients=-1')).toMatchObject({ exit: 1 })

    const division = await grantdesk.json('division', 'create', 'Berlin')
    expect(division).toEqual({ id, name: 'Berlin', isHome: false })
    expect(items(await grantdesk.json('division', 'list'))).toContainEqual(division)

    const role = await grantdesk.json('role', 'create', 'Hirer', '--permissions', 'directory:user:add')
    expect(role).toEqual({
      ...{ id, name: 'Hirer', description: '', defaultId: null },
      ...{ patterns: ['directory:user:add'], revision: number },
    })
    const edited = await grantdesk.json('role', 'edit', 'hirer', '--permissions', 'directory:user:*')
    expect(edited).toMatchObject({ id: role.id, name: 'Hirer', patterns: ['directory:user:*'] })
    expect(items(await grantdesk.json('role', 'list'))).toContainEqual(edited)
    expect((await grantdesk.json('role', 'restore-defaults')).total).toBeGreaterThan(4)

    const bob = await grantdesk.json('user', 'create', 'bob@acme.example', '--name', 'Bob')
    expect(bob).toEqual({
      ...{ id, email: 'bob@acme.example', name: 'Bob', state: 'active' },
      ...{ roleGrants: [], passwordChangedAt: null, revision: number },
    })
    const granted = await grantdesk.json('user', 'grant', 'bob@acme.example', 'Hirer', '--division', 'Berlin')
    const grant = { roleId: role.id, roleName: 'Hirer', divisionId: division.id, divisionName: 'Berlin' }
    expect(granted.roleGrants).toEqual([grant])
    const undoable = items(await grantdesk.json('log', '--limit', '1'))[0]
    expect(undoable).toMatchObject({
      ...{ id: String(undoable?.sequence), at: time, machineTime: time, action: 'user.grant_role' },
      ...{ actor: { id, name: expect.any(String) as unknown }, target: { kind: 'user', id: bob.id } },
      ...{ title: expect.any(String) as unknown, undoBlockedBy: null },
    })
    expect(await grantdesk.json('undo', String(undoable?.id))).toMatchObject({
      id,
      action: 'user.ungrant_role',
    })
    expect(await grantdesk.json('user', 'show', 'bob@acme.example')).toMatchObject({ roleGrants: [] })
    expect(await grantdesk.json('user', 'set-state', 'bob@acme.example', 'inactive')).toMatchObject({
      state: 'inactive',
    })
    const users = await grantdesk.json('user', 'list', '--limit', '1')
    expect(users).toMatchObject({ total: 2 })
    expect(users.items).toHaveLength(1)
  }, 60_000)

  it('a created client carries its secret once, and no other answer ever does (C7, F4)', async () => {
    const created = await grantdesk.json(
      ...['client', 'create', '--name', 'CRM', '--grant-type', 'code+pkce', '--scopes', 'users', ...back],
    )
    const { secret, authorization, ...client } = created
    expect(client).toEqual({
      ...{ id, ownerId: id, name: 'CRM', description: '', contact: '', environment: 'production' },
      ...{ grantType: 'authorization_code', pkce: true, tokenDuration: 86_400 },
      ...{ redirectUris: ['https://a.example/back'], scopes: ['users'], roleGrants: [], addressRanges: [] },
      ...{ state: { kind: 'active' }, secretChangedAt: time, revision: number },
      ...{ createdAt: time, createdBy: { id, name: expect.any(String) as unknown } },
      ...{ modifiedAt: time, modifiedBy: { id, name: expect.any(String) as unknown } },
    })
    expect(authorization).toMatchObject({ clientId: client.id, state: 'authorized', scopes: ['users'] })
    const renewed = await grantdesk.json('client', 'regenerate-secret', String(client.id))
    expect(renewed.secret).toMatch(/^\S{40,}$/)
    expect(renewed.secret).not.toBe(secret)
    const later = [
      await grantdesk.run('--json', 'client', 'show', String(client.id)),
      await grantdesk.run('--json', 'client', 'history', String(client.id)),
      await grantdesk.run('--json', 'client', 'list'),
      await grantdesk.run('--json', 'log'),
    ]
    for (const { code, stdout } of later) {
      expect(code).toBe(0)
      expect(stdout).not.toContain(String(secret))
      expect(stdout).not.toContain(String(renewed.secret))
    }
    const history = await grantdesk.json('client', 'history', String(client.id))
    expect(items(history).map((event) => event.action)).toEqual(['client.regenerate_secret', 'client.create'])
    expect(history.total).toBe(2)
    expect(await grantdesk.json('client', 'show', String(client.id))).toMatchObject({
      ...{ lastUsed: null, secretKept: false, restoreBlockedBy: null, editBlockedBy: null, usage: [] },
      ...{ regions: expect.arrayContaining(['mypurecloud.de']) as unknown },
    })
  }, 60_000)

  it('a client list is filtered, counted and limited, every spelling of a grant type accepted (C2)', async () => {
    await grantdesk.json('user', 'grant', 'ada@acme.example', 'Hirer@Berlin')
    const role = ['--role', 'Employee@*', '--role', 'Hirer@Berlin']
    const sync = await grantdesk.json(
      'client',
      'create',
      '--name',
      'Sync',
      '--grant-type',
      'client-credentials',
      ...role,
    )
    expect(sync.roleGrants).toMatchObject([
      { roleName: 'Employee', divisionId: '*', divisionName: '*' },
      { roleName: 'Hirer', divisionName: 'Berlin' },
    ])
    expect(sync.authorization).toBeNull()
    const found = await grantdesk.json('client', 'list', '--grant-type', 'CLIENT_CREDENTIALS')
    expect(items(found)).toMatchObject([{ id: sync.id, lastUsed: null }])
    expect(found.total).toBe(1)
    const limited = await grantdesk.json('client', 'list', '--limit', '2')
    expect(items(limited)).toHaveLength(2)
    expect(limited.total).toBe(6)
    expect(await grantdesk.refused('client', 'list', '--grant-type', 'MAGIC')).toMatchObject({
      exit: 2,
      code: 'grant_type_unknown',
    })
  }, 60_000)

  it('an edit tells what changes, and saves nothing on a dry run (C11)', async () => {
    const clone = await grantdesk.json('client', 'list', '--search', 'CRM')
    const crm = String(items(clone)[0]?.id)
    const copy = await grantdesk.json('client', 'create', '--clone', crm, '--name', 'CRM 2', '--no-authorize')
    expect(copy).toMatchObject({ name: 'CRM 2', scopes: ['users'], pkce: true, authorization: null })
    const edit = ['client', 'edit', String(copy.id), '--scopes', 'users:readonly', '--duration', '18h']
    const changes = [
      { field: 'tokenDuration', before: 86_400, after: 64_800, added: [], removed: [], dropped: false },
      {
        ...{ field: 'scopes', before: ['users'], after: ['users:readonly'] },
        ...{ added: ['users:readonly'], removed: ['users'], dropped: false },
      },
    ]
    expect(await grantdesk.json(...edit, '--dry-run')).toEqual({
      ...{ id: copy.id, revision: copy.revision, saved: false },
      changes: expect.arrayContaining(changes) as unknown,
    })
    expect(await grantdesk.json('client', 'show', String(copy.id))).toMatchObject({ scopes: ['users'] })
    expect(await grantdesk.json(...edit)).toMatchObject({
      ...{ id: copy.id, scopes: ['users:readonly'], tokenDuration: 64_800 },
      changes: expect.arrayContaining(changes) as unknown,
    })
    expect(await grantdesk.refused(...edit)).toMatchObject({ exit: 1, code: 'nothing_changed' })
    expect(await grantdesk.refused('client', 'edit', String(copy.id))).toMatchObject({
      exit: 2,
      code: 'usage',
    })
  }, 60_000)

  it('an authorization is a record whose id is the client’s (A1 to A6)', async () => {
    const [row] = items(await grantdesk.json('client', 'list', '--search', 'CRM 2'))
    const client = String(row?.id)
    const terms = [
      '--roles',
      'Hirer',
      '--reason',
      'pilot',
      '--ticket',
      'OPS-1',
      '--expires',
      '2999-01-01T00:00:00Z',
    ]
    expect(await grantdesk.json('app', 'authorize', client, '--dry-run')).toMatchObject({
      ...{ id: client, ownerName: 'Acme', requestedScopes: ['users:readonly'], saved: false },
    })
    const authorized = await grantdesk.json('app', 'authorize', client, ...terms)
    expect(authorized).toMatchObject({
      ...{ id: client, clientId: client, clientName: 'CRM 2', state: 'authorized', revocationCause: null },
      ...{ scopes: ['users:readonly'], roleNames: ['Hirer'], reason: 'pilot', ticket: 'OPS-1' },
      ...{ expiresAt: '2999-01-01T00:00:00.000Z', createdAt: time, revision: number },
    })
    const edited = await grantdesk.json('app', 'edit', client, '--roles', '', '--expires', '')
    expect(edited).toMatchObject({ id: client, roleIds: [], expiresAt: null, reason: 'pilot' })
    expect(edited.changes).toMatchObject([{ field: 'roleIds' }, { field: 'expiresAt' }])
    expect(await grantdesk.refused('app', 'edit', client, '--scopes', 'users')).toMatchObject({
      ...{ exit: 1, code: 'scope_not_requested', rule: 'A4' },
    })
    expect(await grantdesk.refused('app', 'authorize', client)).toMatchObject({
      code: 'authorization_exists',
    })
    await grantdesk.json('app', 'revoke', client, '--yes')
    const revoked = await grantdesk.json('app', 'list', '--state', 'revoked')
    expect(items(revoked)).toMatchObject([{ id: client, state: 'revoked', lastUsed: null }])
    expect(revoked.total).toBe(1)
    // A5: a new authorization starts from the former scopes and roles.
    expect(await grantdesk.json('app', 'authorize', client)).toMatchObject({ scopes: ['users:readonly'] })
    expect(await grantdesk.refused('app', 'authorize', 'nothing')).toMatchObject({
      ...{ exit: 1, code: 'client_not_found' },
    })
  }, 60_000)

  it('a decision has an outcome, checks and sets of changes (P3)', async () => {
    const [crm] = items(await grantdesk.json('client', 'list', '--search', 'CRM'))
    await grantdesk.json('user', 'create', 'cleo@acme.example')
    const ask = ['ask', '--app', String(crm?.id), 'POST /api/v2/users', '--user', 'cleo@acme.example']
    const denied = await grantdesk.run('--json', ...ask)
    expect(denied).toMatchObject({ code: 1, stderr: '' })
    const decision = JSON.parse(denied.stdout) as Record<string, unknown>
    expect(decision).toMatchObject({
      ...{ outcome: 'deny', moreSets: number, enforceScopes: true, summary: expect.any(String) as unknown },
      ...{ asked: { clientName: 'CRM', operation: 'POST /api/v2/users' } },
    })
    const check = {
      ...{ name: expect.any(String) as unknown, title: expect.any(String) as unknown },
      ...{ evidence: expect.any(String) as unknown, children: expect.any(Array) as unknown },
      ...{ rule: expect.stringMatching(/^[A-Z]\d/) as unknown },
      result: expect.stringMatching(/^(passed|failed|not_applicable)$/) as unknown,
    }
    for (const found of decision.checks as unknown[]) expect(found).toEqual(check)
    const sets = decision.wouldAllow as unknown[][]
    expect(sets.length).toBeGreaterThan(0)
    for (const change of sets.flat()) {
      expect(change).toMatchObject({
        ...{ kind: 'give_user_role', roleId: id, divisionId: id },
        ...{ title: expect.any(String) as unknown, detail: expect.any(String) as unknown },
      })
    }
    expect(await grantdesk.json(...ask.slice(0, 4), '--user', 'ada@acme.example')).toMatchObject({
      ...{ outcome: 'allow', wouldAllow: [] },
    })
  }, 60_000)

  it('the log’s head and verdict are records (U5)', async () => {
    const head = await grantdesk.json('log', '--head')
    expect(head).toEqual({ id, count: number, hash: id, head: `${String(head.count)}:${String(head.hash)}` })
    expect(await grantdesk.json('log', '--verify')).toEqual({
      ...{ id: head.id, intact: true, count: head.count, hash: head.hash, head: head.head },
      ...{ brokenAt: null, problem: null, anchored: false },
    })
    const foreign = `${String(head.count)}:${'0'.repeat(64)}`
    const broken = await grantdesk.run('--json', 'log', '--verify', '--head', foreign)
    expect(broken).toMatchObject({ code: 1, stderr: '' })
    expect(JSON.parse(broken.stdout)).toMatchObject({ intact: false, problem: 'head_differs' })
    expect((await grantdesk.run('log', '--verify')).stdout).toMatch(/not excluded/)
    const plain = await grantdesk.run('log', '--head')
    expect(plain.stdout).toBe(`${String(head.head)}\n`)
    const limited = await grantdesk.json('log', '--limit', '3')
    expect(limited.total).toBe(head.count)
    expect(items(limited)).toHaveLength(3)
  }, 60_000)
})
