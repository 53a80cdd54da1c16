import { usesScopes } from '../../model/grant-type.ts'
import type { OAuthClient } from '../../model/oauth-client.ts'
import type { Operation } from '../../model/operation.ts'
import { compareScopes, isReadonlyScope, scopeCovers } from '../../model/scope.ts'
import type { AuditSubject, FoundInClient, SnapshotRule } from '../rule.ts'
import { calledOperations } from './called-operations.ts'
import { createClientHelp, rfc9700 } from './clauses.ts'
import { appsInForce, inApp, inClient, isInForce, ownClients } from './subjects.ts'

/** A scope that may write, while all that was called by it can be called by its readonly form. */
export const onlyRead: SnapshotRule = {
  id: 'SCOPE-002',
  sees: 'snapshot',
  severity: 'medium',
  needs: ['authorizations', 'client.modified', 'client.scopes', 'usage'],
  fix: 'automatic',
  clauses: [createClientHelp, rfc9700('2.3')],
  *check(subject) {
    const days = subject.policy.thresholds.unusedScopeDays
    for (const client of ownClients(subject)) {
      if (!usesScopes(client.grantType) || client.scopes.every(isReadonlyScope)) continue
      const window = { clientId: client.id, unchangedSince: client.modifiedAt }
      const called = calledOperations(subject, window)
      const scopes = called ? client.scopes.filter((scope) => readsOnly(scope, called, subject)).sort() : []
      if (scopes.length === 0) continue
      const found: FoundInClient = { at: ['scopes'], evidence: { scopes, days } }
      yield inClient(
        client,
        breaksNothing(client, scopes, subject) ? withReadonly(client, found, scopes) : found,
      )
    }
  },
}

/** A granted scope by which nothing was called. */
export const unusedScopes: SnapshotRule = {
  id: 'SCOPE-003',
  sees: 'snapshot',
  severity: 'medium',
  needs: ['authorizations', 'usage'],
  fix: 'automatic',
  clauses: [createClientHelp, rfc9700('2.3')],
  *check(subject) {
    const days = subject.policy.thresholds.unusedScopeDays
    for (const app of appsInForce(subject)) {
      const { clientId } = app
      const called = calledOperations(subject, { clientId, unchangedSince: app.modifiedAt })
      if (!called) continue
      const kept = app.scopes.filter((scope) => called.some((operation) => reaches(scope, operation)))
      const scopes = app.scopes.filter((scope) => !kept.includes(scope)).sort()
      if (scopes.length === 0) continue
      const found: FoundInClient = { at: ['scopes'], evidence: { scopes, days } }
      // An app keeps at least one scope (A4); without any it is to be revoked, which is for a person to say.
      if (kept.length === 0) yield inApp(app, found)
      else {
        const change = { act: 'narrow_app', clientId, scopes: kept } as const
        yield inApp(app, { ...found, fix: { kind: 'automatic', change } })
      }
    }
  },
}

function reaches(scope: string, operation: Operation): boolean {
  return operation.scopes.some((wanted) => scopeCovers(scope, wanted))
}

function readsOnly(scope: string, called: readonly Operation[], subject: AuditSubject): boolean {
  const readonly = `${scope}:readonly`
  if (isReadonlyScope(scope) || !subject.scopes.has(readonly)) return false
  const reached = called.filter((operation) => reaches(scope, operation))
  return reached.length > 0 && reached.every((operation) => reaches(readonly, operation))
}

/**
 * What counts is requested and granted alike (P2.4): where the readonly form was not granted as well, requesting it instead
 * would take the access away, and somebody has to grant it first.
 */
function breaksNothing(client: OAuthClient, scopes: readonly string[], subject: AuditSubject): boolean {
  const app = subject.authorization(client.id)
  if (!app || !isInForce(app, subject.now)) return true
  return scopes.every((scope) => app.scopes.includes(`${scope}:readonly`))
}

function withReadonly(client: OAuthClient, found: FoundInClient, scopes: readonly string[]): FoundInClient {
  const narrowed = client.scopes.map((scope) => (scopes.includes(scope) ? `${scope}:readonly` : scope))
  const set = { scopes: [...new Set(narrowed)].sort(compareScopes) }
  return { ...found, fix: { kind: 'automatic', change: { act: 'edit_client', clientId: client.id, set } } }
}
