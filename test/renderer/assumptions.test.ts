import { describe, expect, it } from 'vitest'
import { asId } from '../../core/model/brand.ts'
import type { ClientId, DivisionId, RoleId } from '../../core/model/brand.ts'
import { authorizingAssumptions, termsAssumptions } from '../../renderer/views/apps/terms-assumptions.ts'
import { changesGrantType, editAssumptions } from '../../renderer/views/clients/edit-assumptions.ts'

const clientId = asId<ClientId>('crm')
const [first, second] = [asId<RoleId>('role-1'), asId<RoleId>('role-2')]

function changed(field: string, added: readonly string[], removed: readonly string[], after: string[] = []) {
  return { field, before: null, after, added, removed, dropped: false }
}

describe('what saving a client does to access', () => {
  it('is what its scopes and its own roles become, taken before given', () => {
    const home = asId<DivisionId>('home')
    const grant = (roleId: RoleId) => JSON.stringify({ roleId, divisionId: home })
    const changes = [
      changed('name', [], []),
      changed('scopes', ['users'], ['routing']),
      changed('roleGrants', [grant(first)], [grant(second)]),
    ]

    expect(editAssumptions(clientId, changes)).toEqual([
      { kind: 'requested_scopes', clientId, add: ['users'], remove: ['routing'] },
      { kind: 'take_client_role', clientId, roleId: second, divisionId: home },
      { kind: 'give_client_role', clientId, roleId: first, divisionId: home },
    ])
  })

  it('is nothing for other fields, and cannot be told for another grant type', () => {
    expect(editAssumptions(clientId, [changed('name', [], []), changed('redirectUris', ['a'], [])])).toEqual(
      [],
    )
    const changes = [changed('grantType', [], []), changed('scopes', [], ['users'])]
    expect(changesGrantType(changes)).toBe(true)
    expect(editAssumptions(clientId, changes)).toEqual([])
  })
})

describe('what saving or giving an authorization does to access', () => {
  it('is what its scopes and its limit to roles become; a date and a reason do nothing', () => {
    const changes = [
      changed('scopes', [], ['users']),
      changed('roleIds', [first], [], [second, first]),
      changed('expiresAt', [], []),
    ]

    expect(termsAssumptions(clientId, changes)).toEqual([
      { kind: 'granted_scopes', clientId, add: [], remove: ['users'] },
      { kind: 'role_limit', clientId, roleIds: [second, first] },
    ])
  })

  it('lifts the limit to roles that a former authorization had', () => {
    expect(authorizingAssumptions(clientId, { scopes: ['users'], roleIds: [] }, null)).toEqual([
      { kind: 'authorize_app', clientId, scopes: ['users'] },
      { kind: 'role_limit', clientId, roleIds: [] },
    ])
  })

  it('is nothing while no scope is chosen, since then it cannot be given', () => {
    expect(authorizingAssumptions(clientId, { scopes: [], roleIds: [] }, null)).toEqual([])
  })
})
