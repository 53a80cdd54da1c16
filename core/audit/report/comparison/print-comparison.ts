import { inChunks } from '../in-chunks.ts'
import type { ReportFormat, ReportSetting } from '../report-setting.ts'
import { comparisonCsv } from './comparison-csv.ts'
import { comparisonHtml } from './comparison-html.ts'
import { comparisonJson } from './comparison-json.ts'
import { comparisonMarkdown } from './comparison-markdown.ts'
import type { ComparedSnapshots } from './printed-comparison.ts'

/** SARIF knows findings only. */
export type ComparisonFormat = Exclude<ReportFormat, 'sarif'>

const printers: Readonly<
  Record<ComparisonFormat, (compared: ComparedSnapshots, setting: ReportSetting) => Iterable<string>>
> = {
  html: comparisonHtml,
  md: comparisonMarkdown,
  csv: comparisonCsv,
  json: comparisonJson,
}

/** Prints what changed between two snapshots, piece by piece (U3). */
export function printComparison(
  compared: ComparedSnapshots,
  format: ComparisonFormat,
  setting: ReportSetting,
): Iterable<string> {
  return inChunks(printers[format](compared, setting))
}
