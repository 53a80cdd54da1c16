import type { RoleId } from '../../model/brand.ts'
import type { Role } from '../../model/directory.ts'
import type { AppAuthorization } from '../../model/app-authorization.ts'
import type { OAuthClient } from '../../model/oauth-client.ts'
import { operationName } from '../../model/operation.ts'
import { bitsOf, hasBit, intersection, overlaps, union, type BitSet } from '../../policy/bit-set.ts'
import { HoldingsCompiler } from '../../policy/compile-holdings.ts'
import type { CompiledCatalogue } from '../../policy/compile-catalogue.ts'
import type { Holdings } from '../../policy/compiled-organization.ts'
import { escalationOf, escalationTargets, type EscalationTarget } from '../../policy/operation-risk.ts'
import type { AuditSubject } from '../rule.ts'
import { oncePerSubject } from './once-per-subject.ts'
import { isOwnService } from './subjects.ts'

/** The default roles of administrators, whatever somebody has made of their permissions. */
const adminRoles: ReadonlySet<string | null> = new Set(['master-admin', 'admin'])

type Escalations = ReadonlyMap<EscalationTarget, BitSet>
const escalationsOf = new WeakMap<CompiledCatalogue, Escalations>()

/** For each target the operations of the catalogue that change it; targets that none changes are left out. */
function escalations(catalogue: CompiledCatalogue): Escalations {
  const known = escalationsOf.get(catalogue)
  if (known) return known
  const { operations } = catalogue
  const numbers = new Map<EscalationTarget, number[]>()
  for (const [number, operation] of operations.entries()) {
    for (const target of escalationOf(operation)) {
      numbers.set(target, [...(numbers.get(target) ?? []), number])
    }
  }
  const found = new Map(
    escalationTargets.flatMap((target): [EscalationTarget, BitSet][] => {
      const those = numbers.get(target)
      return those ? [[target, bitsOf(operations.length, those)]] : []
    }),
  )
  escalationsOf.set(catalogue, found)
  return found
}

/** What these operations can change to widen access. */
export function escalationTargetsIn(
  operations: BitSet,
  catalogue: CompiledCatalogue,
): readonly EscalationTarget[] {
  return Array.from(escalations(catalogue)).flatMap(([target, bits]) =>
    overlaps(bits, operations) ? [target] : [],
  )
}

/** The operations among these that can widen access. */
export function escalatingOperations(operations: BitSet, catalogue: CompiledCatalogue): BitSet {
  return intersection(operations, union(catalogue.operations.length, escalations(catalogue).values()))
}

/** Sorted, so that the order of the catalogue does not matter. */
export function operationNames(bits: BitSet, { operations }: CompiledCatalogue): readonly string[] {
  const names = Array.from(numbersIn(bits), (number) => operations[number])
  return names.flatMap((operation) => (operation ? [operationName(operation)] : [])).sort()
}

/** The numbers of a set, in order. */
export function* numbersIn(bits: BitSet): Generator<number> {
  for (const [word, value] of bits.entries()) {
    if (value === 0) continue
    for (let number = word * 32; number < word * 32 + 32; number++) if (hasBit(bits, number)) yield number
  }
}

/** Own, active client-credentials clients with the same roles: what they can call by themselves is found out once (P2). */
export interface AlikeServices {
  readonly holdings: Holdings
  readonly operations: BitSet
  readonly clients: readonly OAuthClient[]
}

export const alikeServices = oncePerSubject((subject: AuditSubject): readonly AlikeServices[] => {
  const groups = new Map<Holdings, { operations: BitSet; clients: OAuthClient[] }>()
  for (const { client, own, reach } of subject.compiled().apps) {
    if (!own || client.state.kind !== 'active' || !isOwnService(client, subject)) continue
    const group = groups.get(own)
    if (group) group.clients.push(client)
    else groups.set(own, { operations: intersection(reach, own.anywhere), clients: [client] })
  }
  return Array.from(groups, ([holdings, group]) => ({ holdings, ...group }))
})

/** An administrator's role: a default one, one that holds everything, or one that can change all that widens access. */
export function adminRoleJudge(subject: AuditSubject): (role: Role) => boolean {
  const { catalogue, compiledRoles, roleNumbers, divisionNumbers } = subject.compiled()
  const compiler = new HoldingsCompiler({ catalogue, compiledRoles, roleNumbers, divisionNumbers })
  const judged = new Map<RoleId, boolean>()
  const judge = (role: Role): boolean => {
    if (adminRoles.has(role.defaultId) || role.patterns.includes('*:*:*')) return true
    const opened = compiler.of([{ roleId: role.id, divisionId: '*' }]).anywhere
    return escalationTargetsIn(opened, catalogue).length === escalations(catalogue).size
  }
  return (role) => {
    const known = judged.get(role.id)
    if (known !== undefined) return known
    const isAdmin = judge(role)
    judged.set(role.id, isAdmin)
    return isAdmin
  }
}

/** The privileged ones among the granted scopes. */
export function privilegedScopes(
  app: Pick<AppAuthorization, 'scopes'>,
  subject: Pick<AuditSubject, 'riskOf'>,
) {
  return app.scopes.filter((scope) => subject.riskOf(scope) === 'privileged')
}

/** Can the client widen access: by its own roles, or by a privileged scope that was granted to it? */
export function privilegedClientJudge(subject: AuditSubject): (client: OAuthClient) => boolean {
  const { apps, appNumbers, catalogue } = subject.compiled()
  const judged = new Map<Holdings, boolean>()
  return (client) => {
    const app = apps[appNumbers.get(client.id) ?? -1]
    if (!app) return false
    if (!app.own) {
      const { authorization } = app
      return authorization?.state === 'authorized' && privilegedScopes(authorization, subject).length > 0
    }
    const known = judged.get(app.own)
    if (known !== undefined) return known
    const isPrivileged = escalationTargetsIn(app.own.anywhere, catalogue).length > 0
    judged.set(app.own, isPrivileged)
    return isPrivileged
  }
}
