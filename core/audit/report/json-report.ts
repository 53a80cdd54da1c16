import type { AuditResult, ReportedFinding } from '../../model/finding.ts'
import { describeFinding, describeMissing } from '../../wording/audit/describe-finding.ts'
import { countFindings } from './count-findings.ts'
import { jsonItems } from './in-chunks.ts'
import type { ReportSetting } from './report-setting.ts'
import { ruleWords, scoreArithmetic } from './report-text.ts'

/** Names the shape of the report; `resources/schema/audit-result.schema.json` describes it. */
const auditResultSchema = 'urn:grantdesk:schema:audit-result:1'

/** The whole result with what is said of it in words; texts that belong to a rule stand at the rule (U4). */
export function* jsonReport(result: AuditResult, setting: ReportSetting): Generator<string> {
  const { language, product } = setting
  const { open, suppressed, severities, states } = countFindings(result)
  const head = {
    schema: auditResultSchema,
    product: { name: 'Grantdesk', version: product.version },
    language,
    auditedAt: result.auditedAt,
    snapshot: result.snapshot,
    baseline: result.baseline,
    policyDigest: result.policyDigest,
    redacted: result.redacted,
    counts: { open, suppressed, severities, baseline: states },
  }
  const found = (finding: ReportedFinding) => ({ ...finding, what: describeFinding(finding, language) })
  yield JSON.stringify(head).slice(0, -1)
  yield ',\n"rules":['
  yield* jsonItems(result.rules, (outcome) => ({
    ...outcome,
    ...ruleWords(outcome.ruleId, setting),
    notEvaluated: outcome.status === 'not_evaluated' ? describeMissing(outcome.missing, language) : null,
  }))
  yield '],\n"findings":['
  yield* jsonItems(result.findings, found)
  yield '],\n"fixed":['
  yield* jsonItems(result.fixed, found)
  yield '],\n"scores":['
  yield* jsonItems(result.scores, (score) => ({ ...score, arithmetic: scoreArithmetic(score, language) }))
  yield ']}\n'
}
