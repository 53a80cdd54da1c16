import type { Operation } from '../model/operation.ts'
import { groupAlikeUsers } from '../policy/alike-subjects.ts'
import {
  addAll,
  bitsOf,
  countBits,
  emptyBits,
  intersection,
  overlaps,
  type BitSet,
} from '../policy/bit-set.ts'
import { isInForce } from '../policy/compile-app.ts'
import { isAdmitted, type CompiledApp } from '../policy/compiled-organization.ts'
import { operationRisk } from '../policy/operation-risk.ts'
import type { AuditSubject } from './rule.ts'

/** Gravest first. */
export const permissionClasses = ['critical', 'high', 'medium', 'low'] as const
export type PermissionClass = (typeof permissionClasses)[number]

/** What an app can do at worst, and how many operations it can call; null where that is nothing. */
export interface Power {
  readonly gravest: PermissionClass | null
  readonly operations: number
}

/**
 * The class of an operation: to change who may do what is critical, to remove something high, any other change medium. What
 * needs no permission, such as ending one's own token, is low.
 */
function operationClass(operation: Operation): PermissionClass {
  const risk = operationRisk(operation)
  if (risk === 'privileged') return 'critical'
  if (risk === 'read' || operation.permissions.names.length === 0) return 'low'
  return operation.method === 'DELETE' ? 'high' : 'medium'
}

/**
 * The class of a scope in force. A privileged one is high even where nobody's roles let it be used today, as a role is soon
 * given; critical is only what can be called.
 */
const scopeClass = { privileged: 'high', write: 'medium', read: 'low' } as const

/**
 * Tells what apps can do by all that `core/policy` knows: an app that acts for users by its reach and what those may call
 * whom it may act for, a client-credentials client by its own roles. Where a snapshot lacks users or roles, everything within
 * the app's reach counts as callable. Alike apps are looked at once.
 */
export function powerFinder(subject: AuditSubject): (app: CompiledApp) => Power {
  const { catalogue, users, enforceScopes } = subject.compiled()
  const { absent } = subject.snapshot
  const size = catalogue.operations.length
  const classes = permissionClasses.map((wanted) =>
    bitsOf(
      size,
      catalogue.operations.flatMap((operation, number) =>
        operationClass(operation) === wanted ? [number] : [],
      ),
    ),
  )
  const kinds = groupAlikeUsers(users.filter(({ user }) => user.state === 'active'))
  const arePeopleKnown = !absent.includes('users') && !absent.includes('roles')
  const openedFor = remember((limit: BitSet | null) => {
    const opened = emptyBits(size)
    for (const { holdings } of kinds) {
      if (isAdmitted({ limit }, { holdings })) addAll(opened, holdings.anywhere)
    }
    return opened
  })
  const powerOf = remember((reach: BitSet) =>
    remember((opened: BitSet | null): Power => {
      const callable = opened ? intersection(reach, opened) : reach
      const gravest = permissionClasses.find((_name, place) => overlaps(callable, classes[place] ?? callable))
      return { gravest: gravest ?? null, operations: countBits(callable) }
    }),
  )
  return (app) => {
    if (app.own) return powerOf(app.reach)(app.own.anywhere)
    const power = powerOf(app.reach)(arePeopleKnown ? openedFor(app.limit) : null)
    return enforceScopes ? { ...power, gravest: graver(power.gravest, scopesIn(app, subject)) } : power
  }
}

/** The gravest of the scopes that are both requested and granted, where the app may be used at all. */
function scopesIn({ client, authorization }: CompiledApp, subject: AuditSubject): PermissionClass | null {
  if (!isInForce(client, authorization, subject.now)) return null
  let gravest: PermissionClass | null = null
  for (const scope of client.scopes) {
    if (authorization.scopes.includes(scope)) gravest = graver(gravest, scopeClass[subject.riskOf(scope)])
  }
  return gravest
}

function graver(one: PermissionClass | null, other: PermissionClass | null): PermissionClass | null {
  return permissionClasses.find((name) => name === one || name === other) ?? null
}

function remember<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new Map<Key, Value>()
  return (key) => {
    const known = made.get(key)
    if (known !== undefined) return known
    const value = make(key)
    made.set(key, value)
    return value
  }
}
