import { z } from 'zod'
import { ruleIds } from '../model/audit-rule-ids.ts'
import { baselineStates, severities } from '../model/finding.ts'
import { command, list, query } from './definition.ts'
import { actingWith, clientDraft, clientId, fieldChange, paging, searchText } from './shapes.ts'
import { snapshotId, snapshotSummary, taskId, wholeFile } from './snapshots.ts'

const language = z.enum(['en', 'de']).default('en')
const count = z.number().int()
const severity = z.enum(severities)
const ruleId = z.enum(ruleIds)
/** One audit that the host keeps while somebody looks at it; `audit_not_found` asks to run it again. */
export const auditId = z.string().min(1).max(200)
const severityCounts = z.object({ critical: count, high: count, medium: count, low: count, info: count })

const clause = z.object({ label: z.string(), href: z.string().nullable() })

const fixChange = z.discriminatedUnion('act', [
  z.object({ act: z.literal('edit_client'), clientId, set: z.record(z.string(), z.json()) }),
  z.object({ act: z.literal('narrow_app'), clientId, scopes: list(z.string()) }),
  z.object({ act: z.literal('revoke_app'), clientId }),
  z.object({ act: z.literal('deactivate_client'), clientId }),
  z.object({ act: z.literal('restore_client'), clientId }),
])

/** A finding in the reader's words: what, where, why, fix, clause, and what would make it go away (U2). */
const findingText = z.object({
  fingerprint: z.string(),
  ruleId,
  title: z.string(),
  severity,
  subject: z.object({
    kind: z.enum(['client', 'authorization', 'user', 'role', 'organization', 'policy']),
    id: z.string(),
    name: z.string(),
  }),
  pointer: z.string(),
  what: z.string(),
  why: z.string(),
  fix: z.string(),
  fixKind: z.enum(['automatic', 'guided', 'advice']),
  /** Null where the fix is not mechanical. */
  change: fixChange.nullable(),
  /** What the change would do, field by field; empty without one. */
  changes: list(fieldChange),
  clears: z.string(),
  clauses: list(clause),
  baseline: z.enum(baselineStates).nullable(),
  suppression: z.object({ reason: z.string(), owner: z.string(), expires: z.string() }).nullable(),
})

const ruleOutcome = z.object({
  ruleId,
  title: z.string(),
  severity,
  status: z.enum(['evaluated', 'not_evaluated', 'off']),
  /** What a rule would have needed, as a sentence; empty where it was evaluated. */
  missing: z.string(),
  findings: count,
  suppressed: count,
})

const clientScore = z.object({
  clientId: z.string(),
  clientName: z.string(),
  score: count,
  /** The sum, summand by summand, in words. */
  parts: list(z.object({ label: z.string(), points: count })),
  highest: severity.nullable(),
  findings: count,
})

const auditOverview = z.object({
  auditId,
  auditedAt: z.string(),
  snapshot: snapshotSummary,
  baseline: snapshotSummary.nullable(),
  /** Findings that are not suppressed. */
  counts: severityCounts,
  suppressed: count,
  /** Null without a baseline. */
  against: z.object({ new: count, updated: count, unchanged: count, fixed: count }).nullable(),
  rules: list(ruleOutcome),
  clientsWithFindings: count,
})

/** What was gained or lost in one field of one record between two snapshots. */
const recordDifference = z.object({
  kind: z.enum(['client', 'authorization', 'user', 'role', 'division', 'settings', 'identity_provider']),
  id: z.string(),
  name: z.string(),
  change: z.enum(['added', 'removed', 'changed']),
  fields: list(fieldChange),
})

const effect = z.object({
  /** Triples of app, user and operation. */
  calls: z.object({ gained: count, lost: count }),
  apps: list(z.object({ clientId: z.string(), name: z.string(), gained: count, lost: count })),
  users: list(z.object({ userId: z.string(), name: z.string(), gained: count, lost: count })),
  operations: list(z.object({ operation: z.string(), gained: count, lost: count })),
  totals: z.object({ apps: count, users: count, operations: count }),
})

