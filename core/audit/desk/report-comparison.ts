import { ok, type Result } from '../../model/result.ts'
import type { Pace } from '../../policy/long-question.ts'
import { printComparison, type ComparisonFormat } from '../report/comparison/print-comparison.ts'
import { rulesById } from '../rules/rules-by-id.ts'
import { fileNameOf, type AtDesk } from './audit-desk.ts'
import type { AuditQuestions } from './audit-questions.ts'
import { compareKept } from './compare-kept.ts'
import { paced, stages } from './stages.ts'

const mediaTypes: Readonly<Record<ComparisonFormat, string>> = {
  html: 'text/html',
  md: 'text/markdown',
  csv: 'text/csv',
  json: 'application/json',
}

/** Prints what changed between two kept snapshots into a file (U3, U4). */
export async function reportComparison(
  desk: AtDesk,
  { format, language, ...order }: AuditQuestions['snapshot.compareReport']['input'],
  pace: Pace,
): Promise<Result<AuditQuestions['snapshot.compareReport']['value']>> {
  const [comparing = {}, printing = {}] = stages(pace, [9, 1])
  const done = await compareKept(desk, order, comparing)
  if (!done.ok) return done
  const { comparison, audit } = done.value
  const text = printComparison({ comparison, result: audit.result }, format, {
    language,
    rules: rulesById,
    product: { version: desk.version },
  })
  const name = fileNameOf(audit.snapshot.kept, `-comparison.${format}`)
  const mediaType = mediaTypes[format]
  return ok({ file: await desk.library.transfer.make({ name, mediaType }, paced(text, printing)) })
}
