import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshWorkspace, interruptSoon, items } from './run-grantdesk.ts'

const { grantdesk, end } = freshWorkspace()
afterAll(end)

const CREATE_USER = 'POST /api/v2/users'
const number = expect.any(Number) as unknown
const text = expect.any(String) as unknown

let crm = ''
let service = ''

beforeAll(async () => {
  await grantdesk.json('org', 'create', 'Acme', '--admin', 'ada@acme.example')
  await grantdesk.json('division', 'create', 'Berlin')
  await grantdesk.json('role', 'create', 'Team: hirers', '--permissions', 'directory:user:add')
  await grantdesk.json('user', 'create', 'bob@acme.example', '--name', 'Bob')
  await grantdesk.json('user', 'grant', 'bob@acme.example', 'Team: hirers')
  await grantdesk.json('user', 'grant', 'ada@acme.example', 'Team: hirers')
  const app = ['--grant-type', 'CODE', '--scopes', 'users', '--redirect-uri', 'https://a.example/back']
  crm = String((await grantdesk.json('client', 'create', '--name', 'CRM', ...app)).id)
  const itself = ['--grant-type', 'CLIENT-CREDENTIALS', '--role', 'Team: hirers']
  service = String((await grantdesk.json('client', 'create', '--name', 'Importer', ...itself)).id)
}, 60_000)

describe('what an app can call (P4)', () => {
  it('is a record with the operations of a user, and a list below its groups for people', async () => {
    const bob = ['--user', 'bob@acme.example']
    const answer = await grantdesk.json('access', '--app', crm, ...bob, '--division', 'home')
    expect(answer).toMatchObject({
      ...{
        id: crm,
        clientName: 'CRM',
        actsForItself: false,
        userName: 'Bob',
        divisionName: 'Home',
        users: 1,
      },
      enforceScopes: true,
    })
    expect(answer.operations).toContainEqual({
      ...{ operation: CREATE_USER, group: 'users', risk: 'privileged', users: 1 },
    })
    expect(answer.groups).toContainEqual({ group: 'users', allowed: number, all: number })

    const elsewhere = await grantdesk.run('access', '--app', crm, ...bob, '--division', 'Berlin')
    expect(elsewhere.stdout).toMatch(
      /^`CRM` can call \d+ of \d+ operations for Bob, in the division `Berlin`\.\n\n {2}Risk +Operation\n/,
    )
    expect(elsewhere.stdout).not.toContain(CREATE_USER)

    const anybody = await grantdesk.run('access', '--app', crm, '--lang', 'de')
    expect(anybody.stdout).toMatch(
      /^`CRM` kann \d+ von \d+ Operationen aufrufen, in irgendeinem Bereich, .* 2 Benutzer,/,
    )
    expect(anybody.stdout).toMatch(
      /\nusers \(\d+ von \d+\)\n( {2}.*\n)* {2}2 +privilegiert +POST \/api\/v2\/users\n/,
    )
  }, 60_000)

  it('is refused for what does not exist, in one sentence', async () => {
    const access = ['access', '--app', crm]
    expect(await grantdesk.refused('access', '--app', 'x')).toMatchObject({
      exit: 1,
      code: 'client_not_found',
    })
    expect(await grantdesk.refused(...access, '--user', 'eve')).toMatchObject({
      exit: 1,
      code: 'user_not_found',
    })
    expect(await grantdesk.refused(...access, '--division', 'Mars')).toMatchObject({
      ...{ exit: 1, code: 'division_not_found' },
    })
    expect(await grantdesk.refused('access')).toMatchObject({ exit: 2, code: 'usage' })
  }, 60_000)

  it('ends with exit code 1 and `cancelled` when it is interrupted', async () => {
    interruptSoon()
    expect(await grantdesk.refused('access', '--app', crm)).toMatchObject({ exit: 1, code: 'cancelled' })
    expect(process.listenerCount('SIGINT')).toBe(0)
  }, 60_000)
})

