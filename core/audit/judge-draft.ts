import { asId, type ClientId } from '../model/brand.ts'
import type { ClientDraft, OAuthClient } from '../model/oauth-client.ts'
import type { ReportedFinding } from '../model/finding.ts'
import type { Fact, Snapshot, SnapshotCatalogue, SnapshotOrganization } from '../model/snapshot.ts'
import type { AuditPolicy } from './audit-policy.ts'
import { createAuditSubject } from './audit-subject.ts'
import { suppressionFinder } from './find-suppression.ts'
import { inOrder, judgeSnapshot } from './judge-snapshot.ts'
import type { Rule } from './rule.ts'
import { allRules } from './rules/all-rules.ts'
import { dayOf } from './rules/policy-rules.ts'

/** What a draft is judged in: its organization, the time there, and the client that it would change. */
export interface DraftParts {
  readonly draft: ClientDraft
  /** Null for a new client. */
  readonly former: OAuthClient | null
  readonly organization: SnapshotOrganization
  readonly catalogue: SnapshotCatalogue | null
  readonly policy: AuditPolicy
  readonly now: Date
}

const clientRules: readonly Rule[] = allRules.filter(({ sees }) => sees === 'client')

/** What nobody knows of a client that was not made yet. */
const unknownOfNew: readonly Fact[] = [
  'client.created',
  'client.createdBy',
  'client.modified',
  'client.secretChanged',
]
/** What a draft does not come with, so that a rule which needs it stays silent. */
const unknown: readonly Fact[] = ['authorizations', 'history', 'roles', 'terraform', 'usage', 'users']

/**
 * What the rules that see one record say of a client that is being filled in, before it is saved (U2). A form asks at every
 * pause in typing: nothing is compiled for it, and nothing scored.
 */
export function judgeDraft({
  draft,
  former,
  organization,
  catalogue,
  policy,
  now,
}: DraftParts): readonly ReportedFinding[] {
  const at = now.toISOString()
  const nobody = { id: null, name: '' }
  const fresh: OAuthClient = {
    ...draft,
    id: asId<ClientId>('draft'),
    ownerId: organization.id,
    state: { kind: 'active' },
    secretChangedAt: null,
    ...{ createdAt: at, createdBy: nobody, modifiedAt: at, modifiedBy: nobody, revision: 1 },
  }
  const snapshot: Snapshot = {
    takenAt: at,
    source: 'organization',
    absent: [...unknown, ...(former ? [] : unknownOfNew), ...(catalogue ? [] : ['catalogue' as const])],
    ...{ organization, catalogue, historyHead: null },
    ...{ divisions: [], roles: [], users: [], authorizations: [], identityProviders: [], usage: [] },
    ...{ history: [], secretsInState: [] },
    clients: [former ? { ...former, ...draft } : fresh],
  }
  const subject = createAuditSubject({ snapshot, baseline: null, policy, auditedAt: now, lookups: null })
  const suppressionOf = suppressionFinder(policy.suppressions, dayOf(now))
  return inOrder(judgeSnapshot(clientRules, subject, policy, {})).filter(
    (finding) => suppressionOf(finding) === null,
  )
}
