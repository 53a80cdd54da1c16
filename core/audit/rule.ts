import type { Operation } from '../model/operation.ts'
import type { AppAuthorization } from '../model/app-authorization.ts'
import type { RuleId } from '../model/audit-rule-ids.ts'
import type { ClientId, RoleId, UserId } from '../model/brand.ts'
import type { Role, User } from '../model/directory.ts'
import type { FindingEvidence, FindingSubject, Fix, FixKind, Severity } from '../model/finding.ts'
import type { OAuthClient } from '../model/oauth-client.ts'
import type { ScopeRisk } from '../model/scope.ts'
import type { Fact, HistoryEntry, Snapshot, SnapshotOrganization, UsageSeries } from '../model/snapshot.ts'
import type { CompiledOrganization } from '../policy/compiled-organization.ts'
import type { AuditPolicy } from './audit-policy.ts'
import type { ReadRedirect } from './read-redirect.ts'

/** What a rule rests on: a clause of a standard or of the vendor's help, with its address. */
export interface Clause {
  readonly label: string
  /** Null for a rule of our own, which no outside text states. */
  readonly href: string | null
}

interface RuleCard {
  readonly id: RuleId
  readonly severity: Severity
  /** Without one of these it is not evaluated (U2). */
  readonly needs: readonly Fact[]
  /** The most that its findings offer. */
  readonly fix: FixKind
  readonly clauses: readonly Clause[]
}

/** Something found in one client; `at` leads from the client's record to the place. */
export interface FoundInClient {
  readonly at: readonly (string | number)[]
  readonly evidence: FindingEvidence
  /** Where it differs from the rule's. */
  readonly severity?: Severity
  /** Where it differs from the rule's kind alone; required of a rule whose fix is automatic and applies. */
  readonly fix?: Fix
}

/** Something found anywhere; `at` leads from the root of the snapshot to the place. */
export interface FoundInSnapshot extends FoundInClient {
  readonly subject: FindingSubject
}

/** A rule that looks at one client's record alone, and so also runs in the client form. */
export interface ClientRule extends RuleCard {
  readonly sees: 'client'
  check(record: ClientRecord, setting: AuditSetting): Iterable<FoundInClient>
}

/** A rule that needs more than one record. */
export interface SnapshotRule extends RuleCard {
  readonly sees: 'snapshot'
  check(subject: AuditSubject): Iterable<FoundInSnapshot>
}

/** Data and one pure function: what it rests on, what it needs, and what it finds (U2). */
export type Rule = ClientRule | SnapshotRule

/** A client with what several rules want to know of it, found out once. */
export interface ClientRecord {
  readonly client: OAuthClient
  /** As findings name it: without what looks like a secret (F4). */
  readonly subject: FindingSubject
  readonly redirects: readonly ReadRedirect[]
}

/** What stands around a record: the policy, the organization, and the times. */
export interface AuditSetting {
  readonly policy: AuditPolicy
  readonly organization: SnapshotOrganization
  /** The organization's time: when the snapshot was taken, so that the same file gives the same findings on any day. */
  readonly now: Date
  /** When the audit runs; only the age of the snapshot itself is measured by it. */
  readonly auditedAt: Date
  /** Every scope of the organization's catalogue. */
  readonly scopes: ReadonlySet<string>
  riskOf(scope: string): ScopeRisk
}

/** What the network says of a host (REDIR-017): its addresses, nothing, or a name that points to one which is not there. */
export type HostLookup =
  | { readonly kind: 'found' }
  | { readonly kind: 'not_found' }
  | { readonly kind: 'dangling'; readonly target: string }
  /** No answer: nothing can be said. */
  | { readonly kind: 'failed' }

/** How much a client was used. */
export interface ClientUsage {
  readonly series: readonly UsageSeries[]
  readonly requests: number
  /** `YYYY-MM-DD`; null without any call. */
  readonly lastDay: string | null
  /** The operations of the catalogue that were called, each once. */
  readonly operations: readonly Operation[]
}

/**
 * A snapshot as rules look at it: its records by id, what was used, and what its clients can effectively call, which
 * `core/policy` answers (U2). Built-in clients are among `records`; `isBuiltIn` tells them.
 */
export interface AuditSubject extends AuditSetting {
  readonly snapshot: Snapshot
  readonly baseline: Snapshot | null
  /** By host; null where nobody asked for look-ups. */
  readonly lookups: ReadonlyMap<string, HostLookup> | null
  readonly records: readonly ClientRecord[]
  /** Compiled when it is first asked for. */
  compiled(): CompiledOrganization
  client(id: string): OAuthClient | undefined
  authorization(clientId: string): AppAuthorization | undefined
  user(id: string): User | undefined
  role(id: string): Role | undefined
  usageOf(clientId: ClientId): ClientUsage
  /** What a client-credentials client can call by its own roles in any division; none for the others. */
  ownOperations(clientId: ClientId): readonly Operation[]
  /** What the user can call by the roles held, whatever the app. */
  userOperations(userId: UserId): readonly Operation[]
  /** The permission patterns of a role that can be read. */
  patternsOf(roleId: RoleId): readonly string[]
  /** Oldest first. */
  historyOf(kind: HistoryEntry['target']['kind'], id: string): readonly HistoryEntry[]
  baselineClient(id: string): OAuthClient | undefined
  baselineAuthorization(clientId: string): AppAuthorization | undefined
}
