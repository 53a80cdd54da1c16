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
    for (const group of alikeClients(subject)) {
      const successor = group.findLast((client) => isSuccessor(client, subject))
      if (!successor) continue
      for (const former of group) {
        if (!isLeftBehind(former, successor, subject)) continue
        yield {
          subject: aboutClient(former),
          at: ['clients', former.id, 'state'],
          evidence: { successor: successor.name, days: daysSince(successor.createdAt, subject.now), limit },
        }
      }
    }
  },
}

/** Active clients of one registration whose names are one but for words such as `new` or `(2)`, oldest first. */
function alikeClients(subject: AuditSubject): readonly (readonly OAuthClient[])[] {
  if (!subject.snapshot.history.some(({ action }) => action === 'client.create')) return []
  const active = ownRecords(subject)
    .map(({ client }) => client)
    .filter(({ state, grantType }) => state.kind === 'active' && grantType !== 'implicit')
  const several = (groups: Iterable<OAuthClient[]>) => [...groups].filter((group) => group.length > 1)
  return several(Map.groupBy(active, ({ name }) => plainName(name)).values())
    .flatMap((group) => several(Map.groupBy(group, registration).values()))
    .map((group) => group.sort(byAge))
}

/** The history tells of its coming, and the days in which both may stand are over. */
function isSuccessor({ id, createdAt }: OAuthClient, subject: AuditSubject): boolean {
  const limit = subject.policy.thresholds.rotationOverlapDays
  if (!isOlderThan(createdAt, limit, subject.now)) return false
  return subject.historyOf('client', id).some(({ action }) => action === 'client.create')
}

function isLeftBehind(former: OAuthClient, successor: OAuthClient, subject: AuditSubject): boolean {
  const born = new Date(successor.createdAt)
  if (!isOlderThan(former.createdAt, 0, born)) return false
  return !subject
    .historyOf('client', former.id)
    .some(({ action, at }) => keeping.has(action) && Date.parse(at) > born.getTime())
}

/** Everything that decides what the client may do and who may use it. */
function registration(client: OAuthClient): string {
  const { environment, grantType, redirectUris, scopes, roleGrants, addressRanges } = client
  const roles = roleGrants.map(({ roleId, divisionId }) => `${roleId} ${divisionId}`)
  const lists = [redirectUris, scopes, roles, addressRanges].map((list) => [...list].sort())
  return canonicalJson([environment, grantType, ...lists])
}

const rotationWord = /^\(?(?:copy|kopie|new|neu|old|alt|v?\d{1,4})\)?$/

function plainName(name: string): string {
  const words = name
    .trim()
    .toLowerCase()
    .split(/[\s_.-]+/)
  while (words.length > 1 && rotationWord.test(words.at(-1) ?? '')) words.pop()
  return words.join(' ')
}

function byAge(one: OAuthClient, other: OAuthClient): number {
  return Date.parse(one.createdAt) - Date.parse(other.createdAt) || (one.id < other.id ? -1 : 1)
}
