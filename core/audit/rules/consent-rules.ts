import type { AppAuthorization } from '../../model/app-authorization.ts'
import { authorizationHasExpired } from '../../model/app-authorization.ts'
import type { Fix } from '../../model/finding.ts'
import type { AuditSubject, Rule, SnapshotRule } from '../rule.ts'
import {
  appApproval,
  authorizedAppsHelp,
  consentRequests,
  manageHelp,
  scubaConsent,
  thirdPartyFirst,
} from './access-clauses.ts'
import { builtInDisabled, builtInForAll, imitation } from './built-in-rules.ts'
import { house, oauth21, rfc9700 } from './clauses.ts'
import { nobodyMayUse, openToAll, tooManyAuthorizers } from './consent-holder-rules.ts'
import { daysSince, isOlderThan } from './days.ts'
import { privilegedScopes } from './privilege.ts'
import { appsInForce, inApp, isBuiltInApp, isThirdParty } from './subjects.ts'

const longPending: SnapshotRule = {
  id: 'CONS-001',
  sees: 'snapshot',
  severity: 'low',
  needs: ['authorizations'],
  fix: 'advice',
  clauses: [consentRequests, authorizedAppsHelp],
  *check({ snapshot, now, policy }) {
    const limit = policy.thresholds.pendingDays
    for (const app of snapshot.authorizations) {
      if (app.state !== 'pending' || isBuiltInApp(app) || !isOlderThan(app.createdAt, limit, now)) continue
      yield inApp(app, { evidence: { days: daysSince(app.createdAt, now), limit } })
    }
  },
}

/**
 * Of another organization's client only a record that is in the snapshot can tell; its absence says nothing. One of our own
 * that is deactivated is LIFE-009's, which asks whether to restore it.
 */
const clientGone: SnapshotRule = {
  id: 'CONS-002',
  sees: 'snapshot',
  severity: 'medium',
  needs: ['authorizations', 'client.state'],
  fix: 'automatic',
  clauses: [manageHelp],
  *check(subject) {
    for (const app of appsInForce(subject)) {
      const client = subject.client(app.clientId)
      const isOutside = isThirdParty(app, subject)
      const state = client?.state.kind ?? (isOutside ? 'active' : 'missing')
      if (state === 'active' || (state === 'inactive' && !isOutside)) continue
      yield inApp(app, { evidence: { state }, fix: revoking(app) })
    }
  },
}

/** Other listings than our own say nothing of reasons, so that it needs a history beside the authorizations. */
const unexplained: SnapshotRule = {
  id: 'CONS-003',
  sees: 'snapshot',
  severity: 'low',
  needs: ['authorizations', 'history'],
  fix: 'guided',
  clauses: [scubaConsent('MS.AAD.5.3v1')],
  *check(subject) {
    for (const app of appsInForce(subject)) {
      const missing = [
        ...(app.createdBy.id === null ? ['approver'] : []),
        ...(app.reason === '' && app.ticket === '' ? ['reason', 'ticket'] : []),
      ]
      if (missing.length > 0) yield inApp(app, { evidence: { missing } })
    }
  },
}

/** An approval or an edit looks at the app too, and so counts as a review. */
const reviews: ReadonlySet<string> = new Set(['app.authorize', 'app.edit', 'app.review', 'client.review'])

const unreviewed: SnapshotRule = {
  id: 'CONS-004',
  sees: 'snapshot',
  severity: 'medium',
  needs: ['authorizations', 'history'],
  fix: 'guided',
  clauses: [house],
  *check(subject) {
    const { policy, now } = subject
    for (const app of appsInForce(subject)) {
      const isPrivileged = privilegedScopes(app, subject).length > 0
      const limit = isPrivileged ? policy.thresholds.privilegedReviewDays : policy.thresholds.reviewDays
      const reviewedAt = lastReview(app, subject)
      if (!isOlderThan(reviewedAt, limit, now)) continue
      yield inApp(app, { evidence: { days: daysSince(reviewedAt, now), limit } })
    }
  },
}

