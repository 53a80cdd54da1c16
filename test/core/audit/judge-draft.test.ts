import { describe, expect, it } from 'vitest'
import { defaultPolicy, type AuditPolicy } from '../../../core/audit/audit-policy.ts'
import { judgeDraft } from '../../../core/audit/judge-draft.ts'
import type { Operation } from '../../../core/model/operation.ts'
import { aClient, aSnapshot, takenAt } from '../../support/audited-snapshot.ts'

const { organization } = aSnapshot()
const client = aClient({ redirectUris: ['http://crm.acme.example/callback'], description: '' })

function draftFindings(policy: Partial<AuditPolicy> = {}) {
  return judgeDraft({
    draft: client,
    former: client,
    organization,
    catalogue: null,
    policy: { ...defaultPolicy, ...policy },
    now: new Date(takenAt),
  })
}

const rulesOf = (findings: ReturnType<typeof draftFindings>) =>
  findings.map(({ ruleId, severity }) => [ruleId, severity])

describe('a client that is being filled in', () => {
  it('is judged by the rules that see one record, gravest first (U2)', () => {
    expect(rulesOf(draftFindings())).toEqual([
      ['REDIR-001', 'high'],
      ['LIFE-005', 'info'],
    ])
  })

  it('is judged as the policy says: on or off, and how grave (U2)', () => {
    const rules = {
      'REDIR-001': { enabled: false, severity: null },
      'LIFE-005': { enabled: true, severity: 'medium' },
    } as const
    expect(rulesOf(draftFindings({ rules }))).toEqual([['LIFE-005', 'medium']])
  })

  it('is not told what somebody answers for, until that has ended (U2)', () => {
    const suppressed = (expires: string) =>
      draftFindings({
        suppressions: [
          { rule: 'REDIR-001', subject: client.id, fingerprint: null, reason: 'lab', owner: 'Ada', expires },
        ],
      })
    expect(rulesOf(suppressed('2099-01-01'))).toEqual([['LIFE-005', 'info']])
    expect(rulesOf(suppressed('2020-01-01'))).toEqual(rulesOf(draftFindings()))
  })

  it('is judged without a look at any operation', () => {
    const operations = new Proxy<readonly Operation[]>([], {
      get: () => {
        throw new Error('the operations were looked at')
      },
    })
    const judged = judgeDraft({
      draft: { ...client, scopes: ['made-up'] },
      former: null,
      organization,
      catalogue: { digest: 'sha256:a', operations, scopes: ['routing'] },
      policy: defaultPolicy,
      now: new Date(takenAt),
    })
    expect(judged.map(({ ruleId }) => ruleId)).toContain('SCOPE-008')
  })
})
