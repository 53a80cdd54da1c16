import { ok, type Result } from '../../model/result.ts'
import type { Pace } from '../../policy/long-question.ts'
import { readAnyImport } from '../import/read-any-import.ts'
import type { HandedOver } from '../library/transfer-files.ts'
import type { AtDesk } from './audit-desk.ts'
import type { AuditQuestions } from './audit-questions.ts'
import { keepSnapshot } from './keep-snapshot.ts'
import { stages } from './stages.ts'

/** Reads files that somebody handed over, and keeps what they say; with problems in them only once that is confirmed (F2). */
export async function addKept(
  desk: AtDesk,
  { fileIds, organizationName, confirm, language }: AuditQuestions['snapshot.add']['input'],
  pace: Pace,
): Promise<Result<AuditQuestions['snapshot.add']['value']>> {
  const [reading = {}, keeping = {}] = stages(pace, [4, 1])
  const files: HandedOver[] = []
  for (const fileId of fileIds) {
    const file = await desk.library.transfer.open(fileId)
    if (!file.ok) return file
    files.push(file.value)
  }
  const size = files.reduce((sum, file) => sum + file.size, 0)
  const read = await readAnyImport(
    files.map((file) => ({ name: file.name, chunks: file.bytes() })),
    {
      ...{ organizationName, now: desk.now, language },
      onProgress: (bytes) => reading.onProgress?.(bytes, size),
      ...(pace.stop && { isCancelled: pace.stop }),
    },
  )
  if (!read.ok) return read
  const { snapshot, digest, problems, good } = read.value
  const isKept = problems.length === 0 || confirm
  return ok({
    snapshot: isKept ? await keepSnapshot(desk, { snapshot, digest }, keeping) : null,
    ...{ source: snapshot.source, good, problems },
  })
}
