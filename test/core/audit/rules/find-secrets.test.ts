import { describe, expect, it } from 'vitest'
import { findSecrets, withoutSecrets } from '../../../../core/audit/rules/find-secrets.ts'

const random = 'kQ7vX2mZp9LrT4wYb8NcJ6hD1sFgA3eUoV5iRtWqPzE'
// Made up of parts, so that no scanner of this repository takes it for a key.
const key = ['-----BEGIN', ' PRIVATE KEY-----\nMIIB\n-----END', ' PRIVATE KEY-----'].join('')

describe('finding secrets in texts (CRED-004)', () => {
  it.each([
    [`key:\n${key}\nkeep it`, 'private_key', 'key:\n[removed]\nkeep it'],
    ['a eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl b', 'jwt', 'a [removed] b'],
    ['Authorization: Bearer abcdefghij0123456789', 'bearer_token', 'Authorization: Bearer [removed]'],
    [`AKIA${'ABCDEFGH'.repeat(2)} is ours`, 'provider_key', '[removed] is ours'],
    ['client_secret=correcthorse', 'assigned_secret', 'client_secret=[removed]'],
    ['"password": "hunter22"', 'assigned_secret', '"password": "[removed]"'],
    ['Kennwort: Sommer2026', 'assigned_secret', 'Kennwort: [removed]'],
    [`use ${random}.`, 'random_text', 'use [removed].'],
    ['use kQ7vX2mZp9LrT4wY+8NcJ6hD1sFgA3eUo/5iRtWqPzE=', 'random_text', 'use [removed]'],
  ])('finds what stands in %j, by its kind %s, and takes it out', (text, kind, without) => {
    const places = findSecrets(text, 'text')

    expect(places.map((place) => place.kind)).toEqual([kind])
    expect(withoutSecrets(text, places)).toBe(without)
    expect(findSecrets(without, 'text')).toEqual([])
  })

  it.each([
    'the id is 6f1c9a52-3b7e-4d0a-9c55-0f6f4f0f8a11',
    'secret=6f1c9a52-3b7e-4d0a-9c55-0f6f4f0f8a11',
    'token: 86400000000',
    'password: documented-elsewhere',
    'secret=<your secret>',
    'secret=${CLIENT_SECRET}',
    'secret=vault:kv/agent-desktop',
    'secret=xxxxxxxxxxxx',
    'Bearer tokens are used',
    'commit 9b9129b0f4f3c1a5d2e7b86a4c0d1e2f3a4b5c6d',
    random.slice(0, 39),
    'Shows-Agents-Of-Acme-Corporation-Their-Queue-In-2026',
  ])('takes %j for what it is', (text) => {
    expect(findSecrets(text, 'text')).toEqual([])
  })

  it('takes no path of a redirect URI for a secret', () => {
    const uri = 'https://a.example/Sites/Acme2/AgentDesktop/OAuth/Callback/V2/Handler/Pages'

    expect(findSecrets(uri, 'uri')).toEqual([])
    expect(findSecrets(`${uri}/${random}`, 'uri')).toHaveLength(1)
  })

  it('reads a long text without delay', () => {
    expect(findSecrets('eyJ-eyJa.'.repeat(20_000) + '-----BEGIN '.repeat(20_000), 'text')).toEqual([])
  })
})