const outsiderWithPrivileges: SnapshotRule = {
  id: 'CONS-005',
  sees: 'snapshot',
  severity: 'high',
  needs: ['authorizations'],
  fix: 'advice',
  clauses: [thirdPartyFirst, rfc9700('2.3')],
  *check(subject) {
    for (const app of appsInForce(subject)) {
      const scopes = isThirdParty(app, subject) ? privilegedScopes(app, subject) : []
      if (scopes.length > 0) yield inApp(app, { at: ['scopes'], evidence: { scopes } })
    }
  },
}

const noFourEyes: SnapshotRule = {
  id: 'CONS-012',
  sees: 'snapshot',
  severity: 'medium',
  needs: ['authorizations', 'client.createdBy'],
  fix: 'advice',
  clauses: [appApproval, scubaConsent('MS.AAD.5.3v1')],
  *check(subject) {
    for (const app of appsInForce(subject)) {
      const { id, name } = app.createdBy
      const scopes = privilegedScopes(app, subject)
      if (id === null || scopes.length === 0) continue
      if (subject.client(app.clientId)?.createdBy.id === id) {
        yield inApp(app, { evidence: { person: name, scopes } })
      }
    }
  },
}

const expired: SnapshotRule = {
  id: 'CONS-013',
  sees: 'snapshot',
  severity: 'high',
  needs: ['authorizations'],
  fix: 'automatic',
  clauses: [appApproval],
  *check({ snapshot, now }) {
    for (const app of snapshot.authorizations) {
      const { state, expiresAt } = app
      if (state !== 'authorized' || expiresAt === null || isBuiltInApp(app)) continue
      if (authorizationHasExpired(app, now)) yield inApp(app, { evidence: { expiresAt }, fix: revoking(app) })
    }
  },
}

/** Calls of the day itself may have come before it. */
const calledAfterRevocation: SnapshotRule = {
  id: 'CONS-014',
  sees: 'snapshot',
  severity: 'high',
  needs: ['authorizations', 'usage'],
  fix: 'advice',
  clauses: [authorizedAppsHelp],
  *check(subject) {
    for (const app of subject.snapshot.authorizations) {
      const { clientId, state, modifiedAt } = app
      const isOfNoAccount = subject.client(clientId)?.grantType === 'client_credentials' || isBuiltInApp(app)
      if (state !== 'revoked' || isOfNoAccount) continue
      const revokedOn = modifiedAt.slice(0, 10)
      const days = subject
        .usageOf(clientId)
        .series.flatMap((series) => series.days)
        .filter(({ day, requests, failures }) => day > revokedOn && requests > failures)
      const [last] = days.map(({ day }) => day).sort((one, other) => (one < other ? 1 : -1))
      if (last === undefined) continue
      const allowed = days.reduce((sum, { requests, failures }) => sum + requests - failures, 0)
      yield inApp(app, { evidence: { revokedAt: modifiedAt, calls: allowed, last } })
    }
  },
}

/** The record of a client is in the snapshot where it is known here; of any other app nothing can be said. */
const noContact: SnapshotRule = {
  id: 'CONS-015',
  sees: 'snapshot',
  severity: 'low',
  needs: ['authorizations', 'client.contact'],
  fix: 'guided',
  clauses: [oauth21('7.9')],
  *check(subject) {
    for (const app of appsInForce(subject)) {
      const contact = isThirdParty(app, subject) ? subject.client(app.clientId)?.contact : undefined
      if (contact === '') yield inApp(app, { evidence: { owner: app.clientOwnerId } })
    }
  },
}

export const consentRules: readonly Rule[] = [
  longPending,
  clientGone,
  unexplained,
  unreviewed,
  outsiderWithPrivileges,
  imitation,
  builtInForAll,
  builtInDisabled,
  nobodyMayUse,
  openToAll,
  tooManyAuthorizers,
  noFourEyes,
  expired,
  calledAfterRevocation,
  noContact,
]

function revoking({ clientId }: AppAuthorization): Fix {
  return { kind: 'automatic', change: { act: 'revoke_app', clientId } }
}

function lastReview({ clientId, createdAt, modifiedAt }: AppAuthorization, subject: AuditSubject): string {
  let last = modifiedAt > createdAt ? modifiedAt : createdAt
  for (const kind of ['authorization', 'client'] as const) {
    for (const { action, at } of subject.historyOf(kind, clientId)) {
      if (reviews.has(action) && at > last) last = at
    }
  }
  return last
}
