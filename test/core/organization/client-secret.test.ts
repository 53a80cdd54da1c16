import { describe, expect, it } from 'vitest'
import { asId, type ClientId } from '../../../core/model/brand.ts'
import type { Keychain } from '../../../core/organization/ports.ts'
import {
  generateClientSecret,
  hashClientSecret,
  isClientSecret,
} from '../../../core/organization/client-secret.ts'
import { keychainAccount } from '../../../core/organization/kept-secrets.ts'
import { SeededRandom } from '../../../core/organization/sample/seeded-random.ts'
import { SessionKeychain } from '../../../core/keychain/session-keychain.ts'
import { draftOf } from '../../support/organization.ts'
import { failureOf, refusalOf, valueOf } from '../../support/results.ts'
import { openWorkspace } from '../../support/workspace.ts'

const clientId = asId<ClientId>('11111111-1111-4111-8111-111111111111')
const other = asId<ClientId>('22222222-2222-4222-8222-222222222222')

describe('the check of a client secret', () => {
  const secret = generateClientSecret(new SeededRandom('secret'))
  const stored = hashClientSecret(clientId, secret)

  it('accepts the secret of this client (C7)', () => {
    expect(isClientSecret(clientId, secret, stored)).toBe(true)
  })

  it.each([
    ['another secret', generateClientSecret(new SeededRandom('other'))],
    ['the secret with a blank', `${secret} `],
    ['the secret in another case', secret.toLowerCase()],
    ['the beginning of the secret', secret.slice(0, -1)],
    ['nothing', ''],
    ['what is stored', stored.hash],
  ])('refuses %s (C7)', (_what, presented) => {
    expect(isClientSecret(clientId, presented, stored)).toBe(false)
  })

  it('refuses the secret of another client, since the hash covers the id (C7)', () => {
    expect(isClientSecret(other, secret, stored)).toBe(false)
  })

  it('refuses a hash of another length or kind instead of failing on it (C7)', () => {
    expect(isClientSecret(clientId, secret, { ...stored, hash: stored.hash.slice(2) })).toBe(false)
    expect(isClientSecret(clientId, secret, { ...stored, hash: '' })).toBe(false)
    expect(isClientSecret(clientId, secret, { ...stored, algorithm: 'scrypt' })).toBe(false)
  })

  it('stores no part of the secret (C7)', () => {
    expect(JSON.stringify(stored)).not.toContain(secret)
    expect(stored).toMatchObject({
      algorithm: 'sha256',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    })
  })
})

describe('a client secret', () => {
  it('is shown once, at creation; the store holds only its hash (C7)', async () => {
    await using workspace = await openWorkspace()
    const organization = await workspace.organization()
    const { client, secret } = await organization.client({}, true)
    const stored = await workspace.store.read((unit) => unit.secrets.get(client.id))
    expect(stored).toEqual(hashClientSecret(client.id, secret))
    const { acting } = organization
    const shown = [
      await workspace.admin['client.show']({ acting, clientId: client.id }),
      await workspace.admin['client.list']({ acting }),
      await workspace.admin['event.list']({ organizationId: organization.id }),
    ]
    expect(JSON.stringify(shown)).not.toContain(secret)
  })

  it('stops at once when it is regenerated, and is shown once again (C7)', async () => {
    await using workspace = await openWorkspace()
    const organization = await workspace.organization()
    const { client, secret } = await organization.client()
    workspace.clock.advance('1h')
    const order = { acting: organization.acting, clientId: client.id, revision: client.revision }
    const renewed = valueOf(await workspace.admin['client.regenerateSecret'](order))
    const stored = await workspace.store.read((unit) => unit.secrets.get(client.id))
    expect(renewed.secret).not.toBe(secret)
    expect(stored && isClientSecret(client.id, renewed.secret, stored)).toBe(true)
    expect(stored && isClientSecret(client.id, secret, stored)).toBe(false)
    expect(renewed.client).toEqual({
      ...client,
      secretChangedAt: '2027-01-10T09:00:00.000Z',
      modifiedAt: '2027-01-10T09:00:00.000Z',
      revision: 2,
    })
    expect((await organization.events()).at(-1)).toMatchObject({
      action: 'client.regenerate_secret',
      target: { kind: 'client', id: client.id },
    })
    expect(refusalOf(await workspace.admin['client.regenerateSecret'](order))).toMatchObject({
      code: 'record_changed',
      rule: 'C11',
    })
  })

  it('is regenerated only for an active client (C7)', async () => {
    await using workspace = await openWorkspace()
    const organization = await workspace.organization()
    const { client } = await organization.client()
    workspace.clock.advance('31d')
    const order = { acting: organization.acting, clientId: client.id, revision: client.revision }
    valueOf(await workspace.admin['client.delete'](order))
    const again = { ...order, revision: client.revision + 1 }
    expect(refusalOf(await workspace.admin['client.regenerateSecret'](again))).toEqual({
      code: 'client_state_forbids',
      value: client.name,
      rule: 'C7',
      params: { state: 'inactive' },
    })
  })

  it('goes with its client (C8)', async () => {
    await using workspace = await openWorkspace()
    const organization = await workspace.organization()
    const { client, secret } = await organization.client()
    const { acting } = organization
    valueOf(await workspace.admin['secret.keep']({ acting, clientId: client.id, secret }))
    valueOf(await workspace.admin['client.delete']({ acting, clientId: client.id, revision: 1 }))
    expect(await workspace.store.read((unit) => unit.secrets.get(client.id))).toBeUndefined()
    expect(await workspace.keychain.find(keychainAccount(acting, client.id))).toBeNull()
  })
})

