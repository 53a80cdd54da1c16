import type { AppAuthorization } from '../../model/app-authorization.ts'
import { builtInClientList } from '../../organization/resources.ts'
import type { AuditSubject, SnapshotRule } from '../rule.ts'
import { authorizeHelp } from './access-clauses.ts'
import { oauth21 } from './clauses.ts'
import { plainNameOf, skeletonOf } from './look-alike.ts'
import { appsInForce, inApp, isBuiltInApp, isInForce, isThirdParty } from './subjects.ts'

/** Names of the vendor that only its own apps should bear. */
const vendorNames = ['Genesys', 'PureCloud'].map((name) => ({
  ...{ name, skeleton: skeletonOf(name), plain: plainNameOf(name) },
}))
const builtIns = builtInClientList.map(({ id, name }) => ({
  id: String(id),
  name,
  skeleton: skeletonOf(name),
}))

/**
 * An app named like a built-in one, like the vendor, or like another approved app: by look-alike letters, or, where it belongs
 * to another organization, by the very same name.
 */
export const imitation: SnapshotRule = {
  id: 'CONS-006',
  sees: 'snapshot',
  severity: 'high',
  needs: ['authorizations', 'names'],
  fix: 'advice',
  clauses: [oauth21('7.3'), oauth21('7.9')],
  *check(subject) {
    const named = appsInForce(subject).map((app) => ({
      app,
      skeleton: skeletonOf(app.clientName),
      plain: plainNameOf(app.clientName),
    }))
    const alike = new Map(
      Array.from(
        Map.groupBy(named, ({ skeleton }) => skeleton),
        ([skeleton, apps]) => [skeleton, modelsAmong(apps)],
      ),
    )
    for (const each of named) {
      const like = imitated(each, alike.get(each.skeleton) ?? [], subject)
      if (like !== undefined) yield inApp(each.app, { at: ['clientName'], evidence: { like } })
    }
  },
}

export const builtInForAll: SnapshotRule = {
  id: 'CONS-007',
  sees: 'snapshot',
  severity: 'low',
  needs: ['authorizations'],
  fix: 'guided',
  clauses: [authorizeHelp],
  *check({ snapshot, now }) {
    for (const app of snapshot.authorizations) {
      if (!isBuiltInApp(app) || !isInForce(app, now) || app.roleIds.length > 0) continue
      yield inApp(app, { at: ['roleIds'], evidence: { scopes: app.scopes.length } })
    }
  },
}

export const builtInDisabled: SnapshotRule = {
  id: 'CONS-008',
  sees: 'snapshot',
  severity: 'high',
  needs: ['authorizations'],
  fix: 'advice',
  clauses: [authorizeHelp],
  *check({ snapshot }) {
    for (const app of snapshot.authorizations) {
      if (!isBuiltInApp(app) || app.state !== 'revoked') continue
      yield inApp(app, { at: ['state'], evidence: { revokedAt: app.modifiedAt } })
    }
  },
}

interface NamedApp {
  readonly app: AppAuthorization
  readonly skeleton: string
  readonly plain: string
}

/** The name that this one imitates; undefined where it imitates none. */
function imitated(
  { app, skeleton, plain }: NamedApp,
  models: readonly NamedApp[],
  subject: AuditSubject,
): string | undefined {
  if (skeleton === '') return undefined
  const isOutsider = isThirdParty(app, subject)
  const builtIn = builtIns.find((each) => each.id !== app.clientId && each.skeleton === skeleton)
  if (builtIn) return builtIn.name
  const vendor = vendorNames.find((each) => skeleton.includes(each.skeleton))
  // Our own clients may say what they connect to, in letters that are what they seem.
  if (vendor && (isOutsider || !plain.includes(vendor.plain))) return vendor.name
  const isDisguised = plain !== skeleton
  if (!isDisguised && !isOutsider) return undefined
  const model = models.find((other) =>
    other.plain === plain ? isOutsider && isElder(other.app, app, subject) : isDisguised,
  )
  return model?.app.clientName
}

/** The eldest of each owner with each way of writing the name: first those that are what they seem, and the eldest first. */
function modelsAmong(apps: readonly NamedApp[]): readonly NamedApp[] {
  const eldest = new Map<string, NamedApp>()
  for (const one of apps) {
    const key = `${one.plain} ${one.app.clientOwnerId}`
    const other = eldest.get(key)
    if (!other || compareModels(one, other) < 0) eldest.set(key, one)
  }
  return [...eldest.values()].sort(compareModels)
}

function compareModels(one: NamedApp, other: NamedApp): number {
  const isHidden = ({ plain, skeleton }: NamedApp) => plain !== skeleton
  if (isHidden(one) !== isHidden(other)) return isHidden(one) ? 1 : -1
  const [age, otherAge] = [one.app.createdAt, other.app.createdAt]
  if (age !== otherAge) return age < otherAge ? -1 : 1
  return one.app.clientId < other.app.clientId ? -1 : 1
}

/** Is it another owner's, and our own or here for longer? */
function isElder(other: AppAuthorization, app: AppAuthorization, subject: AuditSubject): boolean {
  if (other.clientOwnerId === app.clientOwnerId) return false
  return !isThirdParty(other, subject) || other.createdAt < app.createdAt
}
