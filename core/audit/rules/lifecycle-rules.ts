import { deletesForGood, removalIsDue, type OAuthClient } from '../../model/oauth-client.ts'
import { usesScopes } from '../../model/grant-type.ts'
import type { Fix } from '../../model/finding.ts'
import type { AuditSubject, ClientRule, Rule, SnapshotRule } from '../rule.ts'
import { manageHelp, unusedApps } from './access-clauses.ts'
import { house } from './clauses.ts'
import { dayBefore, daysSince, isOlderThan } from './days.ts'
import { duplicates } from './duplicate-rule.ts'
import { oncePerSubject } from './once-per-subject.ts'
import { peopleByAddress } from './people-by-address.ts'
import { privilegedClientJudge } from './privilege.ts'
import { contactOf, inClient, inOrganization, isInForce, isOwn, ownClients } from './subjects.ts'
import { errors, manyFamilies, unusual } from './usage-rules.ts'

const DAY = 86_400_000

/** Used once, and no more. */
const fallenSilent: SnapshotRule = {
  id: 'LIFE-001',
  sees: 'snapshot',
  severity: 'medium',
  needs: ['client.state', 'usage'],
  fix: 'automatic',
  clauses: [unusedApps],
  *check(subject) {
    const limit = subject.policy.thresholds.unusedDays
    const before = dayBefore(subject.now, limit)
    const isPrivileged = privilegedClientJudge(subject)
    for (const client of activeClients(subject)) {
      const { lastDay } = subject.usageOf(client.id)
      // A call at any time of that day counts.
      if (lastDay === null || lastDay >= before) continue
      yield inClient(client, {
        at: [],
        evidence: { lastDay, days: daysSince(endOf(lastDay), subject.now), limit },
        severity: isPrivileged(client) ? 'high' : 'medium',
        fix: deactivating(client),
      })
    }
  },
}

const neverUsed: SnapshotRule = {
  id: 'LIFE-002',
  sees: 'snapshot',
  severity: 'medium',
  needs: ['client.created', 'client.state', 'usage'],
  fix: 'automatic',
  clauses: [unusedApps],
  *check(subject) {
    const limit = subject.policy.thresholds.recentDays
    const isPrivileged = privilegedClientJudge(subject)
    for (const client of activeClients(subject)) {
      if (!isOlderThan(client.createdAt, limit, subject.now)) continue
      if (subject.usageOf(client.id).lastDay !== null) continue
      yield inClient(client, {
        at: [],
        evidence: { days: daysSince(client.createdAt, subject.now), limit },
        severity: isPrivileged(client) ? 'high' : 'medium',
        fix: deactivating(client),
      })
    }
  },
}

/** A contact that is no user's address, such as a team's mailbox, is an owner who stays. */
const withoutOwner: SnapshotRule = {
  id: 'LIFE-003',
  sees: 'snapshot',
  severity: 'medium',
  needs: ['client.contact', 'client.createdBy', 'names', 'users'],
  fix: 'guided',
  clauses: [house],
  *check(subject) {
    const people = peopleByAddress(subject)
    for (const client of activeClients(subject)) {
      const contact = contactOf(client)
      const isThere =
        contact === ''
          ? creatorState(client, subject) === 'active'
          : (people.get(contact)?.some(({ state }) => state === 'active') ?? true)
      if (isThere) continue
      const owner = contact === '' ? client.createdBy.name : client.contact
      yield inClient(client, { at: [contact === '' ? 'createdBy' : 'contact'], evidence: { owner } })
    }
  },
}

const throwaway =
  /(?<![\p{L}\p{N}])(test(s|ing)?|tmp|temp|temporary|poc|copy|kopie|demo|dummy|sample|untitled|foo|bar|asdf|old|delete|do not use|nicht verwenden)(?![\p{L}\p{N}])/iu

/** Of people's names those of the record itself are known: who created the client and who changed it last. */
const throwawayName: ClientRule = {
  id: 'LIFE-004',
  sees: 'client',
  severity: 'low',
  needs: ['names'],
  fix: 'advice',
  clauses: [house],
  *check({ client }, setting) {
    if (!isOwn(client, setting)) return
    const spaced = client.name.replace(/[_.\-]+/g, ' ')
    const words = wordsIn(spaced)
    const person = [client.createdBy.name, client.modifiedBy.name].find(
      (name) => name.trim() !== '' && words.includes(wordsIn(name.trim())),
    )
    const word = throwaway.exec(spaced)?.[0] ?? person
    if (word !== undefined) yield { at: ['name'], evidence: { word } }
  },
}

