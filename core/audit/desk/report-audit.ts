import { ok, type Result } from '../../model/result.ts'
import type { Pace } from '../../policy/long-question.ts'
import { redactResult } from '../redact/redact-result.ts'
import { redactSnapshot } from '../redact/redact-snapshot.ts'
import { printReport } from '../report/print-report.ts'
import type { ReportFormat } from '../report/report-setting.ts'
import { rulesById } from '../rules/rules-by-id.ts'
import { fileNameOf, type AtDesk } from './audit-desk.ts'
import type { AuditQuestions } from './audit-questions.ts'
import { mapFile } from './export-kept.ts'
import { newRedactor } from './new-redactor.ts'
import { heldAudit } from './run-kept-audit.ts'
import { paced } from './stages.ts'

/** How a report of each format is sent and called. */
const kinds: Readonly<Record<ReportFormat, { readonly mediaType: string; readonly ending: string }>> = {
  html: { mediaType: 'text/html', ending: '-audit.html' },
  md: { mediaType: 'text/markdown', ending: '-audit.md' },
  csv: { mediaType: 'text/csv', ending: '-audit.csv' },
  json: { mediaType: 'application/json', ending: '-audit.json' },
  sarif: { mediaType: 'application/sarif+json', ending: '-audit.sarif' },
}

/** Prints an audit into a file; redacted where it is wanted, with the map in a file apart (U4). */
export async function reportAudit(
  desk: AtDesk,
  { auditId, format, redact, language }: AuditQuestions['audit.report']['input'],
  pace: Pace,
): Promise<Result<AuditQuestions['audit.report']['value']>> {
  const held = heldAudit(desk, auditId)
  if (!held.ok) return held
  const { result, snapshot: of } = held.value
  const redactor = redact ? newRedactor(desk.random) : null
  const printed = redactor
    ? redactResult(result, {
        snapshot: redactSnapshot(of.snapshot, redactor),
        redactor,
        rules: rulesById,
      })
    : result
  const file = { ...of.kept, redacted: redact || of.kept.redacted }
  const { mediaType, ending } = kinds[format]
  const name = fileNameOf(file, ending)
  const text = printReport(printed, format, {
    language,
    rules: rulesById,
    product: { version: desk.version },
    snapshotFile: fileNameOf(file),
  })
  return ok({
    file: await desk.library.transfer.make({ name, mediaType }, paced(text, pace)),
    map: redactor ? await mapFile(desk, redactor, name) : null,
  })
}
