import type { AdminClient, InputOf, OutputOf } from '../../core/contract/contract.ts'
import { asId, type ClientId, type RoleId, type UserId } from '../../core/model/brand.ts'
import { needs, swagger } from '../core/catalogue/documents.ts'
import { expect } from 'vitest'
import { makeSelfSignedCertificate } from '../../core/certificates/make-certificate.ts'
import { draftOf, drafts, TestOrganization } from '../support/organization.ts'
import { failureOf, valueOf } from '../support/results.ts'
import { auditOffline } from './audit-job.ts'

type Answer = OutputOf<'access.ask'>

const document = swagger({
  '/api/v2/users': {
    post: needs('ANY', ['directory:user:add'], ['users']),
    get: needs('ANY', [], ['users', 'users:readonly']),
  },
})

/** What an administrator does, each operation of the contract at least once; answers what was decided on the way. */
export async function doDailyJob(admin: AdminClient): Promise<readonly string[]> {
  valueOf(await admin['workspace.show']({}))
  const { organization } = valueOf(await admin['organization.create']({ name: 'Northwind' }))
  valueOf(await admin['organization.list']({}))
  const scene = await TestOrganization.enter(admin, organization.id)
  await prepareDirectory(scene)
  await importCatalogue(scene)
  await keepIdentityProviders(scene)
  const decided = await answerQuestions(scene)
  await deleteAndRestore(scene)
  await lookBack(scene)
  await runServer(admin)
  await useLab(scene)
  await auditOffline(scene)
  return decided
}

async function runServer(admin: AdminClient): Promise<void> {
  const started = valueOf(await admin['server.start']({ port: 0, rateLimit: 300 }))
  expect(started).toMatchObject({ running: true, https: false, rateLimit: 300, requests: 0 })
  expect(valueOf(await admin['server.status']({}))).toEqual(started)
  expect(failureOf(await admin['server.start']({ port: 0, https: true }))).toMatchObject({
    code: 'server_running',
    value: started.issuer,
  })
  expect(valueOf(await admin['server.requests']({}))).toEqual({ requests: [], last: 0 })
  expect(valueOf(await admin['server.stop']({}))).toMatchObject({ running: false, issuer: null })
}

/** A flow that ends before its first request, so that every transport tells the same of it, and what stands beside it. */
async function useLab({ admin, acting }: TestOrganization): Promise<void> {
  const draft = { ...drafts.code, name: 'Lab' }
  const { client } = valueOf(await admin['client.create']({ acting, draft, authorize: false }))
  const clientId = client.id
  const target = { kind: 'endpoints', token: 'https://login.example.com/token' } as const
  const started = valueOf(await admin['lab.start']({ acting, clientId, target, pkce: false }))
  const { runId } = started
  expect(started).toMatchObject({ clientName: 'Lab', state: 'running', steps: [] })
  // It has nothing to wait for, so it is over in the next turn, whatever the transport.
  await new Promise((resolve) => setImmediate(resolve))
  const run = valueOf(await admin['lab.show']({ runId }))
  expect(run.failure).toBe('the secret of Lab is needed, and neither was it typed nor is it in the keychain')
  expect(valueOf(await admin['lab.cancel']({ runId }))).toEqual(run)
  expect(failureOf(await admin['lab.openBrowser']({ runId })).code).toBe('flow_run_not_waiting')
  expect(failureOf(await admin['lab.reveal']({ runId, step: 1 })).code).toBe('flow_step_not_found')
  expect(failureOf(await admin['lab.curl']({ runId, step: 1 })).code).toBe('flow_step_not_found')
  expect(valueOf(await admin['lab.export']({ runId, format: 'json' })).name).toMatch(/^flow-.*\.json$/)
  const url = `https://login.example.com/oauth/authorize?response_type=code&client_id=${clientId}`
  expect(valueOf(await admin['lab.inspect']({ acting, url })).verdict).toBe('failed')
  expect(failureOf(await admin['lab.inspect']({ acting, url: 'rubbish' })).code).toBe(
    'authorize_url_unreadable',
  )
  const armed = valueOf(await admin['lab.arm']({ acting, clientId, fault: 'wrong_state' }))
  expect(valueOf(await admin['lab.trials']({}))).toEqual([armed])
  expect(valueOf(await admin['lab.disarm']({ acting, clientId }))).toMatchObject([{ verdict: 'open' }])
}

