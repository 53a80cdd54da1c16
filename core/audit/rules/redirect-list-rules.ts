import type { Json } from '../../model/audit-event.ts'
import { needsRedirectUri } from '../../model/grant-type.ts'
import { MAX_REDIRECT_URIS } from '../../model/redirect-uri.ts'
import type { ReadRedirect } from '../read-redirect.ts'
import type { AuditSubject, ClientRecord, ClientRule, SnapshotRule } from '../rule.ts'
import { replaceRedirects } from './change-redirects.ts'
import { createClientHelp, house, oauth21, rfc9700 } from './clauses.ts'
import { isOlderThan } from './days.ts'
import { aboutClient, ofOwnClients, ownRecords } from './own-records.ts'
import { registrableDomain } from './registrable-domain.ts'
import { shownUri } from './shown-uri.ts'

export const nearlySame: ClientRule = {
  id: 'REDIR-019',
  sees: 'client',
  severity: 'low',
  needs: ['client.redirectUris', 'hosts'],
  fix: 'automatic',
  clauses: [rfc9700('4.1.3')],
  check: ofOwnClients(function* (record) {
    const doubles = doublesIn(record.redirects)
    if (doubles.length === 0) return
    // Only what C4 counts as the same is removed unasked; of the others, the app may need either.
    const same = doubles.filter(({ double, kept }) => formOf(double) === formOf(kept))
    const change = replaceRedirects(record, new Map(same.map(({ double }) => [double.index, []])))
    for (const one of doubles) {
      yield {
        at: ['redirectUris', one.double.index],
        evidence: { uri: shownUri(one.double.uri), twin: shownUri(one.kept.uri) },
        fix: same.includes(one) ? change : { kind: 'guided' },
      }
    }
  }),
}

/** The share of the limit from which on a list is nearly full. */
const NEARLY_FULL = 0.9

export const nearLimit: ClientRule = {
  id: 'REDIR-020',
  sees: 'client',
  severity: 'medium',
  needs: ['client.redirectUris'],
  fix: 'advice',
  clauses: [createClientHelp],
  check: ofOwnClients(function* ({ client: { redirectUris } }) {
    const count = redirectUris.length
    if (count < MAX_REDIRECT_URIS * NEARLY_FULL) return
    yield {
      at: ['redirectUris'],
      evidence: { count, limit: MAX_REDIRECT_URIS },
      ...(count <= MAX_REDIRECT_URIS && { severity: 'info' }),
    }
  }),
}

export const manyRedirects: ClientRule = {
  id: 'REDIR-021',
  sees: 'client',
  severity: 'low',
  needs: ['client.redirectUris', 'hosts'],
  fix: 'guided',
  clauses: [rfc9700('2.3'), house],
  check: ofOwnClients(function* ({ redirects }, { policy }) {
    const { maxRedirectUris, maxRedirectDomains } = policy.thresholds
    if (redirects.length <= Math.min(maxRedirectUris, maxRedirectDomains)) return
    const web = redirects.filter(({ kind, host }) => kind === 'web' && host !== '')
    const domains = new Set(web.map(({ host }) => registrableDomain(host, policy.sharedHosting)))
    if (redirects.length <= maxRedirectUris && domains.size <= maxRedirectDomains) return
    yield { at: ['redirectUris'], evidence: { count: redirects.length, domains: domains.size } }
  }),
}

export const uselessList: ClientRule = {
  id: 'REDIR-023',
  sees: 'client',
  severity: 'medium',
  needs: ['client.redirectUris'],
  fix: 'guided',
  clauses: [createClientHelp, oauth21('2.3.1')],
  check: ofOwnClients(function* ({ client: { grantType, redirectUris } }) {
    const count = redirectUris.length
    const isMissing = needsRedirectUri(grantType) && count === 0
    const isUnused = grantType === 'client_credentials' && count > 0
    if (isMissing || isUnused) yield { at: ['redirectUris'], evidence: { grantType, count } }
  }),
}

export const addedByStranger: SnapshotRule = {
  id: 'REDIR-026',
  sees: 'snapshot',
  severity: 'medium',
  needs: ['client.redirectUris', 'client.createdBy', 'history'],
  fix: 'advice',
  clauses: [house],
  *check(subject) {
    for (const { client, redirects } of ownRecords(subject)) {
      const additions = recentAdditions(subject, client)
      if (additions.size === 0) continue
      for (const { uri, index } of redirects) {
        const addition = additions.get(uri)
        if (!addition) continue
        yield {
          subject: aboutClient(client),
          at: ['clients', client.id, 'redirectUris', index],
          evidence: { uri: shownUri(uri), by: addition.by, at: addition.at },
        }
      }
    }
  },
}

interface Addition {
  readonly by: string
  readonly at: string
}

interface Double {
  readonly double: ReadRedirect
  readonly kept: ReadRedirect
}

/** What looks the same as another URI of the list, which is the one that is written as parsers write it, or else the first. */
function doublesIn(redirects: readonly ReadRedirect[]): readonly Double[] {
  if (redirects.length < 2 || new Set(redirects.map(looseForm)).size === redirects.length) return []
  return [...Map.groupBy(redirects, looseForm).values()].flatMap((group) => {
    const kept = group.find(({ uri, verdict }) => uri === verdict.normalized) ?? group[0]
    return kept ? group.filter((one) => one !== kept).map((double) => ({ double, kept })) : []
  })
}

function formOf({ uri, verdict }: ReadRedirect): string {
  return verdict.normalized ?? uri
}

/** What a careless person, or a matcher that is none, takes for the same. */
function looseForm({ uri, url }: ReadRedirect): string {
  if (!url) return uri
  const { href } = url
  const plain = href.includes('%') ? withoutNeedlessEscapes(href) : href
  return plain.replace(/\/(?=[?#]|$)/, '')
}

function withoutNeedlessEscapes(href: string): string {
  return href.replace(/%[0-9a-f]{2}/gi, (escape) => {
    const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16))
    return /[\w.~-]/.test(character) ? character : escape.toUpperCase()
  })
}

/**
 * Redirect URIs that somebody added lately who neither made the client nor changed it before that time; the last addition
 * counts.
 */
function recentAdditions(
  subject: AuditSubject,
  client: ClientRecord['client'],
): ReadonlyMap<string, Addition> {
  const additions = new Map<string, Addition>()
  const history = subject.historyOf('client', client.id)
  if (history.length === 0) return additions
  const usual = new Set<string | null>([client.createdBy.id])
  for (const { actor, at, changes } of history) {
    const isRecent = !isOlderThan(at, subject.policy.thresholds.recentDays, subject.now)
    if (!isRecent) usual.add(actor.id)
    // The product itself has no id, and is no stranger.
    const isStranger = isRecent && actor.id !== null && !usual.has(actor.id)
    for (const { field, before, after } of changes) {
      if (field !== 'redirectUris') continue
      const former = new Set(textsIn(before))
      for (const uri of textsIn(after).filter((text) => !former.has(text))) {
        if (isStranger) additions.set(uri, { by: actor.name, at })
        else additions.delete(uri)
      }
    }
  }
  return additions
}

function textsIn(value: Json): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []
}
