import type { AppAuthorization } from '../../model/app-authorization.ts'
import { usesScopes } from '../../model/grant-type.ts'
import type { OAuthClient } from '../../model/oauth-client.ts'
import { coveringScopes, isReadonlyScope } from '../../model/scope.ts'
import type { AuditSubject, FoundInClient, SnapshotRule } from '../rule.ts'
import { genesysHelp, rfc9700 } from './clauses.ts'
import { appsInForce, inApp, inClient, isInForce, ownClients } from './subjects.ts'

const scopesHelp = genesysHelp(
  'permissions-and-scopes-in-the-public-api',
  'Permissions and scopes in the public API',
)

/**
 * A readonly scope beside the wider one. Dropping it is left to a person where it carries the access by itself, because the
 * wider one stands on one side only (P2.4).
 */
export const redundantScopes: SnapshotRule = {
  id: 'SCOPE-004',
  sees: 'snapshot',
  severity: 'low',
  needs: ['client.scopes'],
  fix: 'automatic',
  clauses: [scopesHelp],
  *check(subject) {
    for (const client of ownClients(subject)) {
      const scopes = usesScopes(client.grantType) ? redundantIn(client.scopes) : []
      if (scopes.length === 0) continue
      const found: FoundInClient = { at: ['scopes'], evidence: { scopes } }
      const set = { scopes: client.scopes.filter((scope) => !scopes.includes(scope)) }
      const change = { act: 'edit_client', clientId: client.id, set } as const
      const isSafe = requestsWithoutLoss(client, scopes, subject)
      yield inClient(client, isSafe ? { ...found, fix: { kind: 'automatic', change } } : found)
    }
    for (const app of appsInForce(subject)) {
      const scopes = redundantIn(app.scopes)
      if (scopes.length === 0) continue
      const found: FoundInClient = { at: ['scopes'], evidence: { scopes } }
      const { clientId } = app
      const kept = app.scopes.filter((scope) => !scopes.includes(scope))
      const change = { act: 'narrow_app', clientId, scopes: kept } as const
      const isSafe = hasWiderOf(scopes, subject.client(clientId)?.scopes ?? [])
      yield inApp(app, isSafe ? { ...found, fix: { kind: 'automatic', change } } : found)
    }
  },
}

/** Scopes that only the request or only the grant names: neither is of use without the other (P2.4). */
export const mismatchedScopes: SnapshotRule = {
  id: 'SCOPE-007',
  sees: 'snapshot',
  severity: 'medium',
  needs: ['authorizations', 'client.scopes'],
  fix: 'automatic',
  clauses: [scopesHelp, rfc9700('2.3')],
  *check(subject) {
    for (const app of appsInForce(subject)) {
      // What another organization's client requests is not always known.
      const client = subject.client(app.clientId)
      if (client) yield* mismatch(app, client)
    }
  },
}

function* mismatch(app: AppAuthorization, { id, scopes: requested }: OAuthClient) {
  const missing = requested.filter((scope) => !app.scopes.includes(scope))
  const dead = app.scopes.filter((scope) => !requested.includes(scope))
  if (missing.length + dead.length === 0) return
  const counts = { missing: missing.length, dead: dead.length }
  const found: FoundInClient = {
    at: ['scopes'],
    evidence: { scopes: [...new Set([...missing, ...dead])].sort(), ...counts },
  }
  const kept = app.scopes.filter((scope) => requested.includes(scope))
  // Whether what is missing is to be granted, or to be requested no longer, only a person can say.
  if (missing.length > 0 || kept.length === 0) yield inApp(app, found)
  else {
    const change = { act: 'narrow_app', clientId: id, scopes: kept } as const
    yield inApp(app, { ...found, fix: { kind: 'automatic', change } })
  }
}

function redundantIn(scopes: readonly string[]): readonly string[] {
  const narrow = scopes.filter(isReadonlyScope)
  return narrow.length === 0 ? narrow : narrow.filter((scope) => hasWiderOf([scope], scopes)).sort()
}

/** Does the list hold for each of these scopes a wider one? */
function hasWiderOf(scopes: readonly string[], held: readonly string[]): boolean {
  return scopes.every((scope) => coveringScopes(scope).some((wide) => wide !== scope && held.includes(wide)))
}

function requestsWithoutLoss(client: OAuthClient, scopes: readonly string[], subject: AuditSubject): boolean {
  if (subject.snapshot.absent.includes('authorizations')) return false
  const app = subject.authorization(client.id)
  return !app || !isInForce(app, subject.now) || hasWiderOf(scopes, app.scopes)
}
