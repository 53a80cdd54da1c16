import type { RuleId } from '../model/audit-rule-ids.ts'
import type { Severity } from '../model/finding.ts'
import type { ScopeRisk } from '../model/scope.ts'

/** The numbers that rules compare with; a policy file may set each of them. Days are whole days of 24 hours. */
export const defaultThresholds = {
  /** GRANT-002: so many days before the vendor's end date an implicit client is critical. */
  implicitEndDays: 90,
  maxRedirectUris: 10,
  maxRedirectDomains: 3,
  /** REDIR-026, LIFE-002: what counts as recent. */
  recentDays: 30,
  secretAgeDays: 180,
  unrotatedClientDays: 365,
  rotationOverlapDays: 14,
  /** CRED-009: a range with a shorter prefix is too wide. */
  widestPrefix: 16,
  scimMaxSeconds: 7_776_000,
  browserMaxSeconds: 86_400,
  /** TTL-006: the ceiling for clients that can write. */
  writingMaxSeconds: 86_400,
  /** TTL-004: what agent desktops should have. */
  desktopSeconds: 64_800,
  /** TTL-008: tokens below so many seconds are short, and a client above so many calls a day is busy. */
  shortTokenSeconds: 900,
  busyCallsPerDay: 10_000,
  maxScopes: 15,
  unusedScopeDays: 90,
  pendingDays: 14,
  reviewDays: 365,
  privilegedReviewDays: 90,
  /** CONS-011: more people than this with a permission are too many. */
  maxAuthorizers: 5,
  unusedDays: 90,
  errorShare: 0.2,
  errorDays: 30,
  /** LIFE-011, LIFE-012: fewer calls than this say nothing. */
  leastCalls: 50,
  spikeFactor: 5,
  spikeDays: 30,
  /** LIFE-010: calls to more unrelated families of the API than this. */
  maxApiFamilies: 6,
  snapshotAgeDays: 30,
  restoreDaysLeft: 2,
} as const

export type ThresholdName = keyof typeof defaultThresholds
export type Thresholds = Readonly<Record<ThresholdName, number>>

/** A finding, or every finding of a rule on one subject, that somebody answers for until a day (U2). */
export interface Suppression {
  readonly rule: RuleId
  /** The subject's id. */
  readonly subject: string
  /** Narrows it to one finding of that rule and subject. */
  readonly fingerprint: string | null
  readonly reason: string
  readonly owner: string
  /** `YYYY-MM-DD`, the last day on which it holds, in UTC. */
  readonly expires: string
}

/** How an organization wants to be audited; a policy file in YAML says so (U2). */
export interface AuditPolicy {
  readonly rules: Readonly<Partial<Record<RuleId, RuleSetting>>>
  readonly thresholds: Thresholds
  /** Registrable domains; a host is owned where it is one of these or below it. Empty: not known. */
  readonly ownedDomains: readonly string[]
  /** Scopes whose risk is judged otherwise than by default. */
  readonly scopeRisks: ReadonlyMap<string, ScopeRisk>
  /** Hosts of tunnels and test tools (REDIR-015), and suffixes of shared hosting (REDIR-016); each replaces the default list. */
  readonly testToolHosts: readonly string[]
  readonly sharedHosting: readonly string[]
  readonly suppressions: readonly Suppression[]
}

export interface RuleSetting {
  readonly enabled: boolean
  /** Null keeps the rule's own. */
  readonly severity: Severity | null
}

/** What holds without a policy file. */
export const defaultPolicy: AuditPolicy = {
  rules: {},
  thresholds: defaultThresholds,
  ownedDomains: [],
  scopeRisks: new Map(),
  testToolHosts: [
    'ngrok.io',
    'ngrok.app',
    'ngrok-free.app',
    'ngrok.dev',
    'trycloudflare.com',
    'loca.lt',
    'localtunnel.me',
    'lhr.life',
    'serveo.net',
    'devtunnels.ms',
    'oauth.pstmn.io',
    'getpostman.com',
    'oidcdebugger.com',
    'oauthdebugger.com',
    'jwt.io',
    'jwt.ms',
    'oauth.usebruno.com',
    'oauth.tools',
    'webhook.site',
  ],
  sharedHosting: [
    'azurewebsites.net',
    'azurestaticapps.net',
    'cloudapp.net',
    'cloudfront.net',
    's3.amazonaws.com',
    'elasticbeanstalk.com',
    'amplifyapp.com',
    'github.io',
    'gitlab.io',
    'herokuapp.com',
    'vercel.app',
    'netlify.app',
    'pages.dev',
    'workers.dev',
    'web.app',
    'firebaseapp.com',
    'appspot.com',
    'onrender.com',
    'fly.dev',
    'surge.sh',
  ],
  suppressions: [],
}
