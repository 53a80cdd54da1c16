import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ownWorkspace, root, runCommand } from './run-grantdesk.ts'

const realDocument = join(root, '../shared/data/publicapi-v2-swagger.json')

/** The same operation with the same requirements as in the vendor's document. */
const smallDocument = {
  swagger: '2.0',
  info: { title: 'Small', version: 'v2' },
  securityDefinitions: {
    'PureCloud OAuth': {
      type: 'oauth2',
      flow: 'implicit',
      authorizationUrl: 'https://login.mypurecloud.com/oauth/authorize',
      scopes: { users: 'Users', 'users:readonly': 'Read users' },
    },
  },
  paths: {
    '/api/v2/users': {
      post: {
        responses: {},
        security: [{ 'PureCloud OAuth': ['users'] }],
        'x-inin-requires-permissions': { type: 'ANY', permissions: ['directory:user:add'] },
      },
    },
  },
}

const CREATE_USER = 'POST /api/v2/users'

it('carries an administrator through the daily job, on the vendor’s document where it is at hand (C1, A2, A5, P2, P3, U5)', async () => {
  const grantdesk = ownWorkspace(runCommand)
  const document = existsSync(realDocument) ? realDocument : join(grantdesk.data, 'small.json')
  if (document !== realDocument) writeFileSync(document, JSON.stringify(smallDocument))

  await grantdesk.json('org', 'create', 'Acme', '--admin', 'ada@acme.example')
  const report = await grantdesk.json('catalogue', 'import', document)
  if (document === realDocument) {
    expect(report).toMatchObject({ operations: 3180, saved: true })
    // Nine operations carry one of the document's three malformed permission strings.
    const texts = (report.unreadable as { text: string }[]).map(({ text }) => text)
    expect([...new Set(texts)].sort()).toEqual([
      'They are enforced by the backend',
      'admin',
      'content_management_user',
    ])
  }
  expect(await grantdesk.json('catalogue', 'show', CREATE_USER)).toMatchObject({
    id: CREATE_USER,
    permissions: { match: 'any', names: ['directory:user:add'] },
    scopes: ['users'],
  })
  const created = await grantdesk.json(
    ...['client', 'create', '--name', 'CRM', '--grant-type', 'CODE', '--scopes', 'users,users:readonly'],
    ...['--redirect-uri', 'https://crm.acme.example/back', '--duration', '18h', '--no-authorize'],
  )
  const id = String(created.id)
  expect(created).toMatchObject({
    name: 'CRM',
    grantType: 'authorization_code',
    tokenDuration: 64_800,
    authorization: null,
  })
  expect(created.secret).toMatch(/^\S{40,}$/)
  await grantdesk.json('user', 'create', 'bob@acme.example', '--name', 'Bob')
  const ask = () => grantdesk.run('--json', 'ask', '--app', id, '--user', 'bob@acme.example', CREATE_USER)
  const failed = (text: string) =>
    (JSON.parse(text) as { checks: { name: string; result: string; evidence: string }[] }).checks
      .filter((check) => check.result === 'failed')
      .map((check) => check.name)

  const unauthorized = await ask()
  expect(unauthorized.code).toBe(1)
  expect(failed(unauthorized.stdout)).toContain('authorization')

  await grantdesk.json('app', 'authorize', id, '--scopes', 'users')
  const unpermitted = await ask()
  expect(unpermitted.code).toBe(1)
  expect(JSON.parse(unpermitted.stdout)).toMatchObject({ outcome: 'deny' })
  expect(failed(unpermitted.stdout)).toEqual(['permission'])
  expect(unpermitted.stdout).toContain('directory:user:add')

  await grantdesk.json('role', 'create', 'Creators of users', '--permissions', 'directory:user:add')
  await grantdesk.json('user', 'grant', 'bob@acme.example', 'Creators of users')
  const allowed = await ask()
  expect(allowed.code).toBe(0)
  expect(JSON.parse(allowed.stdout)).toMatchObject({ outcome: 'allow', wouldAllow: [] })

  expect(await grantdesk.json('app', 'revoke', id, '--yes')).toMatchObject({ id, state: 'revoked' })
  const revoked = await ask()
  expect(revoked.code).toBe(1)
  expect(failed(revoked.stdout)).toContain('authorization')

  const { head } = await grantdesk.json('log', '--head')
  const verified = await grantdesk.json('log', '--verify', '--head', String(head))
  expect(verified).toMatchObject({ intact: true, anchored: true, brokenAt: null, problem: null, head })
}, 60_000)
