import type { AdminApi } from '../contract/contract.ts'
import type { reviewContract } from '../contract/review.ts'
import { ok, type Result } from '../model/result.ts'
import { describeFailure } from '../wording/describe-failure.ts'
import { say } from '../wording/say.ts'
import type { AskAudit } from './ask-audit.ts'
import { applyReview, type ReviewContext } from './review/apply-review.ts'
import { planReview } from './review/plan-review.ts'
import { readReviewFile } from './review/review-file.ts'
import type { RunningTasks } from '../organization/running-tasks.ts'

/** The operations of review campaigns: deciding works on a snapshot, applying on an organization. */
export function reviewOperations(
  context: ReviewContext & { readonly tasks: RunningTasks; changed(): void },
  ask: AskAudit,
): Pick<AdminApi, keyof typeof reviewContract> {
  const told = async <Value>(answer: Promise<Result<Value>>): Promise<Result<Value>> => {
    const result = await answer
    if (result.ok) context.changed()
    return result
  }
  return {
    'review.items': (input) => ask('review.items', input),
    'review.decide': (input) => told(ask('review.decide', input)),
    'review.signOff': (input) => told(ask('review.signOff', input)),
    'review.export': (input) => ask('review.export', input),
    'review.preview': async ({ acting, text }) => {
      const file = readReviewFile(text)
      if (!file.ok) return file
      const planned = await planReview(context, acting, file.value)
      if (!planned.ok) return planned
      const { signedOff, snapshotDigest } = file.value
      return ok({
        reviewer: signedOff?.reviewer ?? '',
        signedAt: signedOff?.at ?? null,
        snapshotDigest,
        rows: planned.value.map(
          ({ decision: { kind, id, name, verdict, note }, status, changes, ...plan }) => ({
            ...{ kind, id, name, verdict, note, changes, status },
            message: say(acting.language, `review.note.${plan.note}`),
          }),
        ),
      })
    },
    'review.apply': async ({ acting, text, items, taskId }) => {
      const file = readReviewFile(text)
      if (!file.ok) return file
      const applied = await context.tasks.run(taskId, (signal, onProgress) =>
        applyReview(context, acting, { file: file.value, items, signal, onProgress }),
      )
      if (!applied.ok) return applied
      return ok({
        done: applied.value.done,
        refused: applied.value.refused.map(({ decision: { id, name }, failure }) => ({
          ...{ id, name },
          message: describeFailure(failure, acting.language),
        })),
      })
    },
  }
}