describe('who can make a call (P4)', () => {
  it('lists apps and users with the roles that give it', async () => {
    const answer = await grantdesk.json('who', 'POST /api/v2/users?expand=1', '--limit', '1000')
    expect(answer).toMatchObject({
      id: CREATE_USER,
      operation: CREATE_USER,
      risk: 'privileged',
      pairs: number,
    })
    const { apps, users } = answer as Record<'apps' | 'users', { rows: object[]; total: number }>
    expect(apps.total).toBe(apps.rows.length)
    const roles = [{ name: 'Team: hirers', divisionName: 'Home' }]
    expect(apps.rows).toContainEqual({
      ...{ clientId: service, name: 'Importer', actsForItself: true, scope: null, users: 0, roles },
    })
    expect(apps.rows).toContainEqual({
      ...{ clientId: crm, name: 'CRM', actsForItself: false, scope: 'users', users: 2, roles: [] },
    })
    expect(users.rows).toContainEqual({
      ...{ userId: text, name: 'Bob', email: 'bob@acme.example', apps: 5, roles },
    })
    const shown = await grantdesk.run('who', CREATE_USER, '--lang', 'de', '--limit', '1')
    expect(shown.stdout).toMatch(
      /^`POST \/api\/v2\/users` \(privilegiert\): 10 Paare aus Anwendung und Benutzer/,
    )
    expect(shown.stdout).toMatch(
      /\nImporter +\S+ +– +selbst +Team: hirers@Home\n1 von 6; --limit zeigt mehr\n/,
    )
    expect(await grantdesk.refused('who', 'SHOUT')).toMatchObject({ exit: 1, code: 'operation_unreadable' })
  }, 60_000)
})

describe('what a leak reaches (P4)', () => {
  it('is told by risk, with how it could grow itself', async () => {
    const answer = await grantdesk.json('reach', '--app', crm)
    expect(answer).toMatchObject({ id: crm, clientName: 'CRM', way: 'token', userName: null, users: 2 })
    expect(answer.groups).toContainEqual({
      risk: 'privileged',
      operations: expect.arrayContaining([{ operation: CREATE_USER, users: 2 }]) as unknown,
    })
    expect(answer.escalation).toContainEqual({
      ...{ target: 'users', operations: expect.arrayContaining([CREATE_USER]) as unknown, users: 2 },
    })
    const secret = await grantdesk.run('reach', '--app', service)
    expect(secret.stdout).toMatch(/^Whoever has the secret of `Importer` can call \d+ operations\.\n/)
    expect(secret.stdout).toMatch(
      /\nprivileged \(\d+\)\n[\s\S]*\nIt could grow itself, by changing:\n {2}users, and how/,
    )
    const german = await grantdesk.run('reach', '--app', crm, '--user', 'bob@acme.example', '--lang', 'de')
    expect(german.stdout).toMatch(
      /^Wer ein Token hat, das `CRM` für Bob bekam, kann \d+ Operationen aufrufen\.\n/,
    )
  }, 60_000)
})

