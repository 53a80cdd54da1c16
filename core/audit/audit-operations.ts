import type { auditContract } from '../contract/audit.ts'
import type { AdminApi } from '../contract/contract.ts'
import type { evidenceContract } from '../contract/evidence.ts'
import type { reviewContract } from '../contract/review.ts'
import type { snapshotContract } from '../contract/snapshots.ts'
import { ok } from '../model/result.ts'
import type { RunningTasks } from '../organization/running-tasks.ts'
import { askAudit } from './ask-audit.ts'
import type { AuditAnswers } from './desk/audit-questions.ts'
import { draftOperation } from './draft-operation.ts'
import { evidenceOperations } from './evidence-operations.ts'
import type { AuditLibrary } from './library/audit-library.ts'
import type { KeptSnapshot } from './library/snapshot-shelf.ts'
import type { OpenedSnapshots } from './opened/opened-snapshots.ts'
import { printOperation, type PrintPdf } from './print-audit.ts'
import { policyOperations } from './policy-operations.ts'
import { reviewOperations } from './review-operations.ts'
import type { ReviewContext } from './review/apply-review.ts'

/** What the operations of this room need; whatever takes reading a whole snapshot is asked of `answers`. */
export interface AuditContext extends ReviewContext {
  readonly library: AuditLibrary
  readonly answers: AuditAnswers
  readonly tasks: RunningTasks
  readonly opened: OpenedSnapshots
  readonly printPdf?: PrintPdf | undefined
  /** Tells screens that something changed which they may show. */
  changed(): void
}

type AuditApi = Pick<
  AdminApi,
  | keyof typeof snapshotContract
  | keyof typeof auditContract
  | keyof typeof reviewContract
  | keyof typeof evidenceContract
>

/** The operations on files, snapshots, audits and policy files (U1 to U5). */
export function auditOperations(context: AuditContext): AuditApi {
  const { library, answers, tasks, opened } = context
  const { transfer, snapshots, policies } = library
  const changed = () => {
    context.changed()
  }
  const summary = (kept: KeptSnapshot) => ({ ...kept, openedAs: opened.openedAs(kept.id) })
  const ask = askAudit(tasks, answers)
  return {
    'file.append': ({ fileId, ...piece }) => transfer.append(fileId, piece),
    'file.read': ({ fileId, offset }) => transfer.read(fileId, offset),
    'snapshot.list': async () => ok((await snapshots.list()).map(summary)),
    'snapshot.take': async (input) => {
      const taken = await ask('snapshot.take', input)
      if (!taken.ok) return taken
      changed()
      return ok(summary(taken.value))
    },
    'snapshot.add': async (input) => {
      const added = await ask('snapshot.add', input)
      if (!added.ok) return added
      const { snapshot } = added.value
      if (snapshot) changed()
      return ok({ ...added.value, snapshot: snapshot && summary(snapshot) })
    },
    'snapshot.remove': async ({ snapshotId }) => {
      await opened.close(snapshotId)
      const removed = await snapshots.remove(snapshotId)
      if (removed.ok) changed()
      return removed
    },
    'snapshot.export': (input) => ask('snapshot.export', input),
    'snapshot.open': ({ snapshotId, taskId }) =>
      tasks.run(taskId, (signal, onProgress) =>
        opened.open(snapshotId, (directory) =>
          answers.answer('snapshot.fill', { snapshotId, directory }, { signal, onProgress }),
        ),
      ),
    'snapshot.close': async ({ snapshotId }) => {
      await opened.close(snapshotId)
      return ok({})
    },
    'snapshot.compare': async (input) => {
      const compared = await ask('snapshot.compare', input)
      if (!compared.ok) return compared
      const { before, after } = compared.value
      return ok({ ...compared.value, before: summary(before), after: summary(after) })
    },
    'snapshot.compareReport': (input) => ask('snapshot.compareReport', input),
    'audit.run': async (input) => {
      const run = await ask('audit.run', input)
      if (!run.ok) return run
      const { snapshot, baseline } = run.value
      return ok({ ...run.value, snapshot: summary(snapshot), baseline: baseline && summary(baseline) })
    },
    'audit.findings': (input) => ask('audit.findings', input),
    'audit.clients': (input) => ask('audit.clients', input),
    'audit.report': (input) => ask('audit.report', input),
    'audit.print': printOperation(transfer, context.printPdf, ask),
    'audit.draft': draftOperation(context, policies),
    ...reviewOperations(context, ask),
    ...evidenceOperations(context, ask),
    ...policyOperations({ policies, clock: context.clock, changed }),
  }
}
