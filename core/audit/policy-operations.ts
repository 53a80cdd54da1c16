import type { AdminApi } from '../contract/contract.ts'
import { fail, ok } from '../model/result.ts'
import type { Clock } from '../organization/ports.ts'
import { describePolicyProblem } from '../wording/audit/describe-policy-problem.ts'
import type { PolicyShelf } from './library/policy-shelf.ts'
import { addSuppression } from './policy-file/add-suppression.ts'
import { policyFailure, readPolicyFile } from './policy-file/read-policy-file.ts'

interface PolicyParts {
  readonly policies: Pick<PolicyShelf, 'read' | 'write'>
  readonly clock: Clock
  readonly changed: () => void
}

type PolicyApi = Pick<AdminApi, 'auditPolicy.show' | 'auditPolicy.save' | 'auditPolicy.suppress'>

/** The policy file of each organization (U2). One that cannot be read never takes the place of one that can. */
export function policyOperations({ policies, clock, changed }: PolicyParts): PolicyApi {
  let last: Promise<unknown> = Promise.resolve()
  /** One change after the other, since each begins with the file as it is. */
  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const result = last.then(work)
    last = result.catch(() => undefined)
    return result
  }
  return {
    'auditPolicy.show': async ({ organizationId, language }) => {
      const text = await policies.read(organizationId)
      const read = readPolicyFile(text)
      const problems = read.ok ? [] : read.problems
      return ok({ text, problems: problems.map((problem) => describePolicyProblem(problem, language)) })
    },
    'auditPolicy.save': async ({ organizationId, text }) => {
      const read = readPolicyFile(text)
      if (!read.ok) return fail(policyFailure(read.problems))
      await inTurn(() => policies.write(organizationId, text))
      changed()
      return ok({})
    },
    'auditPolicy.suppress': ({ organizationId, ruleId, subjectId, ...wanted }) =>
      inTurn(async () => {
        const { fingerprint, reason, owner, expires } = wanted
        const suppression = { rule: ruleId, subject: subjectId, fingerprint, reason, owner, expires }
        const added = addSuppression(await policies.read(organizationId), suppression, clock())
        if (!added.ok) return added
        await policies.write(organizationId, added.value)
        changed()
        return ok({})
      }),
  }
}
