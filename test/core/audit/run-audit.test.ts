import { hash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { defaultPolicy, type AuditPolicy, type Suppression } from '../../../core/audit/audit-policy.ts'
import type { ClientRule, FoundInClient, SnapshotRule } from '../../../core/audit/rule.ts'
import { allRules } from '../../../core/audit/rules/all-rules.ts'
import { policyRules } from '../../../core/audit/rules/policy-rules.ts'
import { runAudit, type AuditParts } from '../../../core/audit/run-audit.ts'
import { asId } from '../../../core/model/brand.ts'
import type { AuditResult, Severity } from '../../../core/model/finding.ts'
import type { Snapshot } from '../../../core/model/snapshot.ts'
import { Stopped } from '../../../core/policy/long-question.ts'
import { aClient, aSnapshot, daysBefore, takenAt } from '../../support/audited-snapshot.ts'
import { largeSnapshot } from '../../support/large-snapshot.ts'

/** Finds a client without a description, which is graver where it also lacks a contact. */
const noDescription: ClientRule = {
  ...{ id: 'LIFE-005', sees: 'client', severity: 'medium', needs: ['names'], fix: 'guided', clauses: [] },
  *check({ client }): Generator<FoundInClient> {
    if (client.description !== '') return
    const severity = client.contact === '' ? 'high' : client.contact === 'nobody' ? 'low' : 'medium'
    yield { at: ['description'], evidence: { modified: client.modifiedAt }, severity }
  },
}

/** Finds every redirect URI twice, in the same place. */
const twice: ClientRule = {
  ...{ id: 'REDIR-001', sees: 'client', severity: 'high', needs: [], fix: 'advice', clauses: [] },
  *check({ client }): Generator<FoundInClient> {
    for (const [place, uri] of client.redirectUris.entries()) {
      yield { at: ['redirectUris', place], evidence: { uri, kind: 'b' } }
      yield { at: ['redirectUris', place], evidence: { uri, kind: 'a' } }
    }
  },
}

const changedGrantType: SnapshotRule = {
  ...{
    id: 'GRANT-009',
    sees: 'snapshot',
    severity: 'medium',
    needs: ['baseline'],
    fix: 'advice',
    clauses: [],
  },
  *check(subject) {
    for (const { id, name, grantType } of subject.snapshot.clients) {
      if (subject.baselineClient(id)?.grantType === grantType) continue
      yield {
        subject: { kind: 'client', id, name },
        at: ['clients', id, 'grantType'],
        evidence: { grantType },
      }
    }
  },
}

const rules = [noDescription, twice, changedGrantType, ...policyRules]

function audit(
  snapshot: Snapshot,
  { policy, ...wish }: Partial<Omit<AuditParts, 'policy'>> & { readonly policy?: Partial<AuditPolicy> } = {},
): AuditResult {
  return runAudit({
    snapshot,
    baseline: null,
    policy: { ...defaultPolicy, ...policy },
    auditedAt: new Date(takenAt),
    lookups: null,
    digest: 'sha256:after',
    baselineDigest: null,
    policyDigest: null,
    rules,
    ...wish,
  })
}

const [one, two] = ['client-1', 'client-2'].map((id) => aClient({ id: asId(id), name: id, redirectUris: [] }))
if (!one || !two) throw new Error('two clients were made')
const undescribed = { ...one, description: '' }

function suppression(wish: Partial<Suppression> = {}): Suppression {
  return {
    ...{ rule: 'LIFE-005', subject: 'client-1', fingerprint: null, reason: 'known', owner: 'Ada' },
    expires: '2026-11-02',
    ...wish,
  }
}

const statesOf = ({ findings }: AuditResult) =>
  findings.map(({ ruleId, subject, baseline }) => [ruleId, subject.id, baseline])

describe('run an audit', () => {
  it('tells what was found, where, with a fingerprint over rule, subject and place (U2)', () => {
    const { findings, fixed, baseline, redacted } = audit(aSnapshot({ clients: [undescribed, two] }))
    expect(findings).toEqual([
      {
        ruleId: 'LIFE-005',
        severity: 'medium',
        subject: { kind: 'client', id: 'client-1', name: 'client-1' },
        pointer: '/clients/client-1/description',
        evidence: { modified: one.modifiedAt },
        fix: { kind: 'guided' },
        fingerprint: hash('sha256', 'LIFE-005\0client\0client-1\0/clients/client-1/description'),
        baseline: null,
        suppression: null,
      },
    ])
    expect({ fixed, baseline, redacted }).toEqual({ fixed: [], baseline: null, redacted: false })
  })

  it('finds nothing in a snapshot without a fault', () => {
    expect(audit(aSnapshot({ clients: [one] })).findings).toEqual([])
  })

  it('says what a rule would have needed, and never passes silently (U2)', () => {
    const outcomes = audit(aSnapshot({ clients: [undescribed], absent: ['names'] })).rules
    expect(outcomes.slice(0, 3)).toEqual([
      {
        ...{ ruleId: 'LIFE-005', severity: 'medium', status: 'not_evaluated', missing: ['names'] },
        ...{ findings: 0, suppressed: 0 },
      },
      {
        ...{ ruleId: 'REDIR-001', severity: 'high', status: 'evaluated', missing: [] },
        ...{ findings: 0, suppressed: 0 },
      },
      {
        ...{ ruleId: 'GRANT-009', severity: 'medium', status: 'not_evaluated', missing: ['baseline'] },
        ...{ findings: 0, suppressed: 0 },
      },
    ])
  })

  it('gives the same result whatever the order of records', () => {
    const clients = Array.from({ length: 12 }, (_item, place) =>
      aClient({
        id: asId(`client-${String(place)}`),
        description: place % 2 === 0 ? '' : 'something',
        contact: place % 3 === 0 ? '' : 'ada',
      }),
    )
    const policy = { suppressions: [suppression(), suppression({ expires: '2026-12-01', owner: 'Ben' })] }
    const baseline = aSnapshot({ clients: clients.slice(3) })
    const shuffled = aSnapshot({ clients: clients.toReversed() })
    expect(
      audit(shuffled, {
        policy: { suppressions: policy.suppressions.toReversed() },
        baseline: aSnapshot({ clients: clients.slice(3).toReversed() }),
        rules: rules.toReversed(),
      }).findings,
    ).toEqual(audit(aSnapshot({ clients }), { policy, baseline }).findings)
    expect(audit(shuffled, { policy })).toEqual(audit(aSnapshot({ clients }), { policy }))
  })

  it('does not call the age of the baseline something that was fixed', () => {
    const wish = { baseline: aSnapshot({ takenAt: daysBefore(91) }), rules: allRules }
    expect(audit(aSnapshot(), wish).fixed.map(({ ruleId }) => ruleId)).not.toContain('LIFE-013')
  })

  it('tells how far it is, and stops when nobody waits', () => {
    const clients = Array.from({ length: 3_000 }, (_item, place) =>
      aClient({ id: asId(`c${String(place)}`) }),
    )
    const told: string[] = []
    const parts = {
      ...{ snapshot: aSnapshot({ clients }), baseline: aSnapshot(), policy: defaultPolicy, lookups: null },
      ...{ auditedAt: new Date(takenAt), digest: '', baselineDigest: '', policyDigest: null, rules },
    }
    const onProgress = (done: number, total: number) => void told.push(`${String(done)}/${String(total)}`)
    runAudit(parts, { onProgress })
    expect([told[0], told.at(-1)]).toEqual(['0/9', '9/9'])
    let asked = 0
    // The third question comes inside the second rule, which finds six thousand.
    expect(() => runAudit(parts, { stop: () => ++asked === 3 })).toThrow(Stopped)
    expect(asked).toBe(3)
  })
})

describe('the policy of an audit', () => {
  it.each<[contact: string, set: Severity, severity: Severity]>([
    ['ada', 'low', 'low'],
    ['ada', 'critical', 'critical'],
    // What the rule itself judged graver stays so.
    ['', 'low', 'high'],
    ['', 'critical', 'critical'],
    // What it judged less grave is not raised.
    ['nobody', 'high', 'low'],
    ['nobody', 'info', 'info'],
  ])('of a client with contact `%s`, set to %s, makes it %s (U2)', (contact, set, severity) => {
    const snapshot = aSnapshot({ clients: [{ ...undescribed, contact }] })
    const result = audit(snapshot, { policy: { rules: { 'LIFE-005': { enabled: true, severity: set } } } })
    expect(result.findings.map((finding) => finding.severity)).toEqual([severity])
    expect(result.rules[0]?.severity).toBe(set)
  })

  it('switches a rule off, which is told (U2)', () => {
    const policy = { rules: { 'LIFE-005': { enabled: false, severity: null } } } as const
    const { rules: outcomes, findings } = audit(aSnapshot({ clients: [undescribed] }), { policy })
    expect(findings).toEqual([])
    expect(outcomes[0]).toMatchObject({ status: 'off', missing: [] })
  })

  it('suppresses what somebody answers for until the day of the snapshot, and not on the day after (U2)', () => {
    const snapshot = aSnapshot({ clients: [undescribed, { ...two, description: '' }] })
    const holds = audit(snapshot, { policy: { suppressions: [suppression()] } })
    expect(holds.findings.map(({ subject, suppression: by }) => [subject.id, by?.owner])).toEqual([
      ['client-1', 'Ada'],
      ['client-2', undefined],
    ])
    expect(holds.rules[0]).toMatchObject({ findings: 1, suppressed: 1 })

    const ended = audit(snapshot, { policy: { suppressions: [suppression({ expires: '2026-11-01' })] } })
    expect(ended.findings.map(({ ruleId, suppression: by }) => [ruleId, by])).toEqual([
      ['LIFE-005', null],
      ['LIFE-005', null],
      ['POLICY-001', null],
    ])
    expect(ended.findings[2]).toMatchObject({
      severity: 'medium',
      subject: { kind: 'policy', id: 'LIFE-005 client-1', name: 'LIFE-005: client-1' },
      evidence: { rule: 'LIFE-005', subject: 'client-1', owner: 'Ada', expires: '2026-11-01' },
    })
  })

  it('narrows a suppression to one finding by its fingerprint, which goes before the wider one', () => {
    const snapshot = aSnapshot({ clients: [undescribed] })
    const fingerprint = audit(snapshot).findings[0]?.fingerprint ?? ''
    const ownerWith = (...suppressions: readonly Suppression[]) =>
      audit(snapshot, { policy: { suppressions } }).findings[0]?.suppression?.owner
    expect(ownerWith(suppression({ fingerprint: '0'.repeat(64) }))).toBeUndefined()
    expect(ownerWith(suppression({ fingerprint, owner: 'Ben' }), suppression())).toBe('Ben')
    expect(ownerWith(suppression({ rule: 'LIFE-004' }))).toBeUndefined()
    expect(ownerWith(suppression({ subject: 'client-2' }))).toBeUndefined()
    expect(ownerWith(suppression(), suppression({ expires: '2027-01-01', owner: 'Ben' }))).toBe('Ben')
  })
})

describe('an audit against a baseline', () => {
  const baselineWith = (...clients: Snapshot['clients']) => ({
    baseline: aSnapshot({ clients }),
    baselineDigest: 'sha256:before',
  })

  it('tells what is new, unchanged, updated and fixed (U3)', () => {
    const three = aClient({ id: asId('client-3'), description: '' })
    const clients = [undescribed, { ...two, description: '' }, { ...three, modifiedAt: takenAt }]
    const gone = aClient({ id: asId('client-0'), name: 'client-0', description: '', redirectUris: [] })
    const result = audit(aSnapshot({ clients }), {
      ...baselineWith(undescribed, two, three, gone),
      rules: [noDescription],
    })
    expect(statesOf(result)).toEqual([
      ['LIFE-005', 'client-1', 'unchanged'],
      ['LIFE-005', 'client-2', 'new'],
      ['LIFE-005', 'client-3', 'updated'],
    ])
    expect(result.fixed.map(({ subject, baseline }) => [subject.id, baseline])).toEqual([
      ['client-0', 'fixed'],
    ])
    expect(result.baseline).toMatchObject({ digest: 'sha256:before', clients: 4 })
  })

  it('calls another severity updated', () => {
    const result = audit(aSnapshot({ clients: [{ ...undescribed, contact: '' }] }), {
      ...baselineWith(undescribed),
      rules: [noDescription],
    })
    expect(statesOf(result)).toEqual([['LIFE-005', 'client-1', 'updated']])
  })

  it('calls it no update that time passed (U3)', () => {
    const before = largeSnapshot({ clients: 120, authorizations: 60, users: 60, usageRows: 0 })
    const statesAfter = (hours: number) => {
      const takenAt = new Date(Date.parse(before.takenAt) + hours * 3_600_000).toISOString()
      const { findings } = audit({ ...before, takenAt }, { baseline: before, rules: allRules })
      return new Set(findings.map(({ baseline }) => baseline))
    }
    expect([...statesAfter(1)]).toEqual(['unchanged'])
    expect([24, 24 * 30].filter((hours) => statesAfter(hours).has('updated'))).toEqual([])
  })

  it('calls it an update when the same began anew', () => {
    const secret = (days: number) => aClient({ secretChangedAt: daysBefore(days) })
    const stateOf = (days: number) => {
      const { findings } = audit(aSnapshot({ clients: [secret(days)] }), {
        ...baselineWith(secret(300)),
        rules: allRules.filter(({ id }) => id === 'CRED-001'),
      })
      return findings.map(({ baseline }) => baseline)
    }
    expect([stateOf(300), stateOf(200)]).toEqual([['unchanged'], ['updated']])
  })

  it('keeps several findings in one place apart', () => {
    const withUri = { ...one, redirectUris: ['http://a.example'] }
    expect(statesOf(audit(aSnapshot({ clients: [withUri] }), baselineWith(withUri)))).toEqual([
      ['REDIR-001', 'client-1', 'unchanged'],
      ['REDIR-001', 'client-1', 'unchanged'],
    ])
    const other = { ...one, redirectUris: ['http://b.example'] }
    const result = audit(aSnapshot({ clients: [withUri] }), baselineWith(other))
    expect(statesOf(result)).toEqual([
      ['REDIR-001', 'client-1', 'updated'],
      ['REDIR-001', 'client-1', 'updated'],
    ])
    expect(result.fixed).toEqual([])
  })

  it('calls nothing fixed that the rule could not look for', () => {
    const snapshot = aSnapshot({ clients: [one], absent: ['names'] })
    expect(audit(snapshot, baselineWith(undescribed)).fixed).toEqual([])
    expect(audit({ ...snapshot, absent: [] }, baselineWith(undescribed)).fixed).toHaveLength(1)
  })

  it('finds new what only a comparison shows', () => {
    const result = audit(aSnapshot({ clients: [{ ...one, grantType: 'implicit' }] }), baselineWith(one))
    expect(statesOf(result)).toEqual([['GRANT-009', 'client-1', 'new']])
  })
})