async function prepareDirectory({ admin, acting, id, administratorId }: TestOrganization): Promise<void> {
  const division = valueOf(await admin['division.create']({ acting, name: 'Support EMEA' }))
  valueOf(await admin['division.list']({ organizationId: id }))
  const patterns = ['directory:user:add']
  const role = valueOf(await admin['role.create']({ acting, name: 'Adder', patterns }))
  const { revision } = role
  const edit = { acting, roleId: role.id, revision, name: 'User Adder', patterns }
  valueOf(await admin['role.edit'](edit))
  valueOf(await admin['role.list']({ organizationId: id }))
  failureOf(await admin['role.create']({ acting, name: 'Broken', patterns: ['directory:user'] }))
  const user = valueOf(
    await admin['user.create']({ acting, email: 'jonas@example.com', name: 'Jonas Weber' }),
  )
  const userId = user.id
  valueOf(await admin['user.setPassword']({ acting, userId, password: 'correct horse battery' }))
  const giving = { acting, userId, roleId: role.id, divisionId: division.id }
  valueOf(await admin['user.grantRole'](giving))
  valueOf(await admin['user.ungrantRole'](giving))
  valueOf(await admin['user.setState']({ acting, userId, state: 'inactive' }))
  valueOf(await admin['user.setState']({ acting, userId, state: 'active' }))
  failureOf(await admin['user.setState']({ acting, userId: administratorId, state: 'inactive' }))
  valueOf(await admin['user.list']({ organizationId: id, search: 'jonas' }))
  valueOf(await admin['user.show']({ organizationId: id, user: 'jonas@example.com' }))
}

async function importCatalogue({ admin, acting, id }: TestOrganization): Promise<void> {
  const source = { kind: 'text', name: 'api.json', text: document } as const
  valueOf(await admin['catalogue.import']({ acting, source, dryRun: true }))
  valueOf(await admin['catalogue.import']({ acting, source, taskId: 'an import' }))
  failureOf(await admin['catalogue.import']({ acting, source: { ...source, text: '<html>' } }))
  valueOf(await admin['task.cancel']({ taskId: 'an import' }))
  valueOf(await admin['catalogue.show']({ organizationId: id }))
  valueOf(await admin['catalogue.search']({ organizationId: id, search: 'post users' }))
  valueOf(await admin['catalogue.operation']({ organizationId: id, operation: 'POST /api/v2/users' }))
}

/** The same over every transport. */
const certificate = makeSelfSignedCertificate({
  ...{ commonName: 'idp.example', altNames: [], days: 3_650, key: 'ec', now: new Date() },
})

async function keepIdentityProviders(scene: TestOrganization): Promise<void> {
  const { admin, acting, id } = scene
  const { certificatePem } = await certificate
  const fields = { name: 'Okta', issuer: 'https://idp.example', certificates: [certificatePem] }
  const provider = valueOf(await admin['identityProvider.create']({ acting, ...fields }))
  failureOf(await admin['identityProvider.create']({ acting, ...fields }))
  valueOf(await admin['identityProvider.edit']({ acting, ...provider, enabled: false }))
  valueOf(await admin['identityProvider.list']({ organizationId: id }))
  valueOf(await admin['identityProvider.remove']({ acting, id: provider.id }))
  const jonas = valueOf(await admin['user.show']({ organizationId: id, user: 'jonas@example.com' }))
  // Made by somebody who may, it has a new key every time, which no two transports answer alike.
  failureOf(await admin['identityProvider.createTest']({ acting: scene.as(jonas) }))
}

