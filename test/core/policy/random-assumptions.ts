import type { Assumption } from '../../../core/model/assumption.ts'
import { asId, type ClientId, type DivisionId, type RoleId, type UserId } from '../../../core/model/brand.ts'
import type { World } from '../../support/policy-world.ts'
import { fc } from '../catalogue/property-seed.ts'
import { appNames, userNames } from './random-crowd.ts'
import { roleNames, somePattern, someScope } from './random-world.ts'

const clientId = fc.constantFrom(...appNames).map((name) => asId<ClientId>(name))
const userId = fc.constantFrom(...userNames).map((name) => asId<UserId>(name))
const roleId = fc.constantFrom(...roleNames).map((name) => asId<RoleId>(name))
const divisionId = fc.oneof(
  fc.constantFrom('home', 'sales').map((name) => asId<DivisionId>(name)),
  fc.constant('*' as const),
)
const someScopes = fc.uniqueArray(someScope, { maxLength: 3 })
const scopes = { add: someScopes, remove: someScopes }
const patterns = fc.uniqueArray(somePattern, { maxLength: 2 })
const is = <Kind extends Assumption['kind']>(kind: Kind) => fc.constant(kind)

/** Every kind of assumption, about names that a random crowd may have. */
export const someAssumption: fc.Arbitrary<Assumption> = fc.oneof(
  fc.record({ kind: is('requested_scopes'), clientId, ...scopes }),
  fc.record({ kind: is('granted_scopes'), clientId, ...scopes }),
  fc.record({ kind: is('role_limit'), clientId, roleIds: fc.uniqueArray(roleId, { maxLength: 2 }) }),
  fc.record({ kind: is('authorize_app'), clientId, scopes: someScopes }),
  fc.record({ kind: is('revoke_app'), clientId }),
  fc.record({ kind: is('give_client_role'), clientId, roleId, divisionId }),
  fc.record({ kind: is('take_client_role'), clientId, roleId, divisionId }),
  fc.record({ kind: is('give_user_role'), userId, roleId, divisionId }),
  fc.record({ kind: is('take_user_role'), userId, roleId, divisionId }),
  fc.record({ kind: is('role_patterns'), roleId, add: patterns, remove: patterns }),
  fc.record({ kind: is('delete_role'), roleId }),
  fc.record({ kind: is('enforce_scopes'), on: fc.boolean() }),
)

/** The world in which it was done, written a second time; undefined where it names what is not there. */
export function worldWith(world: World, assumption: Assumption): World | undefined {
  switch (assumption.kind) {
    case 'requested_scopes':
      return withEntry(world, 'clients', assumption.clientId, (former) => ({
        ...former,
        scopes: edited(former.scopes, assumption),
      }))
    case 'granted_scopes':
      return withEntry(world, 'authorizations', assumption.clientId, (former) => ({
        ...former,
        scopes: edited(former.scopes, assumption),
      }))
    case 'role_limit':
      return withEntry(world, 'authorizations', assumption.clientId, (former) =>
        assumption.roleIds.every((role) => world.roles?.[role])
          ? { ...former, roleIds: assumption.roleIds }
          : undefined,
      )
    case 'authorize_app': {
      if (!world.clients?.[assumption.clientId]) return undefined
      const former = world.authorizations?.[assumption.clientId]
      const scopes = [...(former?.scopes ?? []), ...assumption.scopes]
      const authorized = { ...former, state: 'authorized' as const, expiresAt: null, scopes }
      return { ...world, authorizations: { ...world.authorizations, [assumption.clientId]: authorized } }
    }
    case 'revoke_app':
      return withEntry(world, 'authorizations', assumption.clientId, (former) => ({
        ...former,
        state: 'revoked',
      }))
    case 'give_client_role':
    case 'take_client_role':
      return withEntry(world, 'clients', assumption.clientId, (former) => withRole(world, former, assumption))
    case 'give_user_role':
    case 'take_user_role':
      return withEntry(world, 'users', assumption.userId, (former) => withRole(world, former, assumption))
    case 'role_patterns':
      return withEntry(world, 'roles', assumption.roleId, (former) => edited(former, assumption))
    case 'delete_role': {
      const { [assumption.roleId]: deleted, ...roles } = world.roles ?? {}
      return deleted && { ...world, roles }
    }
    case 'enforce_scopes':
      return { ...world, enforceScopes: assumption.on }
  }
}

type Part = 'roles' | 'users' | 'clients' | 'authorizations'
type Entry<Name extends Part> = NonNullable<World[Name]>[string]

function withEntry<Name extends Part>(
  world: World,
  part: Name,
  id: string,
  edit: (former: Entry<Name>) => Entry<Name> | undefined,
): World | undefined {
  // A part of the world has entries of its own kind only, which the compiler cannot follow through the name.
  const entries = (world[part] ?? {}) as Readonly<Record<string, Entry<Name>>>
  const former = entries[id]
  const made = former && edit(former)
  return made && { ...world, [part]: { ...entries, [id]: made } }
}

function withRole<Holder extends { readonly roles?: readonly string[] }>(
  world: World,
  holder: Holder,
  {
    kind,
    roleId: role,
    divisionId: division,
  }: Extract<Assumption, { readonly roleId: RoleId; divisionId: unknown }>,
): Holder | undefined {
  const grant = `${role}@${division}`
  const others = (holder.roles ?? []).filter((held) => held !== grant)
  if (kind.startsWith('take')) return { ...holder, roles: others }
  return world.roles?.[role] ? { ...holder, roles: [...others, grant] } : undefined
}

function edited(
  list: readonly string[] = [],
  { add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] },
): readonly string[] {
  return [...list.filter((item) => !remove.includes(item) && !add.includes(item)), ...add]
}
