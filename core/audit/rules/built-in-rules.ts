import type { AppAuthorization } from '../../model/app-authorization.ts'
import { builtInClientList } from '../../organization/resources.ts'
import { compareNames } from '../../policy/compare-names.ts'
import type { AuditSubject, SnapshotRule } from '../rule.ts'
import { authorizeHelp } from './access-clauses.ts'
import { oauth21 } from './clauses.ts'
import { plainNameOf, skeletonOf } from './look-alike.ts'
import { appsInForce, inApp, isBuiltInApp, isInForce, isThirdParty } from './subjects.ts'

/** Names of the vendor that only its own apps should bear. */
const vendorNames = ['Genesys', 'PureCloud'].map((name) => ({ name, skeleton: skeletonOf(name) }))
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
    const alike = Map.groupBy(named, ({ skeleton }) => skeleton)
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
  alike: readonly NamedApp[],
  subject: AuditSubject,
): string | undefined {
  if (skeleton === '') return undefined
  const isOutsider = isThirdParty(app, subject)
  const builtIn = builtIns.find((each) => each.id !== app.clientId && each.skeleton === skeleton)
  if (builtIn) return builtIn.name
  const vendor = vendorNames.find((each) => skeleton.includes(each.skeleton))
  // Our own clients may say what they connect to, in letters that are what they seem.
  if (vendor && (isOutsider || !plain.includes(plainNameOf(vendor.name)))) return vendor.name
  const isDisguised = plain !== skeleton
  const models = alike.filter((other) => {
    if (other.app.clientId === app.clientId) return false
    if (other.plain !== plain) return isDisguised
    return isOutsider && isElder(other.app, app, subject)
  })
  const [model] = models
    .map((other) => ({ name: other.app.clientName, id: other.app.clientId, other }))
    .sort((one, two) => Number(isHidden(one.other)) - Number(isHidden(two.other)) || compareNames(one, two))
  return model?.name
}

function isHidden({ plain, skeleton }: NamedApp): boolean {
  return plain !== skeleton
}

/** Is it another owner's, and our own or here for longer? */
function isElder(other: AppAuthorization, app: AppAuthorization, subject: AuditSubject): boolean {
  if (other.clientOwnerId === app.clientOwnerId) return false
  return !isThirdParty(other, subject) || other.createdAt < app.createdAt
}
