import { describe, expect, it } from 'vitest'
import { Redactor } from '../../../../core/audit/redact/redactor.ts'
import { redactSnapshot } from '../../../../core/audit/redact/redact-snapshot.ts'
import { asId } from '../../../../core/model/brand.ts'
import { BUILT_IN_OWNER } from '../../../../core/model/oauth-client.ts'
import { aClient, anAuthorization, aService, aSnapshot, aUser } from '../../../support/audited-snapshot.ts'

const key = new Uint8Array(32).fill(7)

describe('a redactor', () => {
  it('replaces equal texts by equal pseudonyms, with any number of copies of the same key', () => {
    const [one, other] = [new Redactor(key), new Redactor(key)]

    expect(one.text('Agent Desktop')).toBe(other.text('Agent Desktop'))
    expect(one.text('Agent Desktop')).not.toBe(one.text('Agent Desktops'))
    expect(one.text('Agent Desktop')).not.toBe(new Redactor(new Uint8Array(32)).text('Agent Desktop'))
  })

  it('leaves nothing of a text, and an empty one empty', () => {
    const redactor = new Redactor(key)

    expect(redactor.text('Agent Desktop')).toMatch(/^text-[0-9a-f]{12}$/)
    expect(redactor.text('ada@acme.example')).toMatch(/^[0-9a-f]{12}@redacted\.example$/)
    expect(redactor.text('')).toBe('')
  })

  it.each([
    ['https://app.acme.example/callback', /^https:\/\/w\w{12}\.w\w{12}\.w\w{12}\/w\w{12}$/],
    ['https://app.acme.example:8443/', /^https:\/\/w\w{12}\.w\w{12}\.w\w{12}:8443\/$/],
    [
      'https://*.acme.example/cb%2Fx?next=1#top',
      /^https:\/\/\*\.w\w{12}\.w\w{12}\/w\w{12}%2Fw\w{12}\?w\w{12}=w\w{12}#w\w{12}$/,
    ],
    ['http://127.0.0.1:4711/callback', /^http:\/\/127\.0\.0\.1:4711\/w\w{12}$/],
    ['http://[::1]/', /^http:\/\/\[::1\]\/$/],
    ['com.acme.desk:/callback', /^w\w{12}\.w\w{12}\.w\w{12}:\/w\w{12}$/],
    ['desk://callback', /^w\w{12}:\/\/w\w{12}$/],
    ['javascript:alert(1)', /^javascript:w\w{12}\(w\w{12}\)$/],
    ['https://ada:pw@acme.example/', /^https:\/\/w\w{12}:w\w{12}@w\w{12}\.w\w{12}\/$/],
  ])('keeps the form of the URI %s and nothing else', (uri, form) => {
    expect(new Redactor(key).uri(uri)).toMatch(form)
  })

  it('keeps what is equal in two URIs equal', () => {
    const redactor = new Redactor(key)
    const [one = '', other = ''] = ['https://a.acme.example/x', 'https://b.acme.example/x'].map((uri) =>
      redactor.uri(uri),
    )

    expect(one.split('.').slice(1)).toEqual(other.split('.').slice(1))
    expect(one).not.toBe(other)
  })

  it('tells what each pseudonym stands for in a map of its own', () => {
    const redactor = new Redactor(key)
    const name = redactor.text('Agent Desktop')
    const uri = redactor.uri('https://acme.example/')

    expect(redactor.map()).toMatchObject({ [name]: 'Agent Desktop', [uri]: 'https://acme.example/' })
  })
})

