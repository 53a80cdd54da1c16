import { ok, type Result } from '../../model/result.ts'
import { look, permissionMissing } from '../../organization/context.ts'
import { keepPace, type Pace } from '../../policy/long-question.ts'
import type { KeptSnapshot } from '../library/snapshot-shelf.ts'
import { takeSnapshot } from '../snapshot/take-snapshot.ts'
import { snapshotDigest } from '../snapshot/write-snapshot.ts'
import type { AtDesk } from './audit-desk.ts'
import type { AuditQuestions } from './audit-questions.ts'
import { keepSnapshot } from './keep-snapshot.ts'

const VIEW = 'oauth:client:view'
const AUTHORIZE = 'oauth:client:authorize'

/** Takes a snapshot of an organization as it is now, and keeps it; needs both permissions that its sections need (O6). */
export async function takeKept(
  desk: AtDesk,
  { acting }: AuditQuestions['snapshot.take']['input'],
  pace: Pace,
): Promise<Result<KeptSnapshot>> {
  keepPace(pace, 0, 3)
  const context = { store: await desk.store(), clock: () => desk.now }
  const taken = await look(context, acting, VIEW, async (looking) => {
    const { unit, organization, now, actor } = looking
    if (!looking.holds(AUTHORIZE)) return permissionMissing(AUTHORIZE, actor)
    return ok(await takeSnapshot(unit, organization, { now }))
  })
  if (!taken.ok) return taken
  keepPace(pace, 1, 3)
  const snapshot = taken.value
  const digest = snapshotDigest(snapshot)
  const kept = await keepSnapshot(desk, { snapshot, digest }, { ...(pace.stop && { stop: pace.stop }) })
  keepPace(pace, 3, 3)
  return ok(kept)
}
