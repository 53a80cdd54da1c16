import { describe, expect, it } from 'vitest'
import { compareSnapshots } from '../../../../core/audit/compare/compare-snapshots.ts'
import type { RecordDifference } from '../../../../core/audit/compare/snapshot-comparison.ts'
import { asId } from '../../../../core/model/brand.ts'
import type { User } from '../../../../core/model/directory.ts'
import type { OAuthClient } from '../../../../core/model/oauth-client.ts'
import { operationName } from '../../../../core/model/operation.ts'
import type { Snapshot } from '../../../../core/model/snapshot.ts'
import { Stopped } from '../../../../core/policy/long-question.ts'
import {
  aClient,
  anAuthorization,
  aRole,
  aService,
  aSnapshot,
  aUser,
  daysBefore,
  homeId,
} from '../../../support/audited-snapshot.ts'

const noCounts = { added: 0, removed: 0, changed: 0 }
const desktop = aClient()
const viewer = aRole('role-viewer', ['directory:user:view'], { name: 'Viewer' })
const editor = aRole('role-editor', ['directory:user:view', 'directory:user:edit'], { name: 'Editor' })
const holdsRole = (id: string): Pick<User, 'roleGrants'> => ({
  roleGrants: [{ roleId: asId(id), divisionId: homeId }],
})

/** One app for everybody, one service, one user who views. */
const before = aSnapshot({
  roles: [editor, viewer],
  users: [aUser('user-eva', holdsRole('role-viewer'))],
  clients: [desktop, aService()],
  authorizations: [anAuthorization(desktop, { roleIds: [] })],
})

const fieldsOf = ({ fields }: Pick<RecordDifference, 'fields'>) =>
  Object.fromEntries(fields.map(({ field, added, removed }) => [field, [added, removed]]))

/** The snapshot with one client changed. */
function withClient(snapshot: Snapshot, wish: Partial<OAuthClient>): Snapshot {
  return {
    ...snapshot,
    clients: snapshot.clients.map((client, place) => (place === 0 ? { ...client, ...wish } : client)),
  }
}

