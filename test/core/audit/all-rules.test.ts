import { describe, expect, it } from 'vitest'
import { defaultPolicy } from '../../../core/audit/audit-policy.ts'
import { allRules } from '../../../core/audit/rules/all-rules.ts'
import { runAudit } from '../../../core/audit/run-audit.ts'
import { ruleIds } from '../../../core/model/audit-rule-ids.ts'
import { facts, type Snapshot } from '../../../core/model/snapshot.ts'
import { aSnapshot, daysBefore, takenAt } from '../../support/audited-snapshot.ts'
import { largeSnapshot } from '../../support/large-snapshot.ts'

function audit(snapshot: Snapshot, baseline: Snapshot | null = null) {
  return runAudit({
    ...{ snapshot, baseline, policy: defaultPolicy, auditedAt: new Date(takenAt), lookups: null },
    ...{ digest: '', baselineDigest: null, policyDigest: null },
  })
}

describe('all rules together (U2)', () => {
  it('are those of the catalogue, in its order, each once', () => {
    expect(allRules.map(({ id }) => id)).toEqual(ruleIds)
  })

  it('find nothing in an organization without a fault', () => {
    const { findings, rules } = audit(aSnapshot(), aSnapshot({ takenAt: daysBefore(90) }))
    expect(findings).toEqual([])
    expect(rules.filter(({ status }) => status === 'evaluated').length).toBeGreaterThan(90)
  })

  it('are not evaluated where everything lacks, but for those that need nothing, and never fail', () => {
    const { rules } = audit(aSnapshot({ absent: facts }))
    for (const { status, missing } of rules) expect(missing.length > 0).toBe(status === 'not_evaluated')
    const evaluated = rules.filter(({ status }) => status === 'evaluated').map(({ ruleId }) => ruleId)
    expect(evaluated).toEqual(allRules.filter(({ needs }) => needs.length === 0).map(({ id }) => id))
  })

  const organization = largeSnapshot({ clients: 400, authorizations: 200, users: 300, usageRows: 2_000 })
  const former: Snapshot = {
    ...largeSnapshot({ clients: 400, authorizations: 200, users: 300, usageRows: 2_000, seed: 2 }),
    takenAt: daysBefore(90),
    clients: organization.clients.map((client, place) =>
      place % 3 === 0 ? { ...client, scopes: [], tokenDuration: 300, grantType: 'implicit' } : client,
    ),
  }

  it('say the same of a snapshot whatever the order of its records', () => {
    const turned = (snapshot: Snapshot): Snapshot => ({
      ...snapshot,
      divisions: snapshot.divisions.toReversed(),
      roles: snapshot.roles.toReversed(),
      users: snapshot.users.toReversed(),
      clients: snapshot.clients.toReversed(),
      authorizations: snapshot.authorizations.toReversed(),
      usage: snapshot.usage.toReversed(),
    })
    const result = audit(organization, former)
    expect(audit(turned(organization), turned(former))).toEqual(result)
    expect(new Set(result.findings.map(({ ruleId }) => ruleId)).size).toBeGreaterThan(40)
    expect(result.fixed.length).toBeGreaterThan(0)
  })

  it('find the same once more where nothing changed, but for what only a comparison shows', () => {
    const { findings, fixed } = audit(organization, structuredClone(organization))
    const compared = new Set(allRules.filter(({ needs }) => needs.includes('baseline')).map(({ id }) => id))
    expect(fixed).toEqual([])
    expect(
      findings.filter(({ ruleId, baseline }) => !compared.has(ruleId) && baseline !== 'unchanged'),
    ).toEqual([])
  })
})