describe('a redacted snapshot', () => {
  const canary = 'canary'
  const client = aClient({
    id: asId('canary-client'),
    name: 'Canary desk',
    description: 'canary description',
    contact: 'canary@acme.example',
    redirectUris: ['https://canary.example/canary?canary=canary'],
    createdBy: { id: asId('canary-user'), name: 'Canary user' },
    modifiedBy: { id: asId('canary-service'), name: 'Canary service' },
  })
  const service = aService({ id: asId('canary-service'), addressRanges: ['203.0.113.7/32'] })
  const snapshot = aSnapshot({
    clients: [client, service],
    users: [aUser('canary-user', { name: 'Canary user' })],
    authorizations: [anAuthorization(client, { reason: 'canary reason', ticket: 'CANARY-1' })],
    identityProviders: [
      { id: asId('canary-provider'), name: 'Canary SSO', issuer: 'https://canary.example/', enabled: true },
    ],
    usage: [],
    history: [
      {
        sequence: 4,
        at: '2026-10-01T00:00:00.000Z',
        actor: { id: 'canary-user', name: 'Canary user' },
        action: 'client.edit',
        target: { kind: 'client', id: 'canary-client' },
        changes: [
          { field: 'name', before: 'canary old', after: 'canary new' },
          { field: 'redirectUris', before: [], after: ['https://canary.example/'] },
          { field: 'roleGrants', before: [], after: [{ roleId: 'canary-role', divisionId: '*' }] },
          { field: 'unheardOf', before: null, after: { canary: ['canary'] } },
          { field: 'scopes', before: ['users'], after: ['users:readonly'] },
        ],
      },
    ],
  })

  it('holds no name, id, address or host of the organization', () => {
    const redacted = JSON.stringify(redactSnapshot(snapshot, new Redactor(key)).clients)
    const rest = JSON.stringify({ ...redactSnapshot(snapshot, new Redactor(key)), clients: [] })

    expect(redacted.toLowerCase()).not.toContain(canary)
    expect(rest.toLowerCase().replace('{"canary":', '')).not.toContain(canary)
    expect(redacted + rest).not.toMatch(/acme/i)
    expect(redacted + rest).not.toContain('203.0.113')
  })

  it('keeps what refers to what, times, scopes and states', () => {
    const redacted = redactSnapshot(snapshot, new Redactor(key))
    const [first] = redacted.history
    const desk = redacted.clients.find(({ grantType }) => grantType === 'authorization_code')

    expect(redacted.authorizations[0]?.clientId).toBe(desk?.id)
    expect(first?.target.id).toBe(desk?.id)
    expect(first?.actor.id).toBe(desk?.createdBy.id)
    expect(redacted.users[0]?.id).toBe(desk?.createdBy.id)
    expect(redacted.clients.map(({ id }) => id)).toContain(desk?.modifiedBy.id)
    expect(desk).toMatchObject({ scopes: client.scopes, state: client.state, createdAt: client.createdAt })
    expect(first?.changes.at(-1)).toEqual({ field: 'scopes', before: ['users'], after: ['users:readonly'] })
  })

  it('lacks names and hosts, so that rules which read them are not evaluated (U2)', () => {
    expect(redactSnapshot(snapshot, new Redactor(key)).absent).toEqual(['hosts', 'names', 'terraform'])
  })

  it('replaces the name of somebody without an id too, but for the product itself', () => {
    const changed = aClient({
      createdBy: { id: null, name: 'Canary stranger' },
      modifiedBy: { id: null, name: 'Grantdesk' },
    })
    const [redacted] = redactSnapshot(aSnapshot({ clients: [changed] }), new Redactor(key)).clients

    expect(redacted?.createdBy.name).toMatch(/^text-/)
    expect(redacted?.modifiedBy).toEqual({ id: null, name: 'Grantdesk' })
  })

  it('keeps the built-in clients, which are the vendor’s', () => {
    const builtIn = aClient({ id: asId('built-in'), ownerId: BUILT_IN_OWNER, name: 'Architect' })
    const redacted = redactSnapshot(aSnapshot({ clients: [builtIn] }), new Redactor(key))

    expect(redacted.clients[0]).toMatchObject({
      id: 'built-in',
      name: 'Architect',
      redirectUris: builtIn.redirectUris,
    })
  })
})
