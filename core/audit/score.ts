import {
  compareSeverities,
  type ClientScore,
  type ReportedFinding,
  type ScorePart,
  type Severity,
} from '../model/finding.ts'
import { BUILT_IN_OWNER } from '../model/oauth-client.ts'
import { hasBit } from '../policy/bit-set.ts'
import { isInForce } from '../policy/compile-app.ts'
import type { CompiledApp } from '../policy/compiled-organization.ts'
import { operationRisk } from '../policy/operation-risk.ts'
import { shownText } from './hide-secrets.ts'
import { compareTexts } from './judged-finding.ts'
import type { AuditSubject } from './rule.ts'
import { powerFinder, type Power } from './score-permissions.ts'

const permissionPoints = { critical: 50, high: 15, medium: 5, low: 2 } as const
/** A secret is worth what it opens. */
const credentialPoints = { critical: 50, high: 35, medium: 15, low: 5 } as const
const OPERATIONS_A_POINT = 10
const MOST_VOLUME_POINTS = 20
const THIRD_PARTY_POINTS = 20
const ALL_USERS_POINTS = 10
const PRIVILEGED_ROLE_POINTS = 8
/** Years of 365 days, oldest first. */
const secretAges = [
  { days: 730, points: 5 },
  { days: 365, points: 3 },
  { days: 182, points: 2 },
] as const
const DAY = 86_400_000

/**
 * A score for each client, riskiest first: how much harm it could do, as a sum whose parts can be read, after the weights
 * that ScubaGear publishes for apps. The gravest open finding stands beside it, so that no low sum hides one.
 */
export function scoreClients(
  subject: AuditSubject,
  findings: readonly ReportedFinding[],
): readonly ClientScore[] {
  const counts = countByClient(findings)
  const partsOf = partsFinder(subject)
  const scores = subject.compiled().apps.map((app): ClientScore => {
    const parts = partsOf(app)
    const score = parts.reduce((sum, { points, count }) => sum + points * count, 0)
    const { id, name } = app.client
    const { highest = null, findings: found = 0 } = counts.get(id) ?? {}
    return { clientId: id, clientName: shownText(name), score, parts, highest, findings: found }
  })
  return scores.sort(compareScores)
}

/** The summands of a client's score. */
function partsFinder(subject: AuditSubject): (app: CompiledApp) => readonly ScorePart[] {
  const powerOf = powerFinder(subject)
  const privilegedRoles = privilegedRolesOf(subject)
  return (app) => {
    const { client } = app
    const power = powerOf(app)
    const roles = app.own ? new Set(client.roleGrants.map(({ roleId }) => roleId)) : new Set<string>()
    return [
      ...powerParts(power),
      ...part('third_party', isThirdParty(app, subject) ? THIRD_PARTY_POINTS : 0),
      ...part('all_users', isOpenToAll(app, subject) ? ALL_USERS_POINTS : 0),
      ...part(
        'privileged_role',
        PRIVILEGED_ROLE_POINTS,
        [...roles].filter((id) => privilegedRoles.has(id)).length,
      ),
      ...secretParts(app, power, subject),
    ]
  }
}

function powerParts({ gravest, operations }: Power): readonly ScorePart[] {
  const volume = Math.min(MOST_VOLUME_POINTS, Math.floor(operations / OPERATIONS_A_POINT))
  return [
    ...(gravest ? part(`permission_${gravest}`, permissionPoints[gravest]) : []),
    ...part('permission_volume', 1, volume),
  ]
}

/** A client-credentials client always has a secret, of which an import may not know the age. */
function secretParts(
  { client, own }: CompiledApp,
  { gravest }: Power,
  { now }: AuditSubject,
): readonly ScorePart[] {
  const { secretChangedAt } = client
  if (secretChangedAt === null && !own) return []
  const days = secretChangedAt === null ? 0 : (now.getTime() - Date.parse(secretChangedAt)) / DAY
  return [
    ...part('credential', gravest ? credentialPoints[gravest] : 0),
    ...part('secret_age', secretAges.find((age) => days >= age.days)?.points ?? 0),
  ]
}

function isThirdParty({ client }: CompiledApp, { organization }: AuditSubject): boolean {
  return client.ownerId !== organization.id && client.ownerId !== BUILT_IN_OWNER
}

/** In force and not limited to roles (A6). */
function isOpenToAll({ client, authorization, own, limit }: CompiledApp, { now }: AuditSubject): boolean {
  return own === null && limit === null && isInForce(client, authorization, now)
}

/** Roles that let their holder change who may do what. */
function privilegedRolesOf(subject: AuditSubject): ReadonlySet<string> {
  const { catalogue, compiledRoles } = subject.compiled()
  const grave = catalogue.operations.map((operation) => operationRisk(operation) === 'privileged')
  const isGrave = (opens: Uint32Array) => grave.some((isIt, number) => isIt && hasBit(opens, number))
  return new Set([...compiledRoles.values()].filter(({ opens }) => isGrave(opens)).map(({ id }) => id))
}

/** A summand, or none where it would add nothing. */
function part(key: ScorePart['key'], points: number, count = 1): readonly ScorePart[] {
  return points * count === 0 ? [] : [{ key, points, count }]
}

interface Counted {
  highest: Severity
  findings: number
}

/** Open findings on a client, or on its authorization, which has the client's id. */
function countByClient(findings: readonly ReportedFinding[]): ReadonlyMap<string, Counted> {
  const counts = new Map<string, Counted>()
  for (const { subject, severity, suppression } of findings) {
    if (suppression || (subject.kind !== 'client' && subject.kind !== 'authorization')) continue
    const counted = counts.get(subject.id)
    if (!counted) {
      counts.set(subject.id, { highest: severity, findings: 1 })
      continue
    }
    counted.findings += 1
    if (compareSeverities(severity, counted.highest) < 0) counted.highest = severity
  }
  return counts
}

function compareScores(one: ClientScore, other: ClientScore): number {
  return (
    other.score - one.score ||
    compareHighest(one.highest, other.highest) ||
    other.findings - one.findings ||
    compareTexts(one.clientId, other.clientId)
  )
}

function compareHighest(one: Severity | null, other: Severity | null): number {
  if (one === null || other === null) return (one === null ? 1 : 0) - (other === null ? 1 : 0)
  return compareSeverities(one, other)
}
