import type { AuditSubject, ClientRecord, SnapshotRule } from '../rule.ts'
import { oauth21, rfc9700 } from './clauses.ts'
import { aboutClient, ownRecords } from './own-records.ts'
import { shownUri } from './shown-uri.ts'

/** Loopback addresses are left out: they lead to whatever app listens on the person's own machine. */
export const sharedRedirect: SnapshotRule = {
  id: 'REDIR-022',
  sees: 'snapshot',
  severity: 'medium',
  needs: ['client.redirectUris', 'client.contact', 'names'],
  fix: 'advice',
  clauses: [rfc9700('4.4.2.2'), oauth21('7.15.2')],
  *check(subject) {
    const holders = holdersOf(subject)
    for (const { client, redirects } of ownRecords(subject)) {
      for (const { uri, index } of redirects) {
        const other = holders.get(uri)?.otherThan(client)
        if (!other) continue
        yield {
          subject: aboutClient(client),
          at: ['clients', client.id, 'redirectUris', index],
          evidence: { uri: shownUri(uri), other: other.name },
        }
      }
    }
  },
}

type Client = ClientRecord['client']

/**
 * The clients that share one URI, of which only one of each owner and grant type is kept: thousands may share the address of
 * a page that the vendor hosts.
 */
class Holders {
  readonly #alike = new Map<string, Client>()
  readonly #others = new Map<string, Client | undefined>()
  #sorted: readonly Client[] | undefined

  add(client: Client): void {
    const known = this.#alike.get(keyOf(client))
    if (!known || client.id < known.id) this.#alike.set(keyOf(client), client)
  }

  /** The first by id that could be taken for this one. */
  otherThan(client: Client): Client | undefined {
    if (this.#alike.size < 2) return undefined
    const key = keyOf(client)
    if (!this.#others.has(key)) {
      this.#sorted ??= [...this.#alike.values()].sort((one, other) => (one.id < other.id ? -1 : 1))
      this.#others.set(
        key,
        this.#sorted.find((other) => mayConfuse(client, other)),
      )
    }
    return this.#others.get(key)
  }
}

/** By URI, those that more than one client has. */
function holdersOf(subject: AuditSubject): ReadonlyMap<string, Holders> {
  const first = new Map<string, Client>()
  const shared = new Map<string, Holders>()
  for (const { client, redirects } of ownRecords(subject)) {
    for (const { uri, kind } of redirects) {
      if (kind === 'loopback') continue
      const other = first.get(uri)
      if (!other) {
        first.set(uri, client)
        continue
      }
      const holders = shared.get(uri) ?? new Holders()
      holders.add(other)
      holders.add(client)
      shared.set(uri, holders)
    }
  }
  return shared
}

/** Have they different grant types, or different owners where both name one? */
function mayConfuse(one: Client, other: Client): boolean {
  if (one.grantType !== other.grantType) return true
  const [owner, otherOwner] = [ownerOf(one), ownerOf(other)]
  return owner !== '' && otherOwner !== '' && owner !== otherOwner
}

function keyOf(client: Client): string {
  return `${client.grantType} ${ownerOf(client)}`
}

function ownerOf({ contact }: Client): string {
  return contact.trim().toLowerCase()
}
