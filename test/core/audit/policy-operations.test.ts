import { describe, expect, it } from 'vitest'
import { policyOperations } from '../../../core/audit/policy-operations.ts'
import { readPolicyFile } from '../../../core/audit/policy-file/read-policy-file.ts'
import type { PolicyShelf } from '../../../core/audit/library/policy-shelf.ts'
import { valueOf } from '../../support/results.ts'

/** A shelf that gives way to others between reading and writing, as a disk does. */
function aShelf(): Pick<PolicyShelf, 'read' | 'write'> {
  const texts = new Map<string, string>()
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve))
  return {
    read: async (id) => {
      await turn()
      return texts.get(id) ?? ''
    },
    write: async (id, text) => {
      await turn()
      texts.set(id, text)
    },
  }
}

describe('the policy file of an organization (U2)', () => {
  const wanted = {
    ruleId: 'GRANT-001' as const,
    owner: 'Ada',
    expires: '2027-06-30',
    language: 'en' as const,
  }

  it('keeps every one of several suppressions that are added at once', async () => {
    const shelf = aShelf()
    const clock = () => new Date('2027-01-10T08:00:00Z')
    const api = policyOperations({ policies: shelf, clock, changed: () => undefined })
    const suppress = (subjectId: string, reason = 'known') =>
      api['auditPolicy.suppress']({ ...wanted, organizationId: 'o', subjectId, reason, fingerprint: null })
    const answers = await Promise.all([suppress('a'), suppress('b', ''), suppress('c')])
    const read = readPolicyFile(await shelf.read('o'))

    expect(answers.map(({ ok }) => ok)).toEqual([true, false, true])
    expect(answers[1]).toMatchObject({ failure: { code: 'suppression_invalid' } })
    expect(read.ok && read.policy.suppressions.map(({ subject }) => subject)).toEqual(['a', 'c'])
    expect(valueOf(await api['auditPolicy.show']({ organizationId: 'o', language: 'en' })).problems).toEqual(
      [],
    )
  })
})