/** From a new client to a call that is allowed, and back. */
async function answerQuestions(scene: TestOrganization): Promise<readonly string[]> {
  const { admin, acting, id } = scene
  valueOf(await admin['client.templates']({ region: 'mypurecloud.de', language: 'de' }))
  const draft = { ...drafts.code, scopes: ['users', 'users:readonly'] }
  failureOf(await admin['client.create']({ acting, draft: { ...draft, redirectUris: [] } }))
  const { client, secret } = valueOf(await admin['client.create']({ acting, draft, authorize: false }))
  const clientId = client.id
  valueOf(await admin['secret.keep']({ acting, clientId, secret }))
  valueOf(await admin['client.list']({ acting, search: 'agent' }))
  const ask = async () => valueOf(await admin['access.ask']({ acting, clientId, ...question }))
  const question = { user: 'jonas@example.com', operation: 'POST /api/v2/users' }
  const answers: Answer[] = [await ask()]

  valueOf(await admin['app.lookup']({ acting, clientId }))
  valueOf(await admin['app.authorize']({ acting, clientId, scopes: ['users'], ticket: 'T-1' }))
  valueOf(await admin['app.list']({ acting, state: 'authorized' }))
  answers.push(await ask())

  const roles = valueOf(await admin['role.list']({ organizationId: id }))
  const roleId = roles.find(({ name }) => name === 'User Adder')?.id
  if (!roleId) throw new Error('the role is gone')
  const { id: userId } = valueOf(await admin['user.show']({ organizationId: id, user: question.user }))
  valueOf(await admin['user.grantRole']({ acting, userId, roleId, divisionId: '*' }))
  answers.push(await ask())
  await askAboutTheWhole(scene, { clientId, user: question.user })

  const terms = { acting, clientId, revision: 1, scopes: ['users:readonly'] }
  valueOf(await admin['app.previewEdit'](terms))
  valueOf(await admin['app.edit'](terms))
  answers.push(await ask())
  failureOf(await admin['app.edit'](terms))
  valueOf(await admin['app.revoke']({ acting, clientId, revision: 2 }))
  answers.push(await ask())

  const edit = { acting, clientId, revision: 1, draft: { ...draftOf(client), name: 'Agent Desk' } }
  valueOf(await admin['client.previewEdit'](edit))
  valueOf(await admin['client.edit'](edit))
  valueOf(await admin['client.regenerateSecret']({ acting, clientId, revision: 2 }))
  valueOf(await admin['client.show']({ acting, clientId }))
  return answers.map(({ outcome, checks }) => {
    const failed = checks.filter(({ result }) => result === 'failed').map(({ rule }) => rule)
    return [outcome, ...failed].join(' ')
  })
}

async function deleteAndRestore({ admin, acting }: TestOrganization): Promise<void> {
  const { rows } = valueOf(await admin['client.list']({ acting, search: 'agent' }))
  const clientId = rows[0]?.client.id
  if (!clientId) throw new Error('the client is gone')
  valueOf(await admin['clock.advance']({ acting, advance: '31d' }))
  valueOf(await admin['client.deletionImpact']({ acting, clientId }))
  valueOf(await admin['client.delete']({ acting, clientId, revision: 3 }))
  valueOf(await admin['client.restore']({ acting, clientId }))
  valueOf(await admin['client.delete']({ acting, clientId, revision: 5 }))
  valueOf(await admin['clock.preview']({ acting, advance: '8d' }))
  failureOf(await admin['clock.advance']({ acting, advance: '8d' }))
  valueOf(await admin['clock.advance']({ acting, advance: '8d', confirmRemovals: true }))
  valueOf(await admin['clock.reset']({ acting }))
  failureOf(await admin['client.show']({ acting, clientId }))
}

async function lookBack({ admin, acting, id }: TestOrganization): Promise<void> {
  valueOf(await admin['organization.configure']({ acting, settings: { hipaa: true } }))
  const head = valueOf(await admin['event.head']({ organizationId: id }))
  valueOf(await admin['event.undo']({ acting, sequence: head.count }))
  failureOf(await admin['event.undo']({ acting, sequence: head.count + 100 }))
  valueOf(await admin['role.restoreDefaults']({ acting }))
  valueOf(await admin['event.list']({ organizationId: id, language: 'de', limit: 1_000 }))
  valueOf(await admin['event.actors']({ organizationId: id }))
  const kept = `${String(head.count)}:${head.hash}`
  valueOf(await admin['event.verify']({ organizationId: id, head: kept }))
}

