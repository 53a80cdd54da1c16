import type { AuditResult } from '../../model/finding.ts'
import { csvReport } from './csv-report.ts'
import { htmlReport } from './html/html-report.ts'
import { inChunks } from './in-chunks.ts'
import { jsonReport } from './json-report.ts'
import { markdownReport } from './markdown-report.ts'
import type { ReportFormat, ReportSetting } from './report-setting.ts'
import { sarifReport } from './sarif/sarif-report.ts'

const printers: Readonly<
  Record<ReportFormat, (result: AuditResult, setting: ReportSetting) => Iterable<string>>
> = {
  html: htmlReport,
  md: markdownReport,
  csv: csvReport,
  json: jsonReport,
  sarif: sarifReport,
}

/** Prints a result, piece by piece, so that a large report is never one string (U4). */
export function printReport(
  result: AuditResult,
  format: ReportFormat,
  setting: ReportSetting,
): Iterable<string> {
  return inChunks(printers[format](result, setting))
}