describe('a comparison of two snapshots', () => {
  it('of the same is empty (U3)', () => {
    const { records, counts, effect, ...rest } = compareSnapshots(before, structuredClone(before))
    expect(records).toEqual([])
    expect(Object.values(counts)).toEqual(Array(7).fill(noCounts))
    expect(effect).toMatchObject({
      lost: { calls: 0 },
      gained: { calls: 0 },
      apps: [],
      users: [],
      operations: [],
    })
    expect(rest).toEqual({ notCompared: [], effectMissing: [], catalogueChanged: false })
  })

  it('tells every field of a client that differs, and of lists what was gained and lost (U3)', () => {
    const after = withClient(before, {
      scopes: ['users', 'conversations:readonly'],
      redirectUris: ['https://new.acme.example/callback'],
      tokenDuration: 3_600,
      grantType: 'implicit',
      pkce: false,
      roleGrants: [{ roleId: asId('role-viewer'), divisionId: '*' }],
      state: { kind: 'inactive', removalAt: daysBefore(-7) },
      description: 'other',
    })
    const [record, ...others] = compareSnapshots(before, after).records
    expect(others).toEqual([])
    expect(record).toMatchObject({ kind: 'client', id: 'client-1', name: 'Agent Desktop', change: 'changed' })
    expect(record && fieldsOf(record)).toEqual({
      description: [[], []],
      grantType: [[], []],
      pkce: [[], []],
      tokenDuration: [[], []],
      redirectUris: [['https://new.acme.example/callback'], ['https://app.acme.example/callback']],
      scopes: [['conversations:readonly', 'users'], ['users:readonly']],
      roleGrants: [['Viewer @ *'], []],
      state: [[], []],
      removalAt: [[], []],
    })
    expect(record?.fields.find(({ field }) => field === 'tokenDuration')).toMatchObject({
      before: 28_800,
      after: 3_600,
    })
  })

  it('leaves out what only keeps the books, and the order of lists', () => {
    const reordered = withClient(before, {
      revision: 9,
      modifiedAt: daysBefore(1),
      modifiedBy: { id: null, name: 'Grantdesk' },
      redirectUris: desktop.redirectUris.toReversed(),
    })
    expect(compareSnapshots(before, reordered).records).toEqual([])
    const twoScopes = withClient(before, { scopes: ['a', 'b'] })
    expect(compareSnapshots(twoScopes, withClient(before, { scopes: ['b', 'a'] })).records).toEqual([])
    expect(compareSnapshots(twoScopes, withClient(before, { scopes: ['b'] })).records).toHaveLength(1)
  })

  it('tells what came and went, with the fields that say something', () => {
    const after = { ...before, clients: [aClient({ id: asId('client-9'), name: 'Kiosk' }), aService()] }
    const { records, counts } = compareSnapshots(before, after)
    expect(records.map(({ kind, id, change }) => [kind, id, change])).toEqual([
      ['client', 'client-1', 'removed'],
      ['client', 'client-9', 'added'],
    ])
    expect(counts.client).toEqual({ added: 1, removed: 1, changed: 0 })
    const added = records[1] && fieldsOf(records[1])
    expect(added).toMatchObject({ scopes: [['users:readonly'], []], pkce: [[], []] })
    expect(added).not.toHaveProperty('addressRanges')
  })

  it('compares authorizations, users, roles, divisions, settings and identity providers', () => {
    const eva = aUser('user-eva', { ...holdsRole('role-editor'), state: 'inactive' })
    const { organization } = before
    const after: Snapshot = {
      ...before,
      authorizations: [anAuthorization(desktop, { roleIds: [asId('role-viewer')], scopes: [] })],
      users: [eva],
      roles: [{ ...editor, patterns: ['directory:*:*'] }, viewer],
      divisions: [...before.divisions, { id: asId('division-north'), name: 'North', isHome: false }],
      organization: { ...organization, settings: { ...organization.settings, enforceScopes: false } },
      identityProviders: [
        { id: asId('provider-1'), name: 'Entra', issuer: 'https://idp.example', enabled: true },
      ],
    }
    const { records, counts } = compareSnapshots(before, after)
    expect(records.map((record) => [record.kind, record.change, Object.keys(fieldsOf(record))])).toEqual([
      ['authorization', 'changed', ['scopes', 'roleIds']],
      ['user', 'changed', ['state', 'roleGrants']],
      ['role', 'changed', ['patterns']],
      ['division', 'added', ['name']],
      ['settings', 'changed', ['enforceScopes']],
      ['identity_provider', 'added', ['name', 'issuer', 'enabled']],
    ])
    expect(counts).toMatchObject({ client: noCounts, user: { ...noCounts, changed: 1 } })
  })

  it('does not call holders of a renamed role changed, and tells roles of one name apart', () => {
    const renamed = { ...before, roles: [editor, { ...viewer, name: 'Reader' }] }
    expect(compareSnapshots(before, renamed).records.map(({ kind }) => kind)).toEqual(['role'])
    const sameName = { ...before, roles: [{ ...editor, name: 'Viewer' }, viewer] }
    const after = { ...sameName, users: [aUser('user-eva', holdsRole('role-editor'))] }
    const [user] = compareSnapshots(sameName, after).records
    expect(user && fieldsOf(user)).toEqual({
      roleGrants: [['Viewer (role-editor) @ Home'], ['Viewer (role-viewer) @ Home']],
    })
  })

  it('is the same whatever the order of records', () => {
    const after = withClient(
      { ...before, users: [aUser('user-a'), aUser('user-b'), aUser('user-c')], roles: [editor] },
      { scopes: ['users'] },
    )
    const shuffled: Snapshot = {
      ...after,
      users: after.users.toReversed(),
      clients: after.clients.toReversed(),
    }
    const turned = { ...before, clients: before.clients.toReversed(), roles: before.roles.toReversed() }
    expect(compareSnapshots(turned, shuffled)).toEqual(compareSnapshots(before, after))
  })

  it('the other way round is its mirror', () => {
    const after = withClient(
      {
        ...before,
        users: [aUser('user-eva', holdsRole('role-editor')), aUser('user-new', holdsRole('role-editor'))],
        authorizations: [anAuthorization(desktop, { scopes: ['users'], roleIds: [] })],
      },
      { scopes: ['users'] },
    )
    const [forth, back] = [compareSnapshots(before, after), compareSnapshots(after, before)]
    const turned = { added: 'removed', removed: 'added', changed: 'changed' } as const
    expect(
      back.records.map((record) => ({
        ...record,
        change: turned[record.change],
        fields: record.fields.map((field) => ({
          ...field,
          ...{ before: field.after, after: field.before, added: field.removed, removed: field.added },
        })),
      })),
    ).toEqual(forth.records)
    expect([back.effect?.lost, back.effect?.gained]).toEqual([forth.effect?.gained, forth.effect?.lost])
    expect(forth.effect?.gained.calls).toBeGreaterThan(0)
  })

  it('does not compare what one of them lacks, and says so', () => {
    const poor: Snapshot = {
      ...before,
      absent: ['authorizations', 'client.contact', 'usage'],
      authorizations: [],
    }
    const after = withClient(poor, { contact: '', scopes: ['users'] })
    const { records, notCompared, effect, effectMissing } = compareSnapshots(before, after)
    expect(records.map((record) => [record.kind, Object.keys(fieldsOf(record))])).toEqual([
      ['client', ['scopes']],
    ])
    expect(notCompared).toEqual(['client.contact', 'authorizations'])
    expect(effect).toBeNull()
    expect(effectMissing).toEqual(['authorizations'])
  })

  it('tells how far it is, and stops when nobody waits', () => {
    const users = Array.from({ length: 20_000 }, (_item, place) => aUser(`user-${String(place)}`))
    const told: (readonly number[])[] = []
    compareSnapshots(before, { ...before, users }, { onProgress: (...far) => void told.push(far) })
    expect(told[0]).toEqual([0, 40_022])
    expect(told.at(-1)).toEqual([40_022, 40_022])
    expect(told.map(([done]) => done)).toEqual(
      told.map(([done]) => done).toSorted((one = 0, other = 0) => one - other),
    )
    let asked = 0
    expect(() => compareSnapshots(before, { ...before, users }, { stop: () => ++asked === 2 })).toThrow(
      Stopped,
    )
  })
})

