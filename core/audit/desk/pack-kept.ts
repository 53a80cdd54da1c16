import type { AuditEvent } from '../../model/audit-event.ts'
import { fail, ok, type Result } from '../../model/result.ts'
import type { Pace } from '../../policy/long-question.ts'
import { assembleEvidence, LOG_EXCERPT, logUntil } from '../evidence/assemble-evidence.ts'
import { signerFingerprint } from '../evidence/signing-key.ts'
import { readPolicyFile } from '../policy-file/read-policy-file.ts'
import { fileNameOf, type AtDesk, type HeldAudit } from './audit-desk.ts'
import type { AuditQuestions } from './audit-questions.ts'
import { heldAudit } from './run-kept-audit.ts'

/** Packs an audit that somebody looks at with all that it rests on (U5). */
export async function packKept(
  desk: AtDesk,
  { auditId, language, key }: AuditQuestions['evidence.pack']['input'],
  pace: Pace,
): Promise<Result<AuditQuestions['evidence.pack']['value']>> {
  const held = heldAudit(desk, auditId)
  if (!held.ok) return held
  const { result, snapshot: of } = held.value
  const policy = await policyOf(desk, held.value)
  if (!policy.ok) return policy
  const opened = await desk.library.snapshots.open(of.kept.id)
  if (!opened.ok) return opened
  const archive = await assembleEvidence(
    {
      ...{ result, language, key, version: desk.version, packedAt: desk.now },
      snapshot: opened.value.bytes(),
      policyText: policy.value,
      log: await logOf(desk, held.value),
    },
    pace,
  )
  const name = fileNameOf(of.kept, '-evidence.zip')
  const file = await desk.library.transfer.make({ name, mediaType: 'application/zip' }, [archive])
  return ok({ file, signer: signerFingerprint(key) })
}

/** The policy file by which it was audited; where that was changed since, the audit has to run again. */
async function policyOf({ library }: AtDesk, { result, snapshot }: HeldAudit): Promise<Result<string>> {
  const text = await library.policies.read(snapshot.snapshot.organization.id)
  const read = text === '' ? undefined : readPolicyFile(text)
  const digest = read?.ok ? read.digest : null
  return digest === result.policyDigest ? ok(text) : fail({ code: 'audit_not_found' })
}

/** The events that lead to the end of the log which the snapshot names; none where this workspace does not hold them. */
async function logOf(desk: AtDesk, { snapshot: { snapshot } }: HeldAudit): Promise<readonly AuditEvent[]> {
  const { historyHead: head, organization } = snapshot
  if (!head) return []
  const store = await desk.store()
  const from = Math.max(1, head.sequence - LOG_EXCERPT + 1)
  return logUntil(await store.read((unit) => unit.events.from(organization.id, from, LOG_EXCERPT)), head)
}
