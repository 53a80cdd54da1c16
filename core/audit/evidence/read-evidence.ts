import { fail, ok, type Result } from '../../model/result.ts'
import type { Pace } from '../../policy/long-question.ts'
import { readSnapshot } from '../snapshot/read-snapshot.ts'
import { verifyEvidence, type EvidenceVerdict } from './verify-evidence.ts'

/** The most bytes of an archive, which is looked at as a whole. */
const LARGEST_ARCHIVE = 2 * 1024 ** 3 - 1

/** A file that claims to be evidence, and who is said to have signed it; an empty signer for nobody. */
export interface ClaimedEvidence {
  readonly name: string
  readonly size: number
  readonly signer: string
  bytes(): AsyncIterable<Uint8Array>
}

/** Reads an archive and verifies it, its snapshot included (U5). */
export async function readEvidence(
  claimed: ClaimedEvidence,
  { stop }: Pick<Pace, 'stop'>,
): Promise<Result<EvidenceVerdict>> {
  const { name, size, signer } = claimed
  if (size > LARGEST_ARCHIVE) {
    return fail({ code: 'snapshot_too_large', field: name, params: { limit: LARGEST_ARCHIVE } })
  }
  const parts: Uint8Array[] = []
  for await (const chunk of claimed.bytes()) parts.push(chunk)
  return ok(
    await verifyEvidence(Buffer.concat(parts), { signer, digestOf: (bytes) => digestOf(bytes, stop) }),
  )
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