export const reportFormats = ['html', 'md', 'csv', 'json', 'sarif'] as const
/** The offline audit (U2 to U4). */
export const auditContract = {
  /** Runs every rule over a kept snapshot, against a baseline where one is named, by the organization's policy file. */
  'audit.run': query({
    input: z.object({
      snapshotId,
      baselineId: snapshotId.nullable().default(null),
      /** Asks the network about hosts of redirect URIs (REDIR-017); never without this. */
      network: z.boolean().default(false),
      taskId,
      language,
    }),
    output: auditOverview,
  }),
  'audit.findings': query({
    input: z.object({
      auditId,
      severity: severity.nullable().default(null),
      ruleId: ruleId.nullable().default(null),
      subjectId: z.string().max(200).nullable().default(null),
      baseline: z.enum(baselineStates).nullable().default(null),
      /** `open`: not suppressed. */
      show: z.enum(['open', 'suppressed', 'all']).default('open'),
      search: searchText,
      ...paging,
      language,
    }),
    output: z.object({
      rows: list(findingText),
      cursor: z.string().nullable(),
      total: count,
      /** How many there are of each, among those that the other filters leave. */
      counts: z.object({ severities: severityCounts, rules: z.record(z.string(), count) }),
    }),
  }),
  /** Clients by score. */
  'audit.clients': query({
    input: z.object({ auditId, search: searchText, ...paging, language }),
    output: z.object({ rows: list(clientScore), cursor: z.string().nullable(), total: count }),
  }),
  /** What the rules that see one record say of a client that is being filled in (U2). */
  'audit.draft': query({
    input: actingWith({ clientId: clientId.nullable().default(null), draft: clientDraft }),
    output: list(findingText),
  }),
  /** A report as a file; with `redact` a second file holds the map of what was replaced. */
  'audit.report': command({
    input: z.object({
      auditId,
      format: z.enum(reportFormats),
      redact: z.boolean().default(false),
      taskId,
      language,
    }),
    output: z.object({ file: wholeFile, map: wholeFile.nullable() }),
  }),
  /** The HTML report as a PDF, where the host has a browser engine of its own. */
  'audit.print': command({
    input: z.object({ auditId, redact: z.boolean().default(false), taskId, language }),
    output: z.object({ file: wholeFile, map: wholeFile.nullable() }),
  }),
  /** The policy file of an organization; empty text where there is none. */
  'auditPolicy.show': query({
    input: z.object({ organizationId: z.string().max(200), language }),
    output: z.object({
      text: z.string(),
      problems: list(z.object({ place: z.string(), message: z.string() })),
    }),
  }),
  /** Refused where it cannot be read; then the former one stays. */
  'auditPolicy.save': command({
    input: z.object({ organizationId: z.string().max(200), text: z.string().max(1_000_000), language }),
    output: z.object({}),
  }),
  /** Accepts a finding until a day: writes a suppression into the policy file, whose comments stay. */
  'auditPolicy.suppress': command({
    input: z.object({
      organizationId: z.string().max(200),
      ruleId,
      subjectId: z.string().max(200),
      fingerprint: z.string().max(200).nullable().default(null),
      reason: z.string().max(2_000),
      owner: z.string().max(200),
      expires: z.string().max(40),
      language,
    }),
    output: z.object({}),
  }),
  /** What changed between two snapshots, and who can do more or less than before (U3). */
  'snapshot.compare': query({
    input: z.object({
      beforeId: snapshotId,
      afterId: snapshotId,
      ...paging,
      search: searchText,
      taskId,
      language,
    }),
    output: z.object({
      before: snapshotSummary,
      after: snapshotSummary,
      counts: z.record(z.string(), z.object({ added: count, removed: count, changed: count })),
      rows: list(recordDifference),
      cursor: z.string().nullable(),
      total: count,
      /** Null where a snapshot lacks what it takes; `effectMissing` says what. */
      effect: effect.nullable(),
      effectMissing: z.string(),
      findings: z.object({ new: count, fixed: count, unchanged: count, updated: count }),
    }),
  }),
  /** A comparison as a file. */
  'snapshot.compareReport': command({
    input: z.object({
      beforeId: snapshotId,
      afterId: snapshotId,
      format: z.enum(['html', 'md', 'csv', 'json']),
      taskId,
      language,
    }),
    output: z.object({ file: wholeFile }),
  }),
} as const
