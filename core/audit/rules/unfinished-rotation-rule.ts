import { canonicalJson } from '../../model/canonical-json.ts'
import type { OAuthClient } from '../../model/oauth-client.ts'
import type { AuditSubject, SnapshotRule } from '../rule.ts'
import { house } from './clauses.ts'
import { daysSince, isOlderThan } from './days.ts'
import { aboutClient, ownRecords } from './own-records.ts'

/** Acts by which somebody decided, after the successor came, that the former client stays. */
const keeping: ReadonlySet<string> = new Set(['client.regenerate_secret', 'client.restore'])

/**
 * A rotation by a second client that never came to its end (C7). A new secret replaces the former one at once, so that this
 * is the only way in which two stay good: the history tells of a new client, registered just as an older one of the same
 * name, and both are still active.
 */
export const unfinishedRotation: SnapshotRule = {
  id: 'CRED-007',
  sees: 'snapshot',
  severity: 'medium',
  needs: ['client.created', 'history', 'names'],
  fix: 'guided',
  clauses: [house],
  *check(subject) {
    const limit = subject.policy.thresholds.rotationOverlapDays
    for (const group of sameNames(subject)) {
      for (const former of group) {
        const successor = group.find((candidate) => succeeds(candidate, former, subject))
        if (!successor || !isOlderThan(successor.createdAt, limit, subject.now)) continue
        yield {
          subject: aboutClient(former),
          at: ['clients', former.id, 'state'],
          evidence: { successor: successor.name, days: daysSince(successor.createdAt, subject.now), limit },
        }
      }
    }
  },
}

/** Active clients whose names are one but for words such as `new` or `(2)`, oldest first; only where there are several. */
function sameNames(subject: AuditSubject): readonly (readonly OAuthClient[])[] {
  const active = ownRecords(subject)
    .map(({ client }) => client)
    .filter(({ state, grantType }) => state.kind === 'active' && grantType !== 'implicit')
  const groups = Map.groupBy(active, ({ name }) => plainName(name))
  return [...groups.values()].filter((group) => group.length > 1).map((group) => group.sort(byAge))
}

function succeeds(candidate: OAuthClient, former: OAuthClient, subject: AuditSubject): boolean {
  const born = new Date(candidate.createdAt)
  if (!isOlderThan(former.createdAt, 1, born) || registration(candidate) !== registration(former))
    return false
  const isRecorded = subject
    .historyOf('client', candidate.id)
    .some(({ action }) => action === 'client.create')
  const isKept = subject
    .historyOf('client', former.id)
    .some(({ action, at }) => keeping.has(action) && Date.parse(at) > born.getTime())
  return isRecorded && !isKept
}

/** Everything that decides what the client may do and who may use it. */
function registration(client: OAuthClient): string {
  const { environment, grantType, redirectUris, scopes, roleGrants, addressRanges } = client
  const roles = roleGrants.map(({ roleId, divisionId }) => `${roleId} ${divisionId}`)
  const lists = [redirectUris, scopes, roles, addressRanges].map((list) => [...list].sort())
  return canonicalJson([environment, grantType, ...lists])
}

const suffix = /[\s_.-]*\(?\b(?:copy|kopie|new|neu|old|alt|v?\d{1,4})\)?$/

function plainName(name: string): string {
  let plain = name.trim().toLowerCase()
  while (suffix.test(plain) && plain.replace(suffix, '') !== '') plain = plain.replace(suffix, '')
  return plain
}

function byAge(one: OAuthClient, other: OAuthClient): number {
  return Date.parse(one.createdAt) - Date.parse(other.createdAt) || (one.id < other.id ? -1 : 1)
}
