import { MAX_SCIM_TOKEN_DURATION, MAX_TOKEN_DURATION, MIN_TOKEN_DURATION } from '../../model/duration.ts'
import type { Fix } from '../../model/finding.ts'
import type { OAuthClient } from '../../model/oauth-client.ts'
import { holdsScimExactly } from '../../organization/client-fields.ts'
import type { AuditSubject, ClientRule, FoundInClient, Rule, SnapshotRule } from '../rule.ts'
import { createClientHelp, genesysHelp, house, oauth21, rfc9700, scuba } from './clauses.ts'
import { ofOwnClients } from './own-records.ts'
import { inClient, inOrganization, ownClients } from './subjects.ts'

/** After so many seconds without a call the vendor ends tokens of a HIPAA organization. */
const HIPAA_IDLE_SECONDS = 900

/** What no client may have; longer than two days for services is judged by their roles (TTL-002). */
const outOfRange: ClientRule = {
  id: 'TTL-001',
  sees: 'client',
  severity: 'high',
  needs: ['client.tokenDuration'],
  fix: 'automatic',
  clauses: [createClientHelp],
  check: ofOwnClients(function* ({ client }) {
    const seconds = client.tokenDuration
    const isService = client.grantType === 'client_credentials'
    const maximum = isService ? MAX_SCIM_TOKEN_DURATION : MAX_TOKEN_DURATION
    if (seconds >= MIN_TOKEN_DURATION && seconds <= maximum) return
    const found = lasting(client, { minimum: MIN_TOKEN_DURATION, maximum })
    if (seconds < MIN_TOKEN_DURATION) yield { ...found, fix: last(client, MIN_TOKEN_DURATION) }
    // Whether a service may have 450 days or two is for its roles to say.
    else yield isService ? found : { ...found, fix: last(client, MAX_TOKEN_DURATION) }
  }),
}

const longWithoutScim: SnapshotRule = {
  id: 'TTL-002',
  sees: 'snapshot',
  severity: 'high',
  needs: ['client.roles', 'client.tokenDuration', 'roles'],
  fix: 'automatic',
  clauses: [createClientHelp],
  *check(subject) {
    for (const client of longLived(subject, MAX_TOKEN_DURATION)) {
      if (isScim(client, subject)) continue
      const found = lasting(client, { maximum: MAX_TOKEN_DURATION })
      yield inClient(client, { ...found, fix: last(client, MAX_TOKEN_DURATION) })
    }
  },
}

const longScim: SnapshotRule = {
  id: 'TTL-003',
  sees: 'snapshot',
  severity: 'high',
  needs: ['client.roles', 'client.tokenDuration', 'roles'],
  fix: 'guided',
  clauses: [createClientHelp, scuba('MS.AAD.5.6v1')],
  *check(subject) {
    const maximum = subject.policy.thresholds.scimMaxSeconds
    for (const client of longLived(subject, maximum)) {
      if (!isScim(client, subject)) continue
      const days = { days: wholeDays(client.tokenDuration), maximumDays: wholeDays(maximum) }
      yield inClient(client, { at: ['tokenDuration'], evidence: { seconds: client.tokenDuration, ...days } })
    }
  },
}

/** How far from the advised duration still counts as near. */
const NEAR = 0.1

/** The vendor's page for agents inside a CRM, which is known by its address (C10). */
const desktop: ClientRule = {
  id: 'TTL-004',
  sees: 'client',
  severity: 'info',
  needs: ['client.redirectUris', 'client.tokenDuration', 'hosts'],
  fix: 'automatic',
  clauses: [createClientHelp],
  check: ofOwnClients(function* ({ client, redirects }, { policy }) {
    const advised = policy.thresholds.desktopSeconds
    if (Math.abs(client.tokenDuration - advised) <= NEAR * advised) return
    const isDesktop = redirects.some(
      ({ host, uri }) => uri.endsWith('/crm/index.html') && host.startsWith('apps.'),
    )
    if (!isDesktop) return
    const found = lasting(client, { advised })
    yield isNormal(advised) ? { ...found, fix: last(client, advised) } : found
  }),
}

/** Without a server the token stands in the browser: implicit, or the code grant as browser apps have to use it, with PKCE. */
const browser: ClientRule = {
  id: 'TTL-005',
  sees: 'client',
  severity: 'medium',
  needs: ['client.pkce', 'client.redirectUris', 'client.tokenDuration'],
  fix: 'automatic',
  clauses: [oauth21('7.1.3.5')],
  check: ofOwnClients(function* ({ client, redirects }, { policy }) {
    const isBrowserApp =
      client.grantType === 'implicit' ||
      (client.grantType === 'authorization_code' &&
        client.pkce &&
        redirects.some(({ kind }) => kind === 'web'))
    if (isBrowserApp) yield* tooLong(client, policy.thresholds.browserMaxSeconds)
  }),
}

