import type { UsageSeries } from '../../model/snapshot.ts'
import { operationGroup, operationRisk } from '../../policy/operation-risk.ts'
import type { Thresholds } from '../audit-policy.ts'
import type { AuditSubject, SnapshotRule } from '../rule.ts'
import { appGovernance } from './access-clauses.ts'
import { house } from './clauses.ts'
import { dayBefore } from './days.ts'
import { inClient, ownClients } from './subjects.ts'

/** So many families or operations are named; the rest is counted. */
const NAMED = 10
/** On fewer days with calls than this nothing is usual yet. */
const LEAST_DAYS = 7

export const manyFamilies: SnapshotRule = {
  id: 'LIFE-010',
  sees: 'snapshot',
  severity: 'medium',
  needs: ['usage'],
  fix: 'advice',
  clauses: [house],
  *check(subject) {
    const limit = subject.policy.thresholds.maxApiFamilies
    const familyOf = new Map<string, string>()
    for (const { path } of subject.snapshot.usage) {
      if (!familyOf.has(path)) familyOf.set(path, operationGroup({ path }))
    }
    for (const client of ownClients(subject)) {
      const { series } = subject.usageOf(client.id)
      // Each series is of one operation, and so of one family.
      if (series.length <= limit) continue
      const families = new Set<string>()
      for (const { path } of series) families.add(familyOf.get(path) ?? path)
      if (families.size <= limit) continue
      const named = [...families].sort().slice(0, NAMED)
      yield inClient(client, { at: [], evidence: { count: families.size, families: named, limit } })
    }
  },
}

/** Refused: 401, 403, 429 and whatever else is below 500; single statuses are not on record (S6). */
export const errors: SnapshotRule = {
  id: 'LIFE-011',
  sees: 'snapshot',
  severity: 'low',
  needs: ['usage'],
  fix: 'advice',
  clauses: [house],
  *check(subject) {
    const { errorDays, errorShare, leastCalls } = subject.policy.thresholds
    const before = dayBefore(subject.now, errorDays)
    for (const client of ownClients(subject)) {
      let requests = 0
      let refused = 0
      for (const { days } of subject.usageOf(client.id).series) {
        for (const day of days) {
          if (day.day <= before) continue
          requests += day.requests
          refused += day.failures - day.faulted
        }
      }
      if (requests < leastCalls || refused <= errorShare * requests) continue
      const percent = Math.round((100 * refused) / requests)
      yield inClient(client, { at: [], evidence: { requests, refused, percent, days: errorDays } })
    }
  },
}

export const unusual: SnapshotRule = {
  id: 'LIFE-012',
  sees: 'snapshot',
  severity: 'medium',
  needs: ['usage'],
  fix: 'advice',
  clauses: [appGovernance],
  *check(subject) {
    const limits = subject.policy.thresholds
    const days = limits.spikeDays
    const before = dayBefore(subject.now, days)
    const window: Window = { before, limits, isPrivileged: privilegeJudge(subject) }
    for (const client of ownClients(subject)) {
      const { series } = subject.usageOf(client.id)
      if (series.length === 0) continue
      const { peak, median, isSpike } = spikeIn(series, window)
      const operations = firstPrivileged(series, window)
      if (!isSpike && operations.length === 0) continue
      const named = operations.length === 0 ? ['-'] : operations.slice(0, NAMED)
      yield inClient(client, { at: [], evidence: { days, peak, median, operations: named } })
    }
  },
}

/** The last days, after `before`, and what is judged in them. */
interface Window {
  readonly before: string
  readonly limits: Thresholds
  readonly isPrivileged: (name: string) => boolean
}

/** The busiest of the last days, beside the median of all of these days on which there were calls. */
function spikeIn(series: readonly UsageSeries[], { before, limits }: Window) {
  const { spikeFactor, leastCalls } = limits
  const sums = new Map<string, number>()
  for (const { days } of series) {
    for (const { day, requests } of days) {
      if (day > before && requests > 0) sums.set(day, (sums.get(day) ?? 0) + requests)
    }
  }
  const counts = [...sums.values()].sort((one, other) => one - other)
  const peak = counts.at(-1) ?? 0
  const median = medianOf(counts)
  const isSpike = counts.length >= LEAST_DAYS && peak >= leastCalls && peak > spikeFactor * median
  return { peak, median, isSpike }
}

function medianOf(sorted: readonly number[]): number {
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}

/** Privileged operations called with success for the first time in the last days, by a client in use for longer. */
function firstPrivileged(
  series: readonly UsageSeries[],
  { before, isPrivileged }: Window,
): readonly string[] {
  const isInUse = series.some(({ days }) => days.some(({ day }) => day <= before))
  if (!isInUse) return []
  return series
    .filter(({ days }) => {
      let isAllowed = false
      for (const { day, requests, failures } of days) {
        if (requests <= failures) continue
        if (day <= before) return false
        isAllowed = true
      }
      return isAllowed
    })
    .map(({ method, path }) => `${method} ${path}`)
    .filter(isPrivileged)
    .sort()
}

/** Is an operation of the catalogue privileged? Found out once for each. */
function privilegeJudge(subject: AuditSubject): (name: string) => boolean {
  const judged = new Map<string, boolean>()
  return (name) => {
    const known = judged.get(name)
    if (known !== undefined) return known
    const operation = subject.compiled().operation(name)
    const isPrivileged = operation !== undefined && operationRisk(operation) === 'privileged'
    judged.set(name, isPrivileged)
    return isPrivileged
  }
}