/** The questions about the whole organization, while one user may do one thing more than others; bad ones beside them. */
async function askAboutTheWhole(
  { admin, acting }: TestOrganization,
  { clientId, user }: { readonly clientId: ClientId; readonly user: string },
): Promise<void> {
  const app = { acting, clientId, user }
  const callable = valueOf(await admin['access.operations'](app)).operations.map(({ operation }) => operation)
  for (const operation of ['POST /api/v2/users', 'GET /api/v2/users', 'GET /api/v2/oauth/clients']) {
    const { outcome } = valueOf(await admin['access.ask']({ ...app, operation }))
    expect([operation, callable.includes(operation)]).toEqual([operation, outcome === 'allow'])
  }
  expect(callable).toContain('POST /api/v2/users')
  expect(callable).not.toContain('GET /api/v2/oauth/clients')

  const adders = valueOf(await admin['access.who']({ acting, operation: 'POST /api/v2/users' }))
  const jonas = adders.users.rows.find(({ email }) => email === user)
  expect(jonas?.roles).toEqual([{ name: 'User Adder', divisionName: '*' }])
  expect(adders.apps.rows.map(({ clientId: id }) => id)).toContain(clientId)
  const viewers = valueOf(await admin['access.who']({ acting, operation: 'GET /api/v2/oauth/clients' }))
  expect(viewers.users.rows.map(({ email }) => email)).not.toContain(user)

  const matrix = { acting, apps: { search: clientId }, users: { search: user } }
  const { counts } = valueOf(await admin['access.matrix'](matrix))
  expect(counts).toEqual([[callable.length]])
  const few = valueOf(await admin['access.matrix']({ ...matrix, operations: 'post /api/v2/users' }))
  expect(few.counts).toEqual([[callable.filter((name) => name.startsWith('POST /api/v2/users')).length]])
  const totals = { acting, apps: clientId, users: user, taskId: 'totals' }
  expect(valueOf(await admin['access.totals'](totals))).toMatchObject({ calls: callable.length, pairs: 1 })
  expect(valueOf(await admin['access.totals']({ ...totals, users: 'nobody' }))).toMatchObject({ calls: 0 })

  const revoked = valueOf(
    await admin['access.whatIf']({ acting, assume: [{ kind: 'revoke_app', clientId }] }),
  )
  expect(revoked.apps).toMatchObject([{ clientId, gained: 0 }])
  expect(revoked.lost.calls).toBeGreaterThanOrEqual(callable.length)
  const widened = { kind: 'granted_scopes' as const, clientId, add: ['users:readonly'] }
  expect(valueOf(await admin['access.whatIf']({ acting, assume: [widened] }))).toMatchObject({ apps: [] })

  const least = valueOf(
    await admin['access.leastScopes']({ acting, clientId, calls: ['get /api/v2/users?x=1', 'GET /nothing'] }),
  )
  expect(least).toMatchObject({ suggested: ['users:readonly'], unknown: ['GET /nothing'] })
  valueOf(await admin['access.leastScopes']({ acting, clientId }))
  const reach = valueOf(await admin['access.reach'](app))
  expect(reach).toMatchObject({ way: 'token', users: 1, operations: callable.length })
  await refuseBadQuestions({ admin, acting }, clientId)
}

/** Names that stand for nothing, each refused by its own code. */
async function refuseBadQuestions(
  { admin, acting }: Pick<TestOrganization, 'admin' | 'acting'>,
  clientId: ClientId,
): Promise<void> {
  const roleId = asId<RoleId>('nothing')
  const userId = asId<UserId>('nothing')
  const give = { kind: 'give_user_role' as const, userId: acting.userId, roleId, divisionId: '*' as const }
  const assume = (...assumed: InputOf<'access.whatIf'>['assume']) =>
    admin['access.whatIf']({ acting, assume: assumed })
  const refusals = [
    await admin['access.operations']({ acting, clientId: asId<ClientId>('nothing') }),
    await admin['access.operations']({ acting, clientId, user: 'nobody@example.com' }),
    await admin['access.operations']({ acting, clientId, division: 'Nowhere' }),
    await admin['access.who']({ acting, operation: 'GET /nothing' }),
    await admin['access.who']({ acting, operation: 'rubbish' }),
    await admin['access.totals']({ acting, division: 'Nowhere' }),
    await admin['access.leastScopes']({ acting, clientId: asId<ClientId>('nothing') }),
    await admin['access.reach']({ acting, clientId, user: 'nobody' }),
    await assume(give),
    await assume({ ...give, kind: 'take_user_role', userId }),
    await assume({ kind: 'revoke_app', clientId: asId<ClientId>('nothing') }),
    await assume(),
    await admin['access.operations']({ acting: { ...acting, userId }, clientId }),
  ]
  expect(refusals.map((result) => failureOf(result).code)).toEqual([
    'client_not_found',
    'user_not_found',
    'division_not_found',
    'operation_unreadable',
    'operation_unreadable',
    'division_not_found',
    'client_not_found',
    'user_not_found',
    'role_not_found',
    'user_not_found',
    'client_not_found',
    'input_invalid',
    'user_not_found',
  ])
}