describe('keeping a secret', () => {
  it('puts the present secret of this client into the keychain, and nothing else (C7)', async () => {
    await using workspace = await openWorkspace()
    const organization = await workspace.organization()
    const { acting } = organization
    const one = await organization.client({ name: 'One' })
    const two = await organization.client({ name: 'Two' })
    const keep = (id: ClientId, secret: string) =>
      workspace.admin['secret.keep']({ acting, clientId: id, secret })
    expect((await organization.show(one.client.id)).secretKept).toBe(false)
    expect(refusalOf(await keep(one.client.id, two.secret))).toEqual({
      code: 'secret_not_current',
      field: 'secret',
      rule: 'C7',
      params: { client: 'One' },
    })
    expect((await organization.show(one.client.id)).secretKept).toBe(false)
    expect(valueOf(await keep(one.client.id, one.secret))).toEqual({ kept: 'session' })
    expect((await organization.show(one.client.id)).secretKept).toBe(true)
    expect(await workspace.keychain.find(keychainAccount(acting, one.client.id))).toBe(one.secret)
  })

  it('says whether it outlasts the session (F3)', async () => {
    class LastingKeychain extends SessionKeychain {
      override status() {
        return Promise.resolve({ kind: 'keychain' as const, name: 'test keychain' })
      }
    }
    await using workspace = await openWorkspace({ keychain: new LastingKeychain('no_answer') })
    const organization = await workspace.organization()
    const { client, secret } = await organization.client()
    const order = { acting: organization.acting, clientId: client.id, secret }
    expect(valueOf(await workspace.admin['secret.keep'](order))).toEqual({ kept: 'keychain' })
    expect(valueOf(await workspace.admin['workspace.show']({})).keychain).toEqual({
      kind: 'keychain',
      name: 'test keychain',
    })
  })

  it('without a keychain is for the session only, and the workspace says why (F3)', async () => {
    await using workspace = await openWorkspace()
    expect(valueOf(await workspace.admin['workspace.show']({})).keychain).toEqual({
      kind: 'session',
      reason: 'no_answer',
    })
  })

  it('forgets a kept secret that was regenerated (C7)', async () => {
    await using workspace = await openWorkspace()
    const organization = await workspace.organization()
    const { client, secret } = await organization.client()
    const { acting } = organization
    valueOf(await workspace.admin['secret.keep']({ acting, clientId: client.id, secret }))
    const order = { acting, clientId: client.id, revision: client.revision }
    valueOf(await workspace.admin['client.regenerateSecret'](order))
    expect((await organization.show(client.id)).secretKept).toBe(false)
  })
})

describe('a keychain that fails', () => {
  const broken: Keychain = {
    status: () => Promise.resolve({ kind: 'keychain', name: 'broken keychain' }),
    save: () => Promise.reject(new Error('the keychain is locked')),
    find: () => Promise.reject(new Error('the keychain is locked')),
    remove: () => Promise.reject(new Error('the keychain is locked')),
  }

  it('hides no client and loses no new secret (C7, F3)', async () => {
    await using workspace = await openWorkspace({ keychain: broken })
    const organization = await workspace.organization()
    const { client } = await organization.client()
    expect((await organization.show(client.id)).secretKept).toBe(false)
    const order = { acting: organization.acting, clientId: client.id, revision: client.revision }
    const renewed = valueOf(await workspace.admin['client.regenerateSecret'](order))
    const stored = await workspace.store.read((unit) => unit.secrets.get(client.id))
    expect(stored && isClientSecret(client.id, renewed.secret, stored)).toBe(true)
    const removal = { ...order, revision: renewed.client.revision }
    expect(valueOf(await workspace.admin['client.delete'](removal)).removed).toBe(true)
  })

  it('is named when a secret should be kept (C7, F3)', async () => {
    await using workspace = await openWorkspace({ keychain: broken })
    const organization = await workspace.organization()
    const { client, secret } = await organization.client()
    const order = { acting: organization.acting, clientId: client.id, secret }
    const refused = failureOf(await workspace.admin['secret.keep'](order))
    expect(refused).toMatchObject({ code: 'keychain_unavailable', rule: 'F3' })
    expect(refused.message).toContain('broken keychain')
  })
})

describe('rotating and editing', () => {
  it('take holding every role of the client, in its division (C6)', async () => {
    await using workspace = await openWorkspace()
    const organization = await workspace.organization()
    const sales = await organization.division('Sales')
    const { client } = await organization.service('Service', 'Employee', ['User Manager', sales.id])
    const every = await organization.user('Ada', 'Developer', 'Employee', ['User Manager', sales.id])
    const elsewhere = await organization.user('Elsa', 'Developer', 'Employee', [
      'User Manager',
      organization.homeDivisionId,
    ])
    const draft = { ...draftOf(client), description: 'changed' }
    for (const call of ['client.previewEdit', 'client.edit', 'client.regenerateSecret'] as const) {
      const order = { acting: organization.as(elsewhere), clientId: client.id, revision: 1, draft }
      expect(refusalOf(await workspace.admin[call](order))).toEqual({
        code: 'role_not_held',
        field: 'roleGrants',
        value: 'User Manager',
        rule: 'C6',
        params: { role: 'User Manager', division: 'Sales', user: 'Elsa' },
      })
    }
    const order = { acting: organization.as(every), clientId: client.id, revision: 1 }
    expect((await workspace.admin['client.edit']({ ...order, draft })).ok).toBe(true)
    expect((await workspace.admin['client.regenerateSecret']({ ...order, revision: 2 })).ok).toBe(true)
    const shown = { acting: organization.as(elsewhere), clientId: client.id }
    expect(valueOf(await workspace.admin['client.show'](shown)).editBlockedBy).toContain('User Manager')
    expect((await organization.show(client.id)).editBlockedBy).toBeNull()
  })
})
