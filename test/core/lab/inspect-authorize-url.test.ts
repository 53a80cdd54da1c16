import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { InputOf } from '../../../core/contract/contract.ts'
import { LabWorld } from '../../support/lab-world.ts'
import type { CreatedClient } from '../../support/organization.ts'
import { failureOf, valueOf } from '../../support/results.ts'

let world: LabWorld
let app: CreatedClient
let good: Readonly<Record<string, string>>

beforeAll(async () => {
  world = await LabWorld.open()
  app = await world.organization.client({ scopes: ['users'] }, true)
  good = {
    response_type: 'code',
    client_id: app.client.id,
    redirect_uri: 'https://app.example.com/callback',
    state: '6f1d5b7e0c',
    scope: 'users:readonly',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  }
})
afterAll(() => world[Symbol.asyncDispose]())

const url = (
  change: Readonly<Record<string, string | null>> = {},
  base = 'http://127.0.0.1:8484/oauth/authorize',
) => {
  const all = Object.entries({ ...good, ...change }).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  )
  return `${base}?${new URLSearchParams(all).toString()}`
}
const inspect = async (text: string, language: 'en' | 'de' = 'en') => {
  const input: InputOf<'lab.inspect'> = { acting: { ...world.acting, language }, url: text }
  return valueOf(await world.admin['lab.inspect'](input))
}
/** What is said of one parameter. */
const judged = async (name: string, value: string | null, of = name) => {
  const { parameters, verdict, summary } = await inspect(url({ [name]: value }))
  const found = parameters.find((parameter) => parameter.name === of)
  return { result: found?.result, finding: found?.finding, verdict, summary }
}

describe('the inspector of authorization URLs', () => {
  it('passes a good one, explains each parameter, and sends nothing', async () => {
    world.exchanges.length = 0
    const found = await inspect(url())
    expect(found.verdict).toBe('passed')
    expect(found).toMatchObject({
      clientName: 'Agent Desktop',
      endpoint: 'http://127.0.0.1:8484/oauth/authorize',
      summary: 'The server would show its login page.',
    })
    expect(found.parameters.map(({ name, result, clause }) => `${name} ${result} ${clause}`)).toEqual([
      'response_type passed RFC 6749 §3.1.1',
      'client_id passed RFC 6749 §2.2',
      'redirect_uri passed RFC 6749 §3.1.2',
      'state passed RFC 6749 §4.1.1',
      'scope passed RFC 6749 §3.3',
      'code_challenge passed RFC 7636 §4.2',
      'code_challenge_method passed RFC 7636 §4.3',
    ])
    expect(found.parameters.every(({ meaning, finding }) => meaning !== '' && finding !== '')).toBe(true)
    expect((await inspect(url(), 'de')).summary).toBe('Der Server würde seine Anmeldeseite zeigen.')
    expect(world.exchanges).toEqual([])
  })

  it('says where a redirect URI differs, with the matcher that the endpoint uses (C4)', async () => {
    expect(await judged('redirect_uri', 'https://app.example.com/Callback')).toMatchObject({
      result: 'failed',
      finding:
        'differs from the registered `https://app.example.com/callback` at character 25: `C` instead of `c`',
      verdict: 'failed',
      summary: expect.stringMatching(
        /^The server would show an error and redirect nowhere: `invalid_request`, /,
      ) as string,
    })
    expect((await judged('redirect_uri', 'https://app.example.com/callback/')).finding).toMatch(
      /^goes on after/,
    )
    expect((await judged('redirect_uri', 'https://app.example.com/call')).finding).toMatch(/^ends before/)
  })

  it.each([
    ['response_type', 'token', 'failed', /^the server answers `unauthorized_client`: /],
    ['response_type', 'id_token', 'failed', /^the server answers `unsupported_response_type`: /],
    ['scope', 'users:readonly routing', 'failed', /^the server answers `invalid_scope`: .*`routing`/],
    ['code_challenge', 'short', 'failed', /^the server answers `invalid_request`: /],
    ['state', 'abc', 'warning', /^shorter than 8 characters/],
    ['client_secret', 'a canary', 'failed', /^a secret does not belong into an address/],
    ['prompt', 'none', 'failed', /^the server answers `login_required`: /],
    ['colour', 'blue', 'not_checked', /^passed over/],
  ])('judges %s=%s', async (name, value, result, finding) => {
    expect(await judged(name, value)).toMatchObject({
      result,
      finding: expect.stringMatching(finding) as string,
    })
  })

  it('tells what is missing, and a method that the challenge lacks', async () => {
    const bare = await inspect(url({ state: null, code_challenge: null, code_challenge_method: null }))
    expect(bare.verdict).toBe('warning')
    expect(bare.summary).toBe(
      'There is no `state`, so the app cannot tell an answer to its own request from a foreign one. ' +
        'PKCE is not used, although it would protect the code. The server would show its login page.',
    )
    expect(await judged('code_challenge_method', 'plain')).toMatchObject({ result: 'failed' })
    expect(await judged('code_challenge', good['code_challenge'] ?? '')).toMatchObject({ result: 'passed' })
    expect((await judged('code_challenge_method', null)).verdict).toBe('failed')
    expect((await judged('redirect_uri', null)).verdict).toBe('failed')
    const unauthorized = await world.organization.client({ name: 'New' })
    expect((await inspect(url({ client_id: unauthorized.client.id }))).summary).toMatch(
      /^New is not authorized in this organization, so an administrator has to allow it\./,
    )
  })

  it('never repeats a secret that was pasted (F4)', async () => {
    const found = await inspect(url({ client_secret: 'a canary', access_token: 'a canary' }))
    expect(JSON.stringify(found)).not.toContain('canary')
  })

  it('says that it does not know a client, and checks nothing of it', async () => {
    const found = await inspect(url({ client_id: 'nobody' }, 'http://login.example.com/authorize'))
    expect(found).toMatchObject({ clientId: 'nobody', clientName: null, verdict: 'failed' })
    expect(found.summary).toMatch(
      /^`login\.example\.com` is not on this machine and must be reached by https\. There is no such client/,
    )
  })

  it.each([
    '',
    '   ',
    'rubbish',
    'ftp://a.example/?client_id=1',
    'https://a.example/',
    'https://a.example/?x=1',
    'https://u:p@a.example/?client_id=1',
  ])('says what is wrong with %j', async (text) => {
    const refused = failureOf(await world.admin['lab.inspect']({ acting: world.acting, url: text }))
    expect(refused.code).toBe('authorize_url_unreadable')
    expect(refused.message).toMatch(/^this is no authorization URL: \w/)
  })
})
