import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OAuthWorld, refusalOf } from '../../support/oauth-world.ts'
import type { CreatedClient, User } from '../../support/organization.ts'
import { valueOf } from '../../support/results.ts'
import { addSamlProvider, type SamlProvider } from '../../support/saml-provider.ts'

let world: OAuthWorld
let bridge: CreatedClient
let provider: SamlProvider
let anna: User

beforeAll(async () => {
  world = await OAuthWorld.open()
  bridge = await world.app({
    name: 'Bridge',
    grantType: 'SAML2-BEARER',
    redirectUris: [],
    scopes: ['users', 'routing'],
  })
  provider = await addSamlProvider(world, 'https://idp.example.com/saml')
  anna = await world.organization.user('Anna Berg', 'Employee')
})

afterAll(async () => {
  await world[Symbol.asyncDispose]()
})

const grant = (assertion: string, more: Readonly<Record<string, string>> = {}) => ({
  grant_type: 'urn:ietf:params:oauth:grant-type:saml2-bearer',
  orgName: 'Harbour Bank',
  assertion,
  ...more,
})

const ask = (assertion: string, more = {}, as: CreatedClient | null = bridge) =>
  world.token(grant(assertion, more), as)

describe('the SAML2-bearer grant (RFC 7522)', () => {
  it('gives a token for the user whom a provider of the organization vouches for, and no refresh token', async () => {
    const answer = await ask(provider.vouch(anna.email))

    expect(answer.json).toEqual({
      access_token: expect.stringMatching(/^[\w-]{43}$/) as string,
      token_type: 'bearer',
      expires_in: 86_400,
    })
    expect(answer.note).toMatchObject({ organizationId: world.organization.id, userId: anna.id })
  })

  it('takes base64url too (§2.1), and the names of users and organizations in any case', async () => {
    const assertion = provider.vouch('ANNA.Berg@example.com')
    const inUrl = Buffer.from(assertion, 'base64').toString('base64url')

    expect((await ask(inUrl, { orgName: 'harbour BANK ' })).status).toBe(200)
  })

  it('takes an assertion once (§3)', async () => {
    const assertion = provider.vouch(anna.email)
    expect((await ask(assertion)).status).toBe(200)

    expect(refusalOf(await ask(assertion))).toEqual([400, 'invalid_grant', 'assertion was used before'])
  })

  it('gives one of two that bring the same assertion at once a token', async () => {
    const assertion = provider.vouch(anna.email)
    const answers = await Promise.all([ask(assertion), ask(assertion)])

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400])
  })

  it('tells the assertions of two providers apart, though they have one id', async () => {
    const second = await addSamlProvider(world, 'https://second.example.com/saml')
    const random = { uuid: () => 'the-same-for-both' }
    expect((await ask(provider.vouch(anna.email, { random }))).status).toBe(200)

    expect((await ask(second.vouch(anna.email, { random }))).status).toBe(200)
    expect((await ask(second.vouch(anna.email, { random, lifetime: 299 }))).status).toBe(400)
  })

  it('narrows scopes, and widens none (S1)', async () => {
    expect((await ask(provider.vouch(anna.email), { scope: 'users:readonly' })).json['scope']).toBe(
      'users:readonly',
    )
    expect(refusalOf(await ask(provider.vouch(anna.email), { scope: 'analytics' }))).toEqual([
      400,
      'invalid_scope',
      'scope `analytics` is not held by this client',
    ])
  })

  it.each([
    ['is for another server', { audience: 'https://login.example.com' }],
    ['is for another endpoint', { recipient: 'https://login.example.com/oauth/token' }],
    ['has ended', { now: new Date('2027-01-10T07:00:00.000Z') }],
    ['is of an issuer that nobody knows', { issuer: 'https://evil.example/saml' }],
  ])('refuses an assertion that %s', async (_what, changes) => {
    const [status, error] = refusalOf(await ask(provider.vouch(anna.email, changes)))

    expect([status, error]).toEqual([400, 'invalid_grant'])
  })

  it('refuses what is no assertion', async () => {
    expect((await ask(Buffer.from('<a/>').toString('base64'))).json['error']).toBe('invalid_grant')
    expect(refusalOf(await ask('<a/>'))).toEqual([400, 'invalid_grant', 'assertion is not in base64'])
    expect((await ask('')).json['error']).toBe('invalid_request')
    expect((await ask('YQ', { orgName: '' })).json['error']).toBe('invalid_request')
  })

  it('does not know an organization, or a user, who is not there', async () => {
    expect(refusalOf(await ask(provider.vouch(anna.email), { orgName: 'Harbour' }))[2]).toBe(
      'organization not found',
    )
    expect(refusalOf(await ask(provider.vouch('nobody@example.com')))[2]).toBe(
      'the assertion is about nobody of this organization',
    )
  })

  it('lets a provider vouch in its own organization only', async () => {
    const other = await world.workspace.organization({ name: 'Elsewhere' })
    await other.user('Anna Berg', 'Employee')

    expect((await ask(provider.vouch(anna.email), { orgName: 'Elsewhere' })).json['error']).toBe(
      'invalid_grant',
    )
  })

  it('gives nothing for an app that is not authorized there, or a user who is not active', async () => {
    const draft = { name: 'Pending', grantType: 'SAML2-BEARER', redirectUris: [] }
    const pending = await world.organization.client(draft)
    const { admin, acting } = world.organization
    const carl = await world.organization.user('Carl Dorn', 'Employee')
    valueOf(await admin['user.setState']({ acting, userId: carl.id, state: 'inactive' }))

    expect(refusalOf(await ask(provider.vouch(anna.email), {}, pending))).toEqual([
      400,
      'invalid_grant',
      'client is not authorized in this organization',
    ])
    expect(refusalOf(await ask(provider.vouch(carl.email)))[2]).toBe('user is not active')
  })

  it('does not use up an assertion that it refuses', async () => {
    const pending = await world.organization.client({
      name: 'Later',
      grantType: 'SAML2-BEARER',
      redirectUris: [],
    })
    const assertion = provider.vouch(anna.email)
    expect((await ask(assertion, {}, pending)).status).toBe(400)
    await world.organization.authorize(pending.client.id, ['users:readonly'])

    expect((await ask(assertion, {}, pending)).status).toBe(200)
  })

  it('takes the client’s secret', async () => {
    const answer = await ask(provider.vouch(anna.email), { client_id: bridge.client.id }, null)

    expect(refusalOf(answer)).toEqual([400, 'invalid_client', 'authentication failed'])
  })
})
