import { ok, type Result } from '../../model/result.ts'
import type { Pace } from '../../policy/long-question.ts'
import type { Redactor } from '../redact/redactor.ts'
import { redactSnapshot } from '../redact/redact-snapshot.ts'
import { writeSnapshot } from '../snapshot/write-snapshot.ts'
import { fileNameOf, holdSnapshot, type AtDesk } from './audit-desk.ts'
import type { AuditQuestions } from './audit-questions.ts'
import { newRedactor } from './new-redactor.ts'
import { pacedBytes, stages } from './stages.ts'

/** The file of a kept snapshot; redacted where it is wanted, with the map in a file apart (U4). */
export async function exportKept(
  desk: AtDesk,
  { snapshotId, redact }: AuditQuestions['snapshot.export']['input'],
  pace: Pace,
): Promise<Result<AuditQuestions['snapshot.export']['value']>> {
  const opened = await desk.library.snapshots.open(snapshotId)
  if (!opened.ok) return opened
  const { kept } = opened.value
  const mediaType = 'application/gzip'
  if (!redact) {
    const bytes = pacedBytes(opened.value.bytes(), pace)
    return ok({
      file: await desk.library.transfer.make({ name: fileNameOf(kept), mediaType }, bytes),
      map: null,
    })
  }
  const [reading = {}, writing = {}] = stages(pace, [1, 1])
  const held = await holdSnapshot(desk, snapshotId, reading)
  if (!held.ok) return held
  const redactor = newRedactor(desk.random)
  const redacted = redactSnapshot(held.value.snapshot, redactor)
  const name = fileNameOf({ ...kept, redacted: true })
  const bytes = pacedBytes(writeSnapshot(redacted, { gzip: true }), writing)
  const file = await desk.library.transfer.make({ name, mediaType }, bytes)
  return ok({ file, map: await mapFile(desk, redactor, name) })
}

/** What was replaced by what: only for whoever may know the names. */
export function mapFile({ library }: Pick<AtDesk, 'library'>, redactor: Redactor, of: string) {
  const name = `${of.replace(/\.(json\.gz|[a-z]+)$/, '')}-map.json`
  const text = `${JSON.stringify(redactor.map(), null, 2)}\n`
  return library.transfer.make({ name, mediaType: 'application/json' }, [text])
}
