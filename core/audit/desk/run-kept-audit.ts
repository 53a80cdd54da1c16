import { hash } from 'node:crypto'
import { fail, ok, type Result } from '../../model/result.ts'
import type { Pace } from '../../policy/long-question.ts'
import { defaultPolicy } from '../audit-policy.ts'
import { lookUpHosts } from '../network/look-up-hosts.ts'
import { policyFailure, readPolicyFile } from '../policy-file/read-policy-file.ts'
import { runAudit } from '../run-audit.ts'
import { holdSnapshot, type AtDesk, type HeldAudit, type HeldSnapshot } from './audit-desk.ts'
import { auditOverview } from './audit-overview.ts'
import type { AuditQuestions } from './audit-questions.ts'
import { stages } from './stages.ts'

/** What is audited, and how. */
interface Order {
  readonly snapshotId: string
  readonly baselineId: string | null
  readonly network: boolean
}

/** An audit with the kept snapshots that it is of. */
export interface DoneAudit extends HeldAudit {
  readonly auditId: string
  readonly baseline: HeldSnapshot | null
}

/** Audits a kept snapshot by its organization's policy file, and keeps the result for a while (U2). */
export async function answerRun(
  desk: AtDesk,
  { language, ...order }: AuditQuestions['audit.run']['input'],
  pace: Pace,
): Promise<Result<AuditQuestions['audit.run']['value']>> {
  const done = await runKeptAudit(desk, order, pace)
  if (!done.ok) return done
  const { auditId, result, snapshot, baseline } = done.value
  return ok({
    ...auditOverview(result, language),
    auditId,
    snapshot: snapshot.kept,
    baseline: baseline?.kept ?? null,
  })
}

export async function runKeptAudit(desk: AtDesk, order: Order, pace: Pace): Promise<Result<DoneAudit>> {
  const [reading = {}, readingBaseline = {}, asking = {}, running = {}] = stages(pace, [3, 3, 1, 4])
  const held = await holdSnapshot(desk, order.snapshotId, reading)
  if (!held.ok) return held
  const former =
    order.baselineId === null ? null : await holdSnapshot(desk, order.baselineId, readingBaseline)
  if (former && !former.ok) return former
  const policy = await policyFor(desk, held.value.snapshot.organization.id)
  if (!policy.ok) return policy
  const { snapshot } = held.value
  const result = runAudit(
    {
      ...policy.value,
      snapshot,
      digest: held.value.kept.digest,
      baseline: former?.value.snapshot ?? null,
      baselineDigest: former?.value.kept.digest ?? null,
      auditedAt: desk.now,
      lookups: order.network ? await lookUpHosts(snapshot, desk.lookUp, asking) : null,
    },
    running,
  )
  const auditId = idOf(order, policy.value.policyDigest)
  desk.audits.put(auditId, { result, snapshot: held.value })
  return ok({ auditId, result, snapshot: held.value, baseline: former?.value ?? null })
}

/** The audit that somebody looks at; a host that forgot it asks to run it again. */
export function heldAudit({ audits }: Pick<AtDesk, 'audits'>, auditId: string): Result<HeldAudit> {
  const held = audits.get(auditId)
  return held ? ok(held) : fail({ code: 'audit_not_found' })
}

async function policyFor({ library }: Pick<AtDesk, 'library'>, organizationId: string) {
  const text = await library.policies.read(organizationId)
  if (text === '') return ok({ policy: defaultPolicy, policyDigest: null })
  const read = readPolicyFile(text)
  return read.ok ? ok({ policy: read.policy, policyDigest: read.digest }) : fail(policyFailure(read.problems))
}

/** The same for the same question, so that asking again takes the place of the former answer. */
function idOf({ snapshotId, baselineId, network }: Order, policyDigest: string | null): string {
  return hash('sha256', JSON.stringify([snapshotId, baselineId, network, policyDigest])).slice(0, 32)
}
