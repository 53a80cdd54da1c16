import { ok, type Result } from '../../model/result.ts'
import type { Pace } from '../../policy/long-question.ts'
import { fileNameOf, type AtDesk } from './audit-desk.ts'
import type { AuditQuestions } from './audit-questions.ts'
import { compareKept } from './compare-kept.ts'
import { paced } from './stages.ts'

export async function reportComparison(
  desk: AtDesk,
  order: AuditQuestions['snapshot.compareReport']['input'],
  pace: Pace,
): Promise<Result<AuditQuestions['snapshot.compareReport']['value']>> {
  const done = await compareKept(desk, order, pace)
  if (!done.ok) return done
  const name = fileNameOf(done.value.audit.snapshot.kept, '-comparison.json')
  const text = [JSON.stringify(done.value.comparison)]
  const file = await desk.library.transfer.make({ name, mediaType: 'application/json' }, paced(text, pace))
  return ok({ file })
}
