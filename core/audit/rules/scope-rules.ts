import { usesScopes } from '../../model/grant-type.ts'
import type { OAuthClient } from '../../model/oauth-client.ts'
import type { ClientRule, Rule, SnapshotRule } from '../rule.ts'
import { grownScopes, personalData } from './app-scope-rules.ts'
import { createClientHelp, genesysHelp, house, oauth21, rfc9700 } from './clauses.ts'
import { ofOwnClients } from './own-records.ts'
import { mismatchedScopes, redundantScopes } from './scope-match-rules.ts'
import { onlyRead, unusedScopes } from './scope-use-rules.ts'
import { inOrganization } from './subjects.ts'

const noScopes: ClientRule = {
  id: 'SCOPE-001',
  sees: 'client',
  severity: 'high',
  needs: ['client.scopes'],
  fix: 'guided',
  clauses: [createClientHelp, genesysHelp('manage-oauth-clients', 'Manage OAuth clients')],
  check: ofOwnClients(function* ({ client }) {
    if (usesScopes(client.grantType) && client.scopes.length === 0) yield { at: ['scopes'], evidence: {} }
  }),
}

const privileged: ClientRule = {
  id: 'SCOPE-005',
  sees: 'client',
  severity: 'high',
  needs: ['client.scopes'],
  fix: 'advice',
  clauses: [oauth21('7.9'), rfc9700('2.3')],
  check: ofOwnClients(function* ({ client }, setting) {
    const scopes = countedScopes(client, (scope) => setting.riskOf(scope) === 'privileged')
    if (scopes.length > 0) yield { at: ['scopes'], evidence: { scopes } }
  }),
}

/** More than the policy allows, or more than half of all there are. */
const tooMany: ClientRule = {
  id: 'SCOPE-006',
  sees: 'client',
  severity: 'medium',
  needs: ['client.scopes'],
  fix: 'guided',
  clauses: [createClientHelp, rfc9700('2.3')],
  check: ofOwnClients(function* ({ client }, { policy, scopes }) {
    const limit = Math.min(policy.thresholds.maxScopes, Math.floor(scopes.size / 2))
    if (client.scopes.length <= limit) return
    const count = countedScopes(client, () => true).length
    if (count > limit) yield { at: ['scopes'], evidence: { count, limit, all: scopes.size } }
  }),
}

/** Such a scope reaches nothing, so that nothing is lost without it. */
const unknown: ClientRule = {
  id: 'SCOPE-008',
  sees: 'client',
  severity: 'medium',
  needs: ['client.scopes', 'scopeCatalogue'],
  fix: 'automatic',
  clauses: [house],
  check: ofOwnClients(function* ({ client }, { scopes }) {
    const strange = countedScopes(client, (scope) => !scopes.has(scope))
    if (strange.length === 0) return
    const found = { at: ['scopes'], evidence: { scopes: strange } }
    const kept = client.scopes.filter((scope) => scopes.has(scope))
    if (kept.length === 0) yield found
    else {
      const set = { scopes: kept }
      yield { ...found, fix: { kind: 'automatic', change: { act: 'edit_client', clientId: client.id, set } } }
    }
  }),
}

const ignored: ClientRule = {
  id: 'SCOPE-011',
  sees: 'client',
  severity: 'info',
  needs: ['client.scopes'],
  fix: 'advice',
  clauses: [createClientHelp],
  check: ofOwnClients(function* ({ client }) {
    if (usesScopes(client.grantType) || client.scopes.length === 0) return
    yield { at: ['scopes'], evidence: { scopes: [...client.scopes].sort() } }
  }),
}

const notEnforced: SnapshotRule = {
  id: 'SCOPE-012',
  sees: 'snapshot',
  severity: 'critical',
  needs: ['settings'],
  fix: 'advice',
  clauses: [genesysHelp('oauth-scopes-for-applications-overview', 'OAuth scopes for applications overview')],
  *check(subject) {
    if (subject.organization.settings.enforceScopes) return
    yield inOrganization(subject, { at: ['organization', 'settings', 'enforceScopes'], evidence: {} })
  },
}

/** Family SCOPE: least privilege in what apps request, are granted and use. */
export const scopeRules: readonly Rule[] = [
  noScopes,
  onlyRead,
  unusedScopes,
  redundantScopes,
  privileged,
  tooMany,
  mismatchedScopes,
  unknown,
  grownScopes,
  personalData,
  ignored,
  notEnforced,
]

/** Those that count, each once: a client-credentials client has none, whatever stands in its record (C5). */
function countedScopes(client: OAuthClient, isMeant: (scope: string) => boolean): readonly string[] {
  return usesScopes(client.grantType) ? [...new Set(client.scopes.filter(isMeant))].sort() : []
}
