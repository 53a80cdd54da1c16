import { ok, type Result } from '../../model/result.ts'
import type { Pace } from '../../policy/long-question.ts'
import { describeEvidenceProblem } from '../../wording/audit/describe-evidence.ts'
import { readEvidence } from '../evidence/read-evidence.ts'
import type { AtDesk } from './audit-desk.ts'
import type { AuditQuestions } from './audit-questions.ts'

/** Verifies an archive that somebody handed over (U5). */
export async function verifyHandedOver(
  { library }: AtDesk,
  { fileId, signer, language }: AuditQuestions['evidence.verify']['input'],
  pace: Pace,
): Promise<Result<AuditQuestions['evidence.verify']['value']>> {
  const opened = await library.transfer.open(fileId)
  if (!opened.ok) return opened
  const { name, size } = opened.value
  const bytes = () => opened.value.bytes()
  const read = await readEvidence({ name, size, bytes, signer }, pace)
  if (!read.ok) return read
  const { verdict, signer: signedBy, manifest, problems } = read.value
  return ok({
    verdict,
    signer: signedBy,
    problems: problems.map((problem) => describeEvidenceProblem(problem, language)),
    packedAt: manifest?.packedAt ?? null,
    organizationName: manifest?.organizationName ?? null,
    snapshotDigest: manifest?.snapshotDigest ?? null,
  })
}
