import { describe, expect, it } from 'vitest'
import { defaultPolicy } from '../../../../core/audit/audit-policy.ts'
import { redactResult } from '../../../../core/audit/redact/redact-result.ts'
import { redactSnapshot } from '../../../../core/audit/redact/redact-snapshot.ts'
import { Redactor } from '../../../../core/audit/redact/redactor.ts'
import { runAudit } from '../../../../core/audit/run-audit.ts'
import { allRules } from '../../../../core/audit/rules/all-rules.ts'
import type { ReportedFinding } from '../../../../core/model/finding.ts'
import type { Snapshot } from '../../../../core/model/snapshot.ts'
import { SeededRandom } from '../../../../core/organization/sample/seeded-random.ts'
import { aClient, aSnapshot, takenAt } from '../../../support/audited-snapshot.ts'
import { largeSnapshot } from '../../../support/large-snapshot.ts'

const key = new Uint8Array(32).fill(9)
const rules = new Map(allRules.map((rule) => [rule.id, rule]))
const isIndependent = ({ ruleId }: { readonly ruleId: ReportedFinding['ruleId'] }): boolean => {
  const needs = rules.get(ruleId)?.needs ?? []
  return !needs.includes('names') && !needs.includes('hosts')
}

/** Redirect URIs of every form that a rule may look at. */
const oddUris = [
  'http://app.acme.example/cb',
  'https://*.acme.example/cb',
  'https://app.acme.example*',
  'https://app.acme.example/cb#part',
  '//app.acme.example/cb',
  'https://ada@acme.example/',
  'javascript:alert(1)',
  'desk:/cb',
  'desk://cb',
  'com.acme.desk:/cb',
  'http://localhost/cb',
  'http://localhost:8080/cb',
  'http://127.0.0.1/cb',
  'http://[::1]:4711/cb',
  'https://app.acme.example/cb?next=https://x.example',
  'https://app.acme.example/cb?token=abc',
  'https://app.acme.example/%2e%2e/cb',
  'https://app.acme.example',
]

/** An organization of a seed with odd redirect URIs mixed in. */
function organizationOf(seed: number): Snapshot {
  const random = new SeededRandom(`redacted ${String(seed)}`)
  const snapshot = largeSnapshot({ clients: 120, authorizations: 60, users: 80, usageRows: 1_500, seed })
  const clients = snapshot.clients.map((client) =>
    random.next() < 0.5
      ? client
      : { ...client, redirectUris: [...client.redirectUris, random.pick(oddUris), random.pick(oddUris)] },
  )
  return { ...snapshot, clients }
}

/** The same organization a while ago: some clients were not there, some had less. */
function earlier(snapshot: Snapshot): Snapshot {
  const clients = snapshot.clients
    .filter((_client, index) => index % 9 !== 0)
    .map((client, index) => (index % 5 === 0 ? { ...client, scopes: [], tokenDuration: 600 } : client))
  return { ...snapshot, takenAt: '2026-08-01T00:00:00.000Z', clients }
}

function audit(snapshot: Snapshot, baseline: Snapshot) {
  return runAudit({
    ...{ snapshot, baseline, digest: '', baselineDigest: '', policyDigest: null, lookups: null },
    policy: defaultPolicy,
    auditedAt: new Date(takenAt),
  })
}

describe.each([1, 2, 3])('an audit of the organization of seed %i', (seed) => {
  const snapshot = organizationOf(seed)
  const baseline = earlier(snapshot)
  const redactor = new Redactor(key)
  const copies = [redactSnapshot(snapshot, redactor), redactSnapshot(baseline, redactor)] as const
  const ofCopy = audit(...copies)
  const copyOf = redactResult(audit(snapshot, baseline), { snapshot, redactor, rules })

  it('finds the same in the redacted copy, by every rule that reads neither names nor hosts', () => {
    const inCopy = ofCopy.findings.filter(isIndependent)
    const redacted = copyOf.findings.filter(isIndependent)

    expect(inCopy.length).toBeGreaterThan(50)
    expect(lines(inCopy)).toEqual(lines(redacted))
  })

  it('does not evaluate the other rules there, and says why', () => {
    const others = ofCopy.rules.filter((rule) => !isIndependent(rule))

    expect(others.length).toBeGreaterThan(10)
    for (const { status, missing } of others) {
      expect(status).toBe('not_evaluated')
      expect(missing.some((fact) => fact === 'names' || fact === 'hosts')).toBe(true)
    }
  })

  it('leaves no name, address or host of the organization in a redacted result', () => {
    const text = JSON.stringify(copyOf).toLowerCase()
    const leaked = snapshot.clients
      .flatMap(({ name, contact, description }) => [name, contact, description])
      .filter((word) => word !== '' && text.includes(JSON.stringify(word.toLowerCase())))

    expect(leaked).toEqual([])
    expect(text).not.toContain('acme')
  })
})

describe('a redacted result', () => {
  const numbered = aClient({ redirectUris: ['https://192.0.2.77/cb', 'https://[2001:4860::8888]/cb'] })
  const snapshot = aSnapshot({ clients: [numbered], authorizations: [] })
  const redactor = new Redactor(key)
  const result = runAudit({
    ...{ snapshot, baseline: null, digest: '', baselineDigest: null, policyDigest: null, lookups: null },
    policy: {
      ...defaultPolicy,
      ownedDomains: ['acme.example'],
      suppressions: [numbered.id, 'goneclient'].map((subject) => ({
        ...{ rule: 'GRANT-001' as const, subject, fingerprint: null },
        ...{ reason: 'canaryreason', owner: 'canaryowner', expires: '2020-01-01' },
      })),
    },
    auditedAt: new Date(takenAt),
  })
  const redacted = redactResult(result, { snapshot: redactSnapshot(snapshot, redactor), redactor, rules })

  it('names neither owner nor subject of a suppression that ended, only the rule', () => {
    const ended = redacted.findings.filter(({ ruleId }) => ruleId === 'POLICY-001')

    expect(ended).toHaveLength(2)
    for (const { subject, evidence } of ended) {
      expect(subject.name).toMatch(/^GRANT-001: text-[0-9a-f]{12}$/)
      expect(evidence).toMatchObject({ rule: 'GRANT-001', expires: '2020-01-01' })
    }
    expect(JSON.stringify(ended)).not.toMatch(/canary|goneclient|Agent Desktop/)
  })

  it('holds no address of a host, whose digits are no mere number', () => {
    expect(JSON.stringify(result.findings)).toContain('192.0.2.77')
    expect(JSON.stringify(redacted.findings)).not.toMatch(/192\.0\.2\.77|2001:4860/)
  })
})

/** What two results agree on, in an order that pseudonyms do not change. */
function lines(findings: readonly ReportedFinding[]): readonly string[] {
  return findings
    .map(({ ruleId, severity, pointer, evidence, fix, fingerprint, baseline }) =>
      JSON.stringify({ ruleId, severity, pointer, evidence: sorted(evidence), fix, fingerprint, baseline }),
    )
    .sort()
}

/** Lists of names are in alphabetical order, which pseudonyms change. */
function sorted(evidence: ReportedFinding['evidence']): unknown {
  return Object.fromEntries(
    Object.entries(evidence).map(([name, value]) => [
      name,
      typeof value === 'object' ? [...value].sort() : value,
    ]),
  )
}