describe('the effect of a comparison (U3)', () => {
  const scopes = ['users']
  const authorized = [anAuthorization(desktop, { scopes, roleIds: [] })]
  const wide = { ...withClient(before, { scopes }), authorizations: authorized }

  it('tells who can call more than before, through what', () => {
    const { effect } = compareSnapshots(before, wide)
    expect(effect?.lost.calls).toBe(0)
    // Eva only views: a wider scope reaches no change for her.
    expect(effect?.gained.calls).toBe(0)
    const promoted = compareSnapshots(wide, { ...wide, users: [aUser('user-eva', holdsRole('role-editor'))] })
    expect(promoted.effect?.users.map(({ user, lost }) => [user.id, lost])).toEqual([['user-eva', 0]])
    expect(promoted.effect?.apps.map(({ client }) => client.id)).toEqual(['client-1'])
    expect(promoted.effect?.operations.map(({ operation }) => operationName(operation))).toContain(
      'PATCH /api/v2/users/{userId}',
    )
  })

  it('counts an approval that ended by the clock', () => {
    const ending = {
      ...wide,
      authorizations: [{ ...authorized[0], expiresAt: daysBefore(-1) } as (typeof authorized)[0]],
    }
    const { effect, records } = compareSnapshots(ending, { ...ending, takenAt: daysBefore(-2) })
    expect(records).toEqual([])
    expect(effect?.lost.calls).toBeGreaterThan(0)
    expect(compareSnapshots(ending, { ...ending, takenAt: daysBefore(-0.5) }).effect?.lost.calls).toBe(0)
  })

  it('is by the later catalogue, and says where the earlier one was another', () => {
    const catalogue: Snapshot['catalogue'] = {
      digest: 'sha256:1',
      scopes: [],
      operations: [
        {
          ...{ method: 'GET', path: '/api/v2/things', permissions: { match: 'all', names: [] } },
          ...{ scopes: ['users'], acceptsOAuth: true, deprecated: false },
        },
      ],
    }
    const { effect, catalogueChanged } = compareSnapshots(before, { ...wide, catalogue })
    expect(catalogueChanged).toBe(true)
    expect(effect?.operations.map(({ operation }) => operation.path)).toContain('/api/v2/things')
  })
})
