import { createReadStream } from 'node:fs'
import { readEvidence } from '../core/audit/evidence/read-evidence.ts'
import { describeEvidenceProblem } from '../core/wording/audit/describe-evidence.ts'
import { exitCodes, type ExitCode } from './exit.ts'
import { interruptible } from './interruptible.ts'
import { orRefusal, sizeOf } from './read-snapshot-file.ts'
import type { Plain } from './session.ts'
import { fields } from './table.ts'
import { formatTime, plain as asPlain } from './text.ts'

/** Tells whether an archive is as it was signed, and by whom; one that is damaged or signed by somebody else ends with 3 (U5). */
export async function verifyEvidenceFile(plain: Plain, path: string, signer: string): Promise<ExitCode> {
  const { words, language, out } = plain
  const size = await sizeOf(plain, path)
  const read = await interruptible(plain, ({ pace }) =>
    orRefusal(plain, path, () =>
      readEvidence({ name: path, size, signer, bytes: () => createReadStream(path) }, pace),
    ),
  )
  const { verdict, signer: signedBy, manifest } = read
  const problems = read.problems.map((problem) => describeEvidenceProblem(problem, language))
  const { organizationName = null, snapshotDigest = null, packedAt = null } = manifest ?? {}
  out.record({ verdict, signer: signedBy, organizationName, snapshotDigest, packedAt, problems }, () => [
    words.evidenceVerdict[verdict],
    ...problems.map((problem) => `  ${problem}`),
    ...fields([
      ...(signedBy === null ? [] : [[words.signedBy, signedBy] as const]),
      ...(organizationName === null ? [] : [[words.organization, asPlain(organizationName)] as const]),
      ...(snapshotDigest === null ? [] : [[words.digest, snapshotDigest] as const]),
      ...(packedAt === null ? [] : [[words.packedAt, formatTime(packedAt)] as const]),
    ]),
  ])
  return verdict === 'intact' || verdict === 'signer_unknown' ? exitCodes.done : exitCodes.fault
}
