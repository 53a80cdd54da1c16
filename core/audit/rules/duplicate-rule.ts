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
    const clients = clientsInOrder(subject).map(keyed)
    const byName = Map.groupBy(clients, ({ name }) => name)
    const alike = clients.filter(({ settings }) => settings !== null)
    const bySettings = Map.groupBy(alike, ({ settings }) => settings)
    const inBothOf = new Map<string, number>()
    for (const { name, settings } of alike) {
      if (byName.get(name)?.length === 1 || bySettings.get(settings)?.length === 1) continue
      const both = `${name} ${settings ?? ''}`
      inBothOf.set(both, (inBothOf.get(both) ?? 0) + 1)
    }
    for (const one of clients) {
      const { client, name, settings } = one
      const namesakes = byName.get(name) ?? []
      const twins = bySettings.get(settings) ?? [one]
      if (namesakes.length === 1 && twins.length === 1) continue
      const inBoth = inBothOf.get(`${name} ${settings ?? ''}`) ?? 1
      // The client itself is in each of the three.
      const count = namesakes.length + twins.length - inBoth - 1
      const others = new Map<string, string>()
      for (const other of [...firstOf(namesakes), ...firstOf(twins)]) {
        if (other !== one && others.size < NAMED) others.set(other.client.id, other.client.name)
      }
      yield inClient(client, { at: [], evidence: { count, others: [...others.values()] } })
    }
  },
}

/** A client with what is compared: null where it has too little in common with others to be called the same. */
interface KeyedClient {
  readonly client: OAuthClient
  readonly name: string
  readonly settings: string | null
}

function keyed(client: OAuthClient): KeyedClient {
  const { grantType, redirectUris, scopes } = client
  const name = client.name.toLowerCase().replace(/\s+/g, '')
  const hasSettings = redirectUris.length > 0 && scopes.length > 0
  const parts = [grantType, sortedText(redirectUris), '', sortedText(scopes)]
  return { client, name, settings: hasSettings ? parts.join('\n') : null }
}

function sortedText(texts: readonly string[]): string {
  return texts.length < 2 ? (texts[0] ?? '') : texts.toSorted().join('\n')
}

/** By id, so that always the same ones are named. */
function clientsInOrder(subject: AuditSubject): readonly OAuthClient[] {
  return [...ownClients(subject)].sort((one, other) => (one.id < other.id ? -1 : 1))
}

/** One more than are named, since the client may be among them. */
function firstOf(clients: readonly KeyedClient[]): readonly KeyedClient[] {
  return clients.slice(0, NAMED + 1)
}
