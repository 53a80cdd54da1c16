import type { OAuthClient } from '../../model/oauth-client.ts'
import type { ClientRule, FoundInClient } from '../rule.ts'
import { house, oauth21 } from './clauses.ts'
import { findSecrets, withoutSecrets, type SecretPlace } from './find-secrets.ts'
import { ofOwnClients } from './own-records.ts'

/**
 * A secret in a place that many may read. What was found is told by its field and kind, never by its text (F4). A contact is
 * looked at where there is one: no listing of the vendor's has it, and the rule must not be lost for that.
 */
export const exposedSecret: ClientRule = {
  id: 'CRED-004',
  sees: 'client',
  severity: 'critical',
  needs: ['client.description', 'client.redirectUris', 'hosts', 'names'],
  fix: 'automatic',
  clauses: [oauth21('2.4.1'), house],
  check: ofOwnClients(function* ({ client }) {
    for (const field of ['name', 'description', 'contact'] as const) {
      const places = findSecrets(client[field], 'text')
      if (places.length > 0) yield found(client, { at: [field], field, places })
    }
    for (const [index, uri] of client.redirectUris.entries()) {
      const places = findSecrets(uri, 'uri')
      if (places.length > 0)
        yield found(client, { at: ['redirectUris', index], field: 'redirectUris', places })
    }
  }),
}

/** Only a description can lose its secret by itself: a name, a contact or a redirect URI without it would be another one. */
function found(
  client: OAuthClient,
  {
    at,
    field,
    places,
  }: { at: FoundInClient['at']; field: keyof OAuthClient; places: readonly SecretPlace[] },
): FoundInClient {
  const evidence = { field, kinds: [...new Set(places.map(({ kind }) => kind))].sort() }
  if (field !== 'description') return { at, evidence, fix: { kind: 'guided' } }
  const set = { description: withoutSecrets(client.description, places) }
  return {
    at,
    evidence,
    fix: { kind: 'automatic', change: { act: 'edit_client', clientId: client.id, set } },
  }
}
