import type { Pace } from '../../policy/long-question.ts'
import type { KeptSnapshot } from '../library/snapshot-shelf.ts'
import type { ReadSnapshot } from '../snapshot/read-snapshot.ts'
import { writeSnapshot } from '../snapshot/write-snapshot.ts'
import type { AtDesk } from './audit-desk.ts'
import { pacedBytes } from './stages.ts'
import { summarizeSnapshot } from './summarize-snapshot.ts'

/** Keeps a snapshot, in the workspace and for now also in memory; cancelled, nothing of it stays. */
export async function keepSnapshot(
  { library, snapshots, now }: Pick<AtDesk, 'library' | 'snapshots' | 'now'>,
  { snapshot, digest }: Pick<ReadSnapshot, 'snapshot' | 'digest'>,
  pace: Pace,
): Promise<KeptSnapshot> {
  const summary = { ...summarizeSnapshot({ snapshot, digest }), keptAt: now.toISOString() }
  const kept = await library.snapshots.keep(
    summary,
    pacedBytes(writeSnapshot(snapshot, { gzip: true }), pace),
  )
  snapshots.put(kept.id, { kept, snapshot })
  return kept
}