const undescribed: ClientRule = {
  id: 'LIFE-005',
  sees: 'client',
  severity: 'info',
  needs: ['client.description'],
  fix: 'guided',
  clauses: [house],
  *check({ client }, setting) {
    if (!isOwn(client, setting) || client.description !== '') return
    yield { at: ['description'], evidence: {} }
  },
}

const deletedForGood: ClientRule = {
  id: 'LIFE-007',
  sees: 'client',
  severity: 'info',
  needs: ['client.created', 'client.state'],
  fix: 'advice',
  clauses: [manageHelp],
  *check({ client }, setting) {
    if (!isOwn(client, setting) || client.state.kind !== 'active') return
    if (!deletesForGood(client, setting.now)) return
    yield { at: ['createdAt'], evidence: { days: Math.max(0, daysSince(client.createdAt, setting.now)) } }
  },
}

const aboutToGo: ClientRule = {
  id: 'LIFE-008',
  sees: 'client',
  severity: 'high',
  needs: ['client.state'],
  fix: 'automatic',
  clauses: [manageHelp],
  *check({ client }, setting) {
    const { state } = client
    if (!isOwn(client, setting) || state.kind !== 'inactive' || removalIsDue(client, setting.now)) return
    const left = Date.parse(state.removalAt) - setting.now.getTime()
    const isUrgent = left <= setting.policy.thresholds.restoreDaysLeft * DAY
    yield {
      at: ['state'],
      evidence: { days: Math.ceil(left / DAY), removalAt: state.removalAt },
      severity: isUrgent ? 'high' : 'low',
      fix: restoring(client),
    }
  },
}

const stillAuthorized: SnapshotRule = {
  id: 'LIFE-009',
  sees: 'snapshot',
  severity: 'high',
  needs: ['authorizations', 'client.state'],
  fix: 'advice',
  clauses: [manageHelp],
  *check(subject) {
    for (const client of ownClients(subject)) {
      const app = client.state.kind === 'inactive' ? subject.authorization(client.id) : undefined
      if (!app || !isInForce(app, subject.now)) continue
      yield inClient(client, { at: ['state'], evidence: { scopes: app.scopes.length } })
    }
  },
}

/** The one rule that looks at the time of the audit: everything else is as old as the snapshot. */
const stale: SnapshotRule = {
  id: 'LIFE-013',
  sees: 'snapshot',
  severity: 'info',
  needs: [],
  fix: 'guided',
  clauses: [house],
  *check(subject) {
    const { takenAt } = subject.snapshot
    const limit = subject.policy.thresholds.snapshotAgeDays
    if (!isOlderThan(takenAt, limit, subject.auditedAt)) return
    const evidence = { days: daysSince(takenAt, subject.auditedAt), limit }
    yield inOrganization(subject, { at: ['takenAt'], evidence })
  },
}

export const lifecycleRules: readonly Rule[] = [
  fallenSilent,
  neverUsed,
  withoutOwner,
  throwawayName,
  undescribed,
  duplicates,
  deletedForGood,
  aboutToGo,
  stillAuthorized,
  manyFamilies,
  errors,
  unusual,
  stale,
]

const activeOf = oncePerSubject((clients: readonly OAuthClient[]) =>
  clients.filter(({ state }) => state.kind === 'active'),
)

function activeClients(subject: AuditSubject): readonly OAuthClient[] {
  return activeOf(ownClients(subject))
}

function endOf(day: string): string {
  return `${day}T23:59:59.999Z`
}

function creatorState({ createdBy: { id } }: OAuthClient, subject: AuditSubject): string {
  if (id === null) return 'missing'
  return subject.user(id)?.state ?? 'missing'
}

function wordsIn(text: string): string {
  return ` ${text.toLowerCase().replace(/\s+/g, ' ')} `
}

function deactivating({ id }: OAuthClient): Fix {
  return { kind: 'automatic', change: { act: 'deactivate_client', clientId: id } }
}

/** Without scopes a client that needs them cannot be restored (C9). */
function restoring({ id, grantType, scopes }: OAuthClient): Fix {
  if (usesScopes(grantType) && scopes.length === 0) return { kind: 'guided' }
  return { kind: 'automatic', change: { act: 'restore_client', clientId: id } }
}
