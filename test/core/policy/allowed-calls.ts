import { decide } from '../../../core/policy/decide.ts'
import { questionOf, viewOf, type World } from '../../support/policy-world.ts'

/** A call that is allowed; `user` is null where an app acts for itself. */
export interface AllowedCall {
  readonly app: string
  readonly user: string | null
  readonly operation: string
}

/** Every call that is allowed in a small world, found by asking for each of them alone. */
export function allowedCalls(world: World, division: string | null): readonly AllowedCall[] {
  const view = viewOf(world)
  const found: AllowedCall[] = []
  for (const [app, { grantType }] of Object.entries(world.clients ?? {}))
    for (const user of grantType === 'client_credentials' ? [null] : Object.keys(world.users ?? {}))
      for (const operation of Object.keys(world.operations ?? {})) {
        const question = questionOf({ client: app, user, operation, division })
        if (decide(question, view).outcome === 'allow') found.push({ app, user, operation })
      }
  return found
}

export function actsForItself(world: World, app: string): boolean {
  return world.clients?.[app]?.grantType === 'client_credentials'
}

/** Active users whom an app may act for, by its limit to roles (P2.3). */
export function admittedByLimit(world: World, app: string): readonly string[] {
  const limit = world.authorizations?.[app]?.roleIds ?? []
  return Object.entries(world.users ?? {})
    .filter(([, { state, roles = [] }]) => {
      const admits = limit.length === 0 || roles.some((grant) => limit.includes(grant.split('@')[0] ?? ''))
      return state !== 'inactive' && admits
    })
    .map(([user]) => user)
}

export function countDistinct<Item>(items: readonly Item[], key: (item: Item) => string | null): number {
  return new Set(items.map(key)).size
}
