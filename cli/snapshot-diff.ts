import { defaultPolicy } from '../core/audit/audit-policy.ts'
import { compareSnapshots } from '../core/audit/compare/compare-snapshots.ts'
import { paced, stages } from '../core/audit/desk/stages.ts'
import { printComparison, type ComparisonFormat } from '../core/audit/report/comparison/print-comparison.ts'
import type { ComparedSnapshots } from '../core/audit/report/comparison/printed-comparison.ts'
import { runAudit } from '../core/audit/run-audit.ts'
import { rulesById } from '../core/audit/rules/rules-by-id.ts'
import { interruptible, type FileTask } from './interruptible.ts'
import { readSnapshotFile } from './read-snapshot-file.ts'
import type { Plain } from './session.ts'
import { snapshotDiffLines } from './snapshot-diff-text.ts'
import { plain as asPlain } from './text.ts'
import { formatOfName, writeResult } from './write-result.ts'

/** How a comparison is printed: for a terminal, or as a report. */
export type DiffFormat = 'text' | ComparisonFormat

export interface DiffOptions {
  readonly format?: DiffFormat
  readonly out?: string
}

interface Order {
  readonly before: string
  readonly after: string
  readonly version: string
}

/** What changed between two files, who can do more or less than before, and what became of the findings (U3). */
export async function diffSnapshotFiles(
  plain: Plain,
  order: Order,
  { format: wanted, out }: DiffOptions,
): Promise<void> {
  const format: DiffFormat =
    wanted ?? formatOfName(out, ['md', 'csv', 'json', 'html']) ?? (plain.out.json ? 'json' : 'text')
  await interruptible(plain, async (task) => {
    const compared = await compare(plain, order, task)
    const text =
      format === 'text'
        ? [`${snapshotDiffLines(plain, compared).join('\n')}\n`]
        : printComparison(compared, format, {
            language: plain.language,
            rules: rulesById,
            product: { version: order.version },
          })
    await writeResult(plain, out, paced(text, task.pace))
    if (out !== undefined) plain.out.note(plain.words.reportWritten(asPlain(out)))
  })
}

async function compare(plain: Plain, paths: Order, task: FileTask): Promise<ComparedSnapshots> {
  const [first = {}, second = {}, comparing = {}, auditing = {}] = stages(task.pace, [3, 3, 3, 3])
  const before = await readSnapshotFile(plain, paths.before, { pace: first })
  const after = await readSnapshotFile(plain, paths.after, { pace: second })
  return task.alone(() => ({
    comparison: compareSnapshots(before.snapshot, after.snapshot, comparing),
    result: runAudit(
      {
        ...{ snapshot: after.snapshot, digest: after.digest },
        ...{ baseline: before.snapshot, baselineDigest: before.digest },
        ...{ policy: defaultPolicy, policyDigest: null, lookups: null, auditedAt: new Date() },
      },
      auditing,
    ),
  }))
}
