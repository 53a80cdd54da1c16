import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CreatedClient } from '../../support/organization.ts'
import { basic, OAuthWorld, refusalOf } from '../../support/oauth-world.ts'

let world: OAuthWorld
let service: CreatedClient
let other: CreatedClient
let attempt = 0

beforeAll(async () => {
  world = await OAuthWorld.open()
  service = await world.organization.service('Nightly Export', 'Employee')
  other = await world.organization.service('Weekly Export', 'Employee')
})

afterAll(async () => {
  await world[Symbol.asyncDispose]()
})

beforeEach(() => {
  world.delays.length = 0
})

/** A token request with this header and form, from an address that nobody has failed from. */
function ask(header: string | null, form: Readonly<Record<string, string>> = {}) {
  const headers = header === null ? {} : { authorization: header }
  attempt++
  const from = `192.0.2.${String(attempt)}`
  return world.token({ grant_type: 'client_credentials', ...form }, null, { headers, from })
}

const refused = 'authentication failed'

describe('client authentication (RFC 6749 §2.3)', () => {
  it('takes Basic, the body, and Basic with the same `client_id` beside it (S2)', async () => {
    const { id } = service.client
    const { secret } = service

    expect((await ask(basic(id, secret))).status).toBe(200)
    expect((await ask(null, { client_id: id, client_secret: secret })).status).toBe(200)
    expect((await ask(basic(id, secret), { client_id: id })).status).toBe(200)
  })

  it('takes Basic in any case, and with id and secret form-encoded (RFC 6749 §2.3.1)', async () => {
    const encoded = (text: string) =>
      Array.from(Buffer.from(text), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
    const { id } = service.client

    expect((await ask(basic(id, service.secret).replace('Basic', 'bASIC'))).status).toBe(200)
    expect((await ask(basic(encoded(id), encoded(service.secret)))).status).toBe(200)
    expect((await ask(basic(encoded(id), encoded(`${service.secret}x`)))).status).toBe(401)
  })

  it('answers a wrong Basic with 401 and a challenge (RFC 6749 §5.2)', async () => {
    const answer = await ask(basic(service.client.id, 'wrong'))

    expect(refusalOf(answer)).toEqual([401, 'invalid_client', refused])
    expect(answer.headers['www-authenticate']).toBe('Basic realm="Grantdesk"')
  })

  it('answers a wrong secret in the body with 400, as the vendor does', async () => {
    const answer = await ask(null, { client_id: service.client.id, client_secret: 'wrong' })

    expect(refusalOf(answer)).toEqual([400, 'invalid_client', refused])
    expect(answer.headers).not.toHaveProperty('www-authenticate')
  })

  it.each([
    'Basic',
    'Basic !!!',
    `Basic ${Buffer.from('no colon').toString('base64')}`,
    `Basic ${Buffer.from(':no id').toString('base64')}`,
    'Bearer abc',
    'Digest username="x"',
    '',
  ])('answers the header `%s` with 401', async (header) => {
    expect(refusalOf(await ask(header))).toEqual([401, 'invalid_client', refused])
  })

  it('refuses the secret of another client, and an empty one', async () => {
    expect((await ask(basic(service.client.id, other.secret))).status).toBe(401)
    expect((await ask(basic(service.client.id, ''))).status).toBe(401)
  })

  it('refuses Basic and a secret in the body at once, even the right one', async () => {
    const header = basic(service.client.id, service.secret)

    expect(refusalOf(await ask(header, { client_secret: service.secret }))).toEqual([
      400,
      'invalid_request',
      'the client authenticates by header and by body at once',
    ])
  })

  it('refuses Basic and the `client_id` of another client', async () => {
    const header = basic(service.client.id, service.secret)

    expect(refusalOf(await ask(header, { client_id: other.client.id }))).toEqual([
      400,
      'invalid_request',
      'header and body name different clients',
    ])
  })

  it('refuses a request that names no client', async () => {
    expect(refusalOf(await ask(null))).toEqual([400, 'invalid_client', 'client authentication is missing'])
    expect((await ask(null, { client_secret: service.secret })).json['error']).toBe('invalid_client')
  })

  it('does not find a client that is not there', async () => {
    expect(refusalOf(await ask(null, { client_id: 'nobody' }))).toEqual([
      400,
      'invalid_client',
      'client not found',
    ])
  })

  it('answers an unknown client and a wrong secret alike, after the same look-ups', async () => {
    const look = async (form: Readonly<Record<string, string>>) => {
      const before = world.misses
      const { note, ...answer } = await ask(null, form)
      expect(note.refusal).toBe('invalid_client')
      return { answer, misses: world.misses - before }
    }
    const known = await look({ client_id: service.client.id, client_secret: other.secret })
    const unknown = await look({ client_id: 'nobody', client_secret: other.secret })

    expect(known).toEqual(unknown)
    expect(known.misses).toBe(1)
  })

  it('lets who keeps failing wait before the next attempt is looked at, and nobody else', async () => {
    const from = '198.51.100.1'
    const attemptAs = (client: CreatedClient, secret: string) =>
      world.token({ grant_type: 'client_credentials' }, { ...client, secret }, { from })
    for (let count = 0; count < 5; count++) await attemptAs(service, 'wrong')
    expect(world.delays).toEqual([])
    await attemptAs(other, other.secret)
    expect(world.delays).toEqual([])
    await attemptAs(service, 'wrong')
    expect(world.delays).toEqual([250])

    expect((await attemptAs(service, service.secret)).status).toBe(200)
    expect(world.delays).toEqual([250, 500])
    await attemptAs(service, service.secret)
    expect(world.delays).toEqual([250, 500])
  })

  it('lets guesses that come at once wait for each other', async () => {
    const from = '198.51.100.2'
    const guess = () =>
      world.token({ grant_type: 'client_credentials' }, { ...service, secret: 'wrong' }, { from })
    for (let count = 0; count < 5; count++) await guess()
    await Promise.all([guess(), guess(), guess(), guess()])

    expect(world.delays).toEqual([250, 500, 1_000, 2_000])
  })
})

describe('the state of a client at the token endpoint (C8)', () => {
  const grant = { grant_type: 'client_credentials' }

  it('lets a deactivated client get nothing, and a restored one again', async () => {
    const { organization, workspace } = world
    const client = await organization.service('Old', 'Employee')
    workspace.clock.advance('31d')
    const { acting } = organization
    const { id: clientId, revision } = client.client
    const answer = await organization.admin['client.delete']({ acting, clientId, revision })
    expect(answer).toMatchObject({ ok: true, value: { removed: false } })

    expect(refusalOf(await world.token(grant, client))).toEqual([
      400,
      'unauthorized_client',
      'client is inactive',
    ])
    await organization.admin['client.restore']({ acting, clientId })
    expect((await world.token(grant, client)).status).toBe(200)
  })

  it('does not know a client whose seven days are over', async () => {
    const { organization, workspace } = world
    const client = await organization.service('Older', 'Employee')
    workspace.clock.advance('31d')
    const { acting } = organization
    const { id: clientId, revision } = client.client
    await organization.admin['client.delete']({ acting, clientId, revision })
    workspace.clock.advance('167h')
    expect(refusalOf(await world.token(grant, client))[1]).toBe('unauthorized_client')
    workspace.clock.advance('1h')

    expect(refusalOf(await world.token(grant, client))).toEqual([401, 'invalid_client', refused])
  })

  it('lets a client that support has disabled get nothing', async () => {
    const client = await world.organization.service('Disabled', 'Employee')
    await world.put({ ...client.client, state: { kind: 'disabled' } })

    expect(refusalOf(await world.token(grant, client))).toEqual([
      400,
      'unauthorized_client',
      'client is disabled',
    ])
  })

  it('knows the new secret from the moment it was made, and the former no more (C7)', async () => {
    const { admin, acting } = world.organization
    const client = await world.organization.service('Rotated', 'Employee')
    expect((await world.token(grant, client)).status).toBe(200)
    const { id: clientId, revision } = client.client
    const made = await admin['client.regenerateSecret']({ acting, clientId, revision })
    if (!made.ok) throw new Error(made.failure.message)

    expect((await world.token(grant, client)).status).toBe(401)
    expect((await world.token(grant, { ...client, secret: made.value.secret })).status).toBe(200)
  })
})
