import { ok, type Result } from '../../model/result.ts'
import type { Pace } from '../../policy/long-question.ts'
import { fillStore, openedIdOf } from '../opened/fill-store.ts'
import { holdSnapshot, type AtDesk } from './audit-desk.ts'
import type { AuditQuestions } from './audit-questions.ts'
import { stages } from './stages.ts'

/** Fills a folder with the store that shows a kept snapshot (U1). */
export async function fillKept(
  desk: AtDesk,
  { snapshotId, directory }: AuditQuestions['snapshot.fill']['input'],
  pace: Pace,
): Promise<Result<AuditQuestions['snapshot.fill']['value']>> {
  const [reading = {}, filling = {}] = stages(pace, [1, 3])
  const held = await holdSnapshot(desk, snapshotId, reading)
  if (!held.ok) return held
  const { snapshot } = held.value
  const store = await desk.makeStore(directory)
  try {
    await fillStore(store, { snapshot, organizationId: openedIdOf(snapshotId) }, filling)
  } finally {
    await store.close()
  }
  return ok({ takenAt: snapshot.takenAt })
}