const writing: ClientRule = {
  id: 'TTL-006',
  sees: 'client',
  severity: 'medium',
  needs: ['client.scopes', 'client.tokenDuration'],
  fix: 'automatic',
  clauses: [oauth21('7.1.3.5'), rfc9700('2.3')],
  check: ofOwnClients(function* ({ client }, setting) {
    const writes = client.scopes.some((scope) => setting.riskOf(scope) !== 'read')
    if (writes) yield* tooLong(client, setting.policy.thresholds.writingMaxSeconds)
  }),
}

const hipaaIdle: SnapshotRule = {
  id: 'TTL-007',
  sees: 'snapshot',
  severity: 'info',
  needs: ['client.tokenDuration', 'settings'],
  fix: 'advice',
  clauses: [
    createClientHelp,
    genesysHelp('set-an-automatic-inactivity-timeout', 'Set an automatic inactivity timeout'),
  ],
  *check(subject) {
    if (!subject.organization.settings.hipaa) return
    const counting = ownClients(subject).filter(
      ({ grantType, state, tokenDuration }) =>
        grantType === 'client_credentials' && state.kind === 'active' && tokenDuration > HIPAA_IDLE_SECONDS,
    )
    if (counting.length === 0) return
    const evidence = { clients: counting.length, minutes: HIPAA_IDLE_SECONDS / 60 }
    yield inOrganization(subject, { at: ['organization', 'settings', 'hipaa'], evidence })
  },
}

const churn: SnapshotRule = {
  id: 'TTL-008',
  sees: 'snapshot',
  severity: 'info',
  needs: ['client.tokenDuration', 'usage'],
  fix: 'automatic',
  clauses: [house],
  *check(subject) {
    const { shortTokenSeconds, busyCallsPerDay } = subject.policy.thresholds
    for (const client of ownClients(subject)) {
      if (client.tokenDuration >= shortTokenSeconds) continue
      const calls = callsPerDay(client, subject)
      if (calls <= busyCallsPerDay) continue
      const found = lasting(client, { calls, advised: shortTokenSeconds })
      const fix: Fix = isNormal(shortTokenSeconds) ? last(client, shortTokenSeconds) : { kind: 'guided' }
      yield inClient(client, { ...found, fix })
    }
  },
}

const raised: SnapshotRule = {
  id: 'TTL-009',
  sees: 'snapshot',
  severity: 'low',
  needs: ['baseline', 'client.tokenDuration'],
  fix: 'advice',
  clauses: [house],
  *check(subject) {
    for (const client of ownClients(subject)) {
      const former = subject.baselineClient(client.id)
      if (!former || client.tokenDuration <= former.tokenDuration) continue
      yield inClient(client, lasting(client, { former: former.tokenDuration }))
    }
  },
}

/** Family TTL: how long a token is good for, once it was lost. */
export const lifetimeRules: readonly Rule[] = [
  outOfRange,
  longWithoutScim,
  longScim,
  desktop,
  browser,
  writing,
  hipaaIdle,
  churn,
  raised,
]

function* tooLong(client: OAuthClient, maximum: number): Generator<FoundInClient> {
  if (client.tokenDuration <= maximum) return
  const found = lasting(client, { maximum })
  yield isNormal(maximum) ? { ...found, fix: last(client, maximum) } : found
}

function lasting(client: OAuthClient, more: Readonly<Record<string, number>>): FoundInClient {
  return { at: ['tokenDuration'], evidence: { seconds: client.tokenDuration, ...more } }
}

function last({ id }: OAuthClient, tokenDuration: number): Fix {
  return { kind: 'automatic', change: { act: 'edit_client', clientId: id, set: { tokenDuration } } }
}

/** A policy may name any number; only what every client may have can be set without asking (C3). */
function isNormal(seconds: number): boolean {
  return seconds >= MIN_TOKEN_DURATION && seconds <= MAX_TOKEN_DURATION
}

function longLived(subject: AuditSubject, maximum: number): readonly OAuthClient[] {
  return ownClients(subject).filter(
    ({ grantType, tokenDuration }) => grantType === 'client_credentials' && tokenDuration > maximum,
  )
}

/** Just the permissions of the `SCIM Integration` role, by whatever role (C3). */
function isScim({ roleGrants }: OAuthClient, { snapshot }: AuditSubject): boolean {
  return holdsScimExactly({ roleGrants, around: snapshot })
}

function wholeDays(seconds: number): number {
  return Math.floor(seconds / 86_400)
}

/** The mean over the days on which it called at all. */
function callsPerDay(client: OAuthClient, subject: AuditSubject): number {
  const { requests, series } = subject.usageOf(client.id)
  const days = new Set(series.flatMap((one) => one.days.map(({ day }) => day)))
  return days.size === 0 ? 0 : Math.round(requests / days.size)
}
