import { scopeCovers } from '../../model/scope.ts'
import type { SnapshotRule } from '../rule.ts'
import { house, oauth21, rfc9700 } from './clauses.ts'
import { appsInForce, inApp, isInForce, isThirdParty } from './subjects.ts'

/** Scopes that reach what people said, wrote or are: each stands for its readonly form too. */
const personalDataScopes: readonly string[] = [
  'conversations',
  'data-privacy',
  'external-contacts',
  'gdpr',
  'journey',
  'messaging',
  'quality',
  'recordings',
  'screen-monitoring',
  'speech-and-text-analytics',
  'user-recordings',
  'voicemail',
  'web-chat',
]

/** An approved app that was granted more since the baseline; what the former scopes covered is nothing new. */
export const grownScopes: SnapshotRule = {
  id: 'SCOPE-009',
  sees: 'snapshot',
  severity: 'medium',
  needs: ['authorizations', 'baseline'],
  fix: 'advice',
  clauses: [oauth21('7.9'), rfc9700('2.3')],
  *check(subject) {
    for (const app of appsInForce(subject)) {
      const former = subject.baselineAuthorization(app.clientId)
      if (!former || !subject.baseline || !isInForce(former, new Date(subject.baseline.takenAt))) continue
      const scopes = app.scopes
        .filter((scope) => !former.scopes.some((held) => scopeCovers(held, scope)))
        .sort()
      if (scopes.length === 0) continue
      const found = { at: ['scopes'], evidence: { scopes } }
      const isPrivileged = scopes.some((scope) => subject.riskOf(scope) === 'privileged')
      yield inApp(app, isPrivileged ? { ...found, severity: 'high' } : found)
    }
  },
}

export const personalData: SnapshotRule = {
  id: 'SCOPE-010',
  sees: 'snapshot',
  severity: 'high',
  needs: ['authorizations'],
  fix: 'advice',
  clauses: [rfc9700('2.3'), house],
  *check(subject) {
    for (const app of appsInForce(subject)) {
      if (!isThirdParty(app, subject)) continue
      const scopes = app.scopes
        .filter((scope) => personalDataScopes.some((personal) => scopeCovers(personal, scope)))
        .sort()
      if (scopes.length > 0) yield inApp(app, { at: ['scopes'], evidence: { scopes } })
    }
  },
}
