import { createHash } from 'node:crypto'
import type { ReportSetting } from '../../core/audit/report/report-setting.ts'
import { grantRuleIds, type RuleId } from '../../core/model/audit-rule-ids.ts'
import {
  severities,
  type AuditResult,
  type FindingEvidence,
  type FindingSubject,
  type ReportedFinding,
  type RuleOutcome,
} from '../../core/model/finding.ts'
import { snapshotPointer } from '../../core/model/snapshot.ts'
import { ruleText } from '../../core/wording/audit/describe-finding.ts'

/** Rules with clauses of every kind: of an outside text, without an address, and none. */
export const reportSetting: ReportSetting = {
  language: 'en',
  rules: new Map([
    [
      'GRANT-001',
      {
        clauses: [
          { label: 'RFC 9700 §2.1.2', href: 'https://www.rfc-editor.org/rfc/rfc9700#section-2.1.2' },
          { label: 'NIST SP 800-53 AC-6(1)', href: null },
        ],
      },
    ],
    ['GRANT-002', { clauses: [{ label: 'MITRE ATT&CK T1550.001', href: 'javascript:alert(1)' }] }],
    ['GRANT-003', { clauses: [] }],
  ]),
  product: { version: '1.2.3' },
  snapshotFile: 'acme 2026.json',
}

/** Fills whatever the rule's sentence asks for. */
export function evidenceFor(ruleId: RuleId, value: string): FindingEvidence {
  const names = [...ruleText(ruleId, 'en').what.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
  return Object.fromEntries(names.map((name) => [name, value]))
}

export function aFinding(wish: Partial<ReportedFinding> = {}): ReportedFinding {
  const ruleId = wish.ruleId ?? 'GRANT-001'
  const subject: FindingSubject = wish.subject ?? { kind: 'client', id: 'client-1', name: 'Agent Desktop' }
  const pointer = wish.pointer ?? snapshotPointer(['clients', subject.id, 'grantType'])
  return {
    ruleId,
    severity: 'high',
    subject,
    pointer,
    evidence: evidenceFor(ruleId, 'a value'),
    fix: { kind: 'guided' },
    fingerprint: createHash('sha256').update(`${ruleId} ${subject.id} ${pointer}`).digest('hex'),
    baseline: null,
    suppression: null,
    ...wish,
  }
}

export function aResult(wish: Partial<AuditResult> = {}): AuditResult {
  const findings = wish.findings ?? [aFinding()]
  return {
    auditedAt: '2026-11-03T10:00:00.000Z',
    snapshot: {
      digest: `sha256:${'a1'.repeat(32)}`,
      takenAt: '2026-11-02T09:00:00.000Z',
      source: 'organization',
      organizationId: 'organization-1',
      organizationName: 'Acme',
      ...{ clients: 3, authorizations: 2, users: 5, roles: 4 },
    },
    baseline: null,
    policyDigest: null,
    redacted: false,
    rules: outcomesOf(findings),
    findings,
    fixed: [],
    scores: [],
    ...wish,
  }
}

/** What became of the rules of one family: those without a finding were not evaluated, the last is off. */
function outcomesOf(findings: readonly ReportedFinding[]): readonly RuleOutcome[] {
  const used = new Set(findings.map(({ ruleId }) => ruleId))
  const ids = [...new Set([...grantRuleIds, ...used])]
  return ids.map((ruleId) => {
    const found = findings.filter((finding) => finding.ruleId === ruleId)
    const suppressed = found.filter(({ suppression }) => suppression !== null).length
    const status = found.length > 0 ? 'evaluated' : ruleId === 'GRANT-009' ? 'off' : 'not_evaluated'
    return {
      ruleId,
      severity: 'medium',
      status,
      missing: status === 'not_evaluated' ? ['usage', 'names'] : [],
      findings: found.length - suppressed,
      suppressed,
    }
  })
}

/** As many findings as wanted over as many clients, by rules whose texts are given, gravest first. */
export function largeResult(count: number, clients: number, ruleIds: readonly RuleId[]): AuditResult {
  const subjects = Array.from({ length: clients }, (_, number): FindingSubject => {
    const digits = number.toString(16).padStart(12, '0')
    const id = `4f1c0000-0000-4000-8000-${digits}`
    return { kind: 'client', id, name: `Client ${String(number)} of the contact centre` }
  })
  const findings = Array.from({ length: count }, (_, number): ReportedFinding => {
    const ruleId = ruleIds[Math.floor((number / count) * ruleIds.length)] ?? 'GRANT-001'
    const subject = subjects[(number * 7919) % clients] ?? { kind: 'client', id: '', name: '' }
    return {
      ruleId,
      severity: severities[Math.floor((number / count) * severities.length)] ?? 'info',
      subject,
      pointer: snapshotPointer(['clients', subject.id, 'redirectUris', number % 3]),
      evidence: evidenceFor(ruleId, `https://app-${String(number)}.example/callback`),
      fix: { kind: 'advice' },
      fingerprint: number.toString(16).padStart(64, '0'),
      baseline: number % 10 === 0 ? 'new' : 'unchanged',
      suppression:
        number % 50 === 0 ? { reason: 'accepted', owner: 'ada@acme.example', expires: '2027-01-31' } : null,
    }
  })
  const result = aResult({ findings: [] })
  return {
    ...result,
    baseline: result.snapshot,
    findings,
    rules: ruleIds.map((ruleId) => ({
      ...{ ruleId, severity: 'medium', status: 'evaluated', missing: [] },
      findings: Math.ceil(count / ruleIds.length),
      suppressed: 0,
    })),
    scores: subjects.map(({ id, name }, place) => ({
      clientId: id,
      clientName: name,
      score: clients - place,
      parts: [{ key: 'permission_volume', points: 1, count: clients - place }],
      highest: 'high',
      findings: 3,
    })),
  }
}
