import type { OAuthClient } from '../../model/oauth-client.ts'
import type { AuditSubject, SnapshotRule } from '../rule.ts'
import { house } from './clauses.ts'
import { inClient, ownClients } from './subjects.ts'

/** So many of the others are named; the rest is counted. */
const NAMED = 5

/** Names are compared as people read them, without case and spaces. */
export const duplicates: SnapshotRule = {
  id: 'LIFE-006',
  sees: 'snapshot',
  severity: 'low',
  needs: ['client.redirectUris', 'client.scopes', 'hosts', 'names'],
  fix: 'guided',
  clauses: [house],
  *check(subject) {
    const clients = clientsInOrder(subject)
    const byName = Map.groupBy(clients, nameOf)
    const bySettings = Map.groupBy(clients.filter(hasSettings), settingsOf)
    const byBoth = Map.groupBy(clients.filter(hasSettings), bothOf)
    for (const client of clients) {
      const namesakes = byName.get(nameOf(client)) ?? []
      const twins = hasSettings(client) ? (bySettings.get(settingsOf(client)) ?? []) : [client]
      const inBoth = hasSettings(client) ? (byBoth.get(bothOf(client)) ?? []).length : 1
      // The client itself is in each of the three.
      const count = namesakes.length + twins.length - inBoth - 1
      if (count === 0) continue
      const others = new Map<string, string>()
      for (const { id, name } of [...firstOf(namesakes), ...firstOf(twins)]) {
        if (id !== client.id && others.size < NAMED) others.set(id, name)
      }
      yield inClient(client, { at: [], evidence: { count, others: [...others.values()] } })
    }
  },
}

/** By id, so that always the same ones are named. */
function clientsInOrder(subject: AuditSubject): readonly OAuthClient[] {
  return [...ownClients(subject)].sort((one, other) => (one.id < other.id ? -1 : 1))
}

/** Clients without redirect URIs or scopes have too little in common to be called the same. */
function hasSettings({ redirectUris, scopes }: OAuthClient): boolean {
  return redirectUris.length > 0 && scopes.length > 0
}

function settingsOf({ grantType, redirectUris, scopes }: OAuthClient): string {
  return JSON.stringify([grantType, [...redirectUris].sort(), [...scopes].sort()])
}

function nameOf({ name }: OAuthClient): string {
  return name.toLowerCase().replace(/\s+/g, '')
}

function bothOf(client: OAuthClient): string {
  return JSON.stringify([nameOf(client), settingsOf(client)])
}

/** One more than are named, since the client may be among them. */
function firstOf(clients: readonly OAuthClient[]): readonly OAuthClient[] {
  return clients.slice(0, NAMED + 1)
}
