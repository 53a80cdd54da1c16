import { ruleIds, type RuleId } from '../../model/audit-rule-ids.ts'
import type { Json } from '../../model/audit-event.ts'
import type {
  AuditedSnapshot,
  AuditResult,
  FindingEvidence,
  FindingSubject,
  Fix,
  FixChange,
  ReportedFinding,
} from '../../model/finding.ts'
import { httpMethods } from '../../model/operation.ts'
import { isPermissionPattern } from '../../model/permission.ts'
import { BUILT_IN_OWNER, isBuiltIn } from '../../model/oauth-client.ts'
import type { Snapshot } from '../../model/snapshot.ts'
import { fingerprintOf } from '../fingerprint.ts'
import type { Rule } from '../rule.ts'
import type { Redactor } from './redactor.ts'

/** What redacting a result takes beside it: the snapshot that was already redacted by the same redactor. */
export interface ResultRedaction {
  readonly snapshot: Snapshot
  readonly redactor: Redactor
  readonly rules: ReadonlyMap<RuleId, Rule>
}

/**
 * The same findings without a name, id, address or host of the organization. A text that was not met in the snapshot and is
 * not of the vendor's vocabulary is replaced as well, so that a rule cannot let one slip through.
 */
export function redactResult(result: AuditResult, parts: ResultRedaction): AuditResult {
  const redact = new Redaction(parts)
  return {
    ...result,
    redacted: true,
    snapshot: redact.audited(result.snapshot),
    baseline: result.baseline && redact.audited(result.baseline),
    findings: result.findings.map((finding) => redact.finding(finding)),
    fixed: result.fixed.map((finding) => redact.finding(finding)),
    scores: result.scores.map((score) => ({
      ...score,
      clientId: redact.clientId(score.clientId),
      clientName: redact.clientName(score.clientId, score.clientName),
    })),
  }
}

/** Where the ids of each section of a snapshot, and of each kind of subject, come from. */
const kindsOfSections = {
  authorizations: 'client',
  clients: 'client',
  usage: 'client',
  divisions: 'division',
  identityProviders: 'provider',
  roles: 'role',
  users: 'user',
} as const

class Redaction {
  readonly #redactor: Redactor
  readonly #rules: ResultRedaction['rules']
  readonly #builtIn: ReadonlySet<string>
  readonly #vocabulary: ReadonlySet<string>

  constructor({ snapshot, redactor, rules }: ResultRedaction) {
    this.#redactor = redactor
    this.#rules = rules
    this.#builtIn = new Set(snapshot.clients.filter(isBuiltIn).map(({ id }) => id))
    this.#vocabulary = vendorWords(snapshot)
  }

  audited(snapshot: AuditedSnapshot): AuditedSnapshot {
    return {
      ...snapshot,
      organizationId: this.#redactor.id('organization', snapshot.organizationId),
      organizationName: this.#redactor.text(snapshot.organizationName),
    }
  }

  finding(finding: ReportedFinding): ReportedFinding {
    const { suppression } = finding
    const subject = this.#subject(finding.subject)
    const pointer = this.#pointer(finding.pointer)
    return {
      ...finding,
      subject,
      pointer,
      evidence: this.#evidence(finding),
      fix: this.#fix(finding.fix),
      fingerprint: fingerprintOf({ ruleId: finding.ruleId, subject, pointer }),
      suppression: suppression && {
        ...suppression,
        reason: this.#redactor.text(suppression.reason),
        owner: this.#redactor.text(suppression.owner),
      },
    }
  }

  clientId(id: string): string {
    return this.#builtIn.has(id) ? id : this.#redactor.id('client', id)
  }

  clientName(id: string, name: string): string {
    return this.#builtIn.has(id) ? name : this.#redactor.text(name)
  }

  #subject({ kind, id, name }: FindingSubject): FindingSubject {
    switch (kind) {
      case 'client':
      case 'authorization':
        return { kind, id: this.clientId(id), name: this.clientName(id, name) }
      case 'user':
      case 'role':
      case 'organization':
        return { kind, id: this.#redactor.id(kind, id), name: this.#redactor.text(name) }
      case 'policy':
        return { kind, id: this.#known(id) ?? this.#redactor.text(id), name: this.#suppression(name) }
    }
  }

  /** A rule and what it was suppressed for: `GRANT-001: Agent Desktop`. */
  #suppression(name: string): string {
    const [rule = '', ...rest] = name.split(': ')
    const about = rest.join(': ')
    return `${this.#known(rule) ?? this.#redactor.text(rule)}: ${this.#known(about) ?? this.#redactor.text(about)}`
  }

