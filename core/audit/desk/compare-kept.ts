import type { AnswerOf } from '../../contract/contract.ts'
import { asId, type UserId } from '../../model/brand.ts'
import { operationName } from '../../model/operation.ts'
import { ok, type Result } from '../../model/result.ts'
import type { AccessDifference } from '../../policy/access-difference.ts'
import type { Pace } from '../../policy/long-question.ts'
import { describeMissing } from '../../wording/audit/describe-finding.ts'
import { compareSnapshots } from '../compare/compare-snapshots.ts'
import type { SnapshotComparison } from '../compare/snapshot-comparison.ts'
import { countFindings } from '../report/count-findings.ts'
import { type AtDesk } from './audit-desk.ts'
import type { AuditQuestions } from './audit-questions.ts'
import { holdsWords, wordsOf } from './find-findings.ts'
import { pageOf } from './page-of.ts'
import { runKeptAudit, type DoneAudit } from './run-kept-audit.ts'
import { stages } from './stages.ts'

/** How many apps, users and operations are told of an effect. */
const MOST_ROWS = 200

/** What changed between two kept snapshots, and what that means for the findings (U3). */
export interface DoneComparison {
  readonly comparison: SnapshotComparison
  readonly audit: DoneAudit
}

/** A page of what changed between two kept snapshots, with the effect and what became of the findings (U3). */
export async function answerCompare(
  desk: AtDesk,
  input: AuditQuestions['snapshot.compare']['input'],
  pace: Pace,
): Promise<Result<AuditQuestions['snapshot.compare']['value']>> {
  const done = await compareKept(desk, input, pace)
  if (!done.ok) return done
  const { comparison, audit } = done.value
  const { records, counts, effect, effectMissing } = comparison
  const words = wordsOf(input.search)
  const found = words.length === 0 ? records : records.filter(({ id, name }) => holdsWords([id, name], words))
  const states = countFindings(audit.result).states
  return ok({
    ...pageOf(found, input),
    before: (audit.baseline ?? audit.snapshot).kept,
    after: audit.snapshot.kept,
    counts,
    effect: effect && effectOf(effect),
    effectMissing: effectMissing.length === 0 ? '' : describeMissing(effectMissing, input.language),
    findings: states ?? { new: 0, updated: 0, unchanged: 0, fixed: 0 },
  })
}

export async function compareKept(
  desk: AtDesk,
  { beforeId, afterId }: Pick<AuditQuestions['snapshot.compare']['input'], 'beforeId' | 'afterId'>,
  pace: Pace,
): Promise<Result<DoneComparison>> {
  const [auditing = {}, comparing = {}] = stages(pace, [3, 2])
  const key = `${beforeId} ${afterId}`
  const audited = await runKeptAudit(
    desk,
    { snapshotId: afterId, baselineId: beforeId, network: false },
    auditing,
  )
  if (!audited.ok) return audited
  const { snapshot, baseline } = audited.value
  const known = desk.comparisons.get(key)
  const comparison = known ?? compareSnapshots((baseline ?? snapshot).snapshot, snapshot.snapshot, comparing)
  desk.comparisons.put(key, comparison)
  return ok({ comparison, audit: audited.value })
}

/** The greatest effects, with how many there are of each kind. */
function effectOf(difference: AccessDifference): NonNullable<AnswerOf<'snapshot.compare'>['effect']> {
  const { apps, users, operations, gained, lost } = difference
  return {
    calls: { gained: gained.calls, lost: lost.calls },
    apps: apps.slice(0, MOST_ROWS).map(({ client, ...change }) => ({
      ...{ clientId: client.id, name: client.name },
      ...{ gained: change.gained, lost: change.lost },
    })),
    users: users.slice(0, MOST_ROWS).map(({ user, ...change }) => ({
      ...{ userId: asId<UserId>(user.id), name: user.name },
      ...{ gained: change.gained, lost: change.lost },
    })),
    operations: operations.slice(0, MOST_ROWS).map(({ operation, ...change }) => ({
      ...{ operation: operationName(operation) },
      ...{ gained: change.gained, lost: change.lost },
    })),
    totals: { apps: apps.length, users: users.length, operations: operations.length },
  }
}
