import { jsonItems } from '../in-chunks.ts'
import type { ReportSetting } from '../report-setting.ts'
import { describeFinding } from '../../../wording/audit/describe-finding.ts'
import { countFindings } from '../count-findings.ts'
import type { ReportedFinding } from '../../../model/finding.ts'
import { effectKinds, effectRows, newFindings, type ComparedSnapshots } from './printed-comparison.ts'

/** The whole comparison for programs, with the findings that came and went (U3). */
export function* comparisonJson(
  { comparison, result }: ComparedSnapshots,
  { language, product }: ReportSetting,
): Generator<string> {
  const { counts, notCompared, effect, effectMissing, catalogueChanged } = comparison
  const found = (finding: ReportedFinding) => ({ ...finding, what: describeFinding(finding, language) })
  yield JSON.stringify({
    schema: 'urn:grantdesk:schema:snapshot-comparison:1',
    product: { name: 'Grantdesk', version: product.version },
    language,
    before: result.baseline,
    after: result.snapshot,
    redacted: result.redacted,
    ...{ counts, notCompared, catalogueChanged, effectMissing },
    effect: effect && { gained: effect.gained, lost: effect.lost },
    findings: countFindings(result).states,
  }).slice(0, -1)
  yield ',\n"records":['
  yield* jsonItems(comparison.records, (record) => record)
  for (const kind of effectKinds) {
    yield `],\n"${kind}s":[`
    yield* jsonItems(effectRows(effect, kind), ({ id, name, gained, lost }) => ({ id, name, gained, lost }))
  }
  yield '],\n"newFindings":['
  yield* jsonItems(newFindings(result), found)
  yield '],\n"fixedFindings":['
  yield* jsonItems(result.fixed, found)
  yield ']}\n'
}