  #pointer(pointer: string): string {
    const [root, section = '', id, ...rest] = pointer.split('/')
    if (id === undefined || !isSection(section)) return pointer
    const plain = id.replaceAll('~1', '/').replaceAll('~0', '~')
    const kind = kindsOfSections[section]
    const redacted = kind === 'client' ? this.clientId(plain) : this.#redactor.id(kind, plain)
    return [root, section, redacted, ...rest].join('/')
  }

  #evidence({ ruleId, subject, evidence }: ReportedFinding): FindingEvidence {
    const needs = this.#rules.get(ruleId)?.needs ?? ['names']
    // A policy file names people and clients, whatever the snapshot holds.
    const isStrict = needs.includes('names') || needs.includes('hosts') || subject.kind === 'policy'
    const write = (text: string): string =>
      this.#known(text) ?? (this.#isHarmless(text, isStrict) ? text : this.#replace(text))
    return Object.fromEntries(
      Object.entries(evidence).map(([name, value]): [string, FindingEvidence[string]] => {
        if (typeof value === 'number') return [name, value]
        return [name, typeof value === 'string' ? write(value) : value.map(write)]
      }),
    )
  }

  /** Of a URI that a rule has shortened the form stays, as it does of those in the snapshot. */
  #replace(text: string): string {
    return /^[A-Za-z][A-Za-z0-9+.-]*:/.test(text) ? this.#redactor.uri(text) : this.#redactor.text(text)
  }

  #known(text: string): string | undefined {
    return this.#vocabulary.has(text) ? text : this.#redactor.pseudonymOf(text)
  }

  /** A number, a moment, an operation or a permission; of a rule that reads neither names nor hosts also its own codes. */
  #isHarmless(text: string, isStrict: boolean): boolean {
    if (text === '' || isPermissionPattern(text)) return true
    if (/^[\d.,:TZ+% /-]+$/.test(text)) return !address.test(text)
    if (httpMethods.some((method) => text.startsWith(`${method} /api/`))) return true
    return !isStrict && /^[a-z][a-z0-9_-]*$/.test(text)
  }

  #fix(fix: Fix): Fix {
    return fix.kind === 'automatic' ? { kind: 'automatic', change: this.#change(fix.change) } : fix
  }

  #change(change: FixChange): FixChange {
    const clientId = this.clientId(change.clientId)
    if (change.act !== 'edit_client') return { ...change, clientId }
    const set = Object.fromEntries(
      Object.entries(change.set).map(([field, value]) => [field, this.#value(field, value)]),
    )
    return { ...change, clientId, set }
  }

  #value(field: string, value: Json): Json {
    if (typeof value === 'string') {
      if (field === 'redirectUris') return this.#redactor.uri(value)
      return this.#known(value) ?? (field === 'scopes' || value === '*' ? value : this.#redactor.text(value))
    }
    if (value === null || typeof value !== 'object') return value
    if (isList(value)) return value.map((item) => this.#value(field, item))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.#value(key, item)]))
  }
}

/** Scopes and permissions are words of the vendor's, whoever uses them. */
function vendorWords({ catalogue, clients, authorizations, roles }: Snapshot): ReadonlySet<string> {
  const words = new Set<string>([BUILT_IN_OWNER, ...ruleIds, ...(catalogue?.scopes ?? [])])
  for (const { scopes } of clients) for (const scope of scopes) words.add(scope)
  for (const { scopes } of authorizations) for (const scope of scopes) words.add(scope)
  for (const { patterns } of roles) for (const pattern of patterns) words.add(pattern)
  return words
}

/** What is written like the number of a host: of four parts with dots, or with the colons of IPv6 that no moment has. */
const address = /\d{1,3}(?:\.\d{1,3}){3}|::|(?:\d*:){3}/

function isSection(text: string): text is keyof typeof kindsOfSections {
  return Object.hasOwn(kindsOfSections, text)
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}
