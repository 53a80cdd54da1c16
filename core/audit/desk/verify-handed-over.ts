import { fail, ok, type Result } from '../../model/result.ts'
import type { Pace } from '../../policy/long-question.ts'
import { describeEvidenceProblem } from '../../wording/audit/describe-evidence.ts'
import { verifyEvidence } from '../evidence/verify-evidence.ts'
import { readSnapshot } from '../snapshot/read-snapshot.ts'
import type { AtDesk } from './audit-desk.ts'
import type { AuditQuestions } from './audit-questions.ts'

/** The most bytes of an archive, which is looked at as a whole. */
const LARGEST_ARCHIVE = 2 * 1024 ** 3 - 1

/** Verifies an archive that somebody handed over (U5). */
export async function verifyHandedOver(
  { library }: AtDesk,
  { fileId, signer, language }: AuditQuestions['evidence.verify']['input'],
  { stop }: Pace,
): Promise<Result<AuditQuestions['evidence.verify']['value']>> {
  const opened = await library.transfer.open(fileId)
  if (!opened.ok) return opened
  const { name, size } = opened.value
  if (size > LARGEST_ARCHIVE) {
    return fail({ code: 'snapshot_too_large', field: name, params: { limit: LARGEST_ARCHIVE } })
  }
  const parts: Uint8Array[] = []
  for await (const chunk of opened.value.bytes()) parts.push(chunk)
  const {
    verdict,
    signer: signedBy,
    manifest,
    problems,
  } = await verifyEvidence(Buffer.concat(parts), {
    signer,
    digestOf: (bytes) => digestOf(bytes, stop),
  })
  return ok({
    verdict,
    signer: signedBy,
    problems: problems.map((problem) => describeEvidenceProblem(problem, language)),
    packedAt: manifest?.packedAt ?? null,
    organizationName: manifest?.organizationName ?? null,
    snapshotDigest: manifest?.snapshotDigest ?? null,
  })
}

async function digestOf(bytes: Uint8Array, stop: Pace['stop']): Promise<string | null> {
  const read = await readSnapshot(inOnePiece(bytes), {
    name: 'snapshot.json.gz',
    ...(stop && { isCancelled: stop }),
  })
  return read.ok ? read.value.digest : null
}

async function* inOnePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  await Promise.resolve()
  yield bytes
}