describe('what if (P4)', () => {
  const take = ['what-if', '--take-role', 'bob@acme.example:Team: hirers']

  it('tells who loses and gains what, and saves nothing', async () => {
    const before = await grantdesk.json('log', '--head')
    const answer = await grantdesk.json(...take, '--top', '1')
    expect(answer).toMatchObject({
      lost: { calls: number, pairs: number, apps: 5, users: 1, operations: number },
      gained: { calls: 0, pairs: 0, apps: 0, users: 0, operations: 0 },
      users: [{ userId: text, name: 'Bob', lost: number, gained: 0, apps: 5 }],
      ...{ appsInAll: 5, usersInAll: 1, operationsInAll: number },
    })
    expect(items({ items: answer.apps })).toHaveLength(1)
    expect(items({ items: answer.operations })[0]).toMatchObject({ risk: 'privileged', lost: 5, gained: 0 })
    expect(await grantdesk.json('log', '--head')).toEqual(before)
  }, 60_000)

  it('tells what is lost in one division only, which is a loss (P2.5)', async () => {
    await grantdesk.json('user', 'grant', 'bob@acme.example', 'Team: hirers', '--division', 'Berlin')
    const lost = await grantdesk.run(...take, '--fail-on-loss', '--lang', 'de')
    await grantdesk.json('user', 'ungrant', 'bob@acme.example', 'Team: hirers', '--division', 'Berlin')
    expect(lost.code).toBe(1)
    expect(lost.stdout).toMatch(
      /^Verloren: {2}nichts\nGewonnen: {2}nichts\n\nFür Aufrufe im Bereich `Home`\nVerloren: {2}\d+ Aufrufe/,
    )
  }, 60_000)

  it('assumes in the order of the flags, and fails on loss where that is asked for', async () => {
    const lost = await grantdesk.run(...take, '--fail-on-loss')
    expect(lost.code).toBe(1)
    expect(lost.stdout).toMatch(
      /^Lost: {4}\d+ calls \(app, user, operation\); apps: 5, users: 1, .*\nGained: {2}nothing\n/,
    )
    const none = await grantdesk.run(
      ...[...take, '--give-role', 'bob@acme.example:Team: hirers@Home', '--enforce', 'on'],
      ...['--revoke', crm, '--authorize', crm, '--add-scope', `${crm}:users`, '--no-limit', crm],
      ...['--add-pattern', 'Team: hirers:directory:user:add', '--fail-on-loss', '--lang', 'de'],
    )
    expect(none).toEqual({ code: 0, stdout: 'Verloren:  nichts\nGewonnen:  nichts\n', stderr: '' })
    const gained = await grantdesk.json(
      ...['what-if', '--remove-scope', `${crm}:users`, '--unrequest-scope', `${crm}:users`],
      ...['--limit-roles', `${crm}:Team: hirers,Employee`, '--delete-role', 'Employee'],
      ...['--give-role', `${service}:Master Admin@*`, '--remove-pattern', 'Team: hirers:directory:user:add'],
    )
    expect(gained).toMatchObject({ gained: { apps: 1, users: 0 } })
    expect(items({ items: gained.apps })).toContainEqual({
      ...{ clientId: service, name: 'Importer', lost: 0, gained: number, users: null },
    })
  }, 60_000)

  it('refuses what it cannot read or find, before anything is asked', async () => {
    const refusals: readonly (readonly [string, string, number, string])[] = [
      ['--remove-scope', crm, 2, 'usage'],
      ['--remove-scope', `${crm}:`, 2, 'usage'],
      ['--add-scope', `:users`, 2, 'usage'],
      ['--add-scope', `${crm}:userz`, 1, 'scope_unknown'],
      ['--revoke', '', 2, 'usage'],
      ['--limit-roles', `${crm}:Nobody`, 1, 'role_not_found'],
      ['--give-role', 'eve:Employee', 1, 'user_not_found'],
      ['--give-role', 'bob@acme.example:Employee@Mars', 1, 'division_not_found'],
      ['--take-role', 'bob@acme.example', 2, 'usage'],
      ['--add-pattern', 'Team: hirers', 1, 'role_not_found'],
      ['--add-pattern', 'Team: hirers:a:b', 1, 'permission_pattern_malformed'],
      ['--delete-role', 'Nobody', 1, 'role_not_found'],
      ['--enforce', 'perhaps', 2, 'usage'],
    ]
    for (const [flag, typed, exit, code] of refusals) {
      const refused = await grantdesk.refused('what-if', flag, typed)
      expect({ flag, typed, ...refused }).toMatchObject({ flag, typed, exit, code })
      expect(refused.message).not.toMatch(/\n|undefined|\{\w+\}/)
    }
    expect(await grantdesk.refused('what-if')).toMatchObject({ exit: 2, code: 'usage' })
    expect(await grantdesk.refused('what-if', '--revoke', 'x')).toMatchObject({
      exit: 1,
      code: 'client_not_found',
    })
  }, 60_000)
})
