import type { Invocation, Notification, ReportingDescriptor, Run } from 'sarif'
import type { RuleId } from '../../../model/audit-rule-ids.ts'
import type { AuditResult, ReportedFinding, RuleOutcome } from '../../../model/finding.ts'
import { describeMissing } from '../../../wording/audit/describe-finding.ts'
import { jsonItems } from '../in-chunks.ts'
import type { ReportSetting } from '../report-setting.ts'
import { clauseText, ruleWords } from '../report-text.ts'
import { plainMessage, sarifLevels, sarifResult, securitySeverities } from './sarif-result.ts'
import { NamedTaxonomies } from './taxonomies.ts'

const schemaUri = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'
const notEvaluated = 'rule-not-evaluated'
const turnedOff = 'rule-turned-off'

/** The result as SARIF 2.1.0, for code scanning and pipelines (U4). */
export function* sarifReport(result: AuditResult, setting: ReportSetting): Generator<string> {
  const places = new Map(result.rules.map(({ ruleId }, place) => [ruleId, place]))
  const uri = encodeURIComponent((setting.snapshotFile ?? 'snapshot.json').toWellFormed())
  const text = (finding: ReportedFinding) =>
    sarifResult(finding, places.get(finding.ruleId) ?? -1, setting.language, uri)
  yield `{"$schema":${JSON.stringify(schemaUri)},"version":"2.1.0","runs":[`
  yield JSON.stringify(runWithoutResults(result, setting, uri)).slice(0, -1)
  yield ',"results":['
  yield* jsonItems(both(result), text)
  yield ']}]}\n'
}

function* both({ findings, fixed }: AuditResult): Generator<ReportedFinding> {
  yield* findings
  yield* fixed
}

function runWithoutResults(result: AuditResult, setting: ReportSetting, uri: string): Run {
  const { language, product, rules } = setting
  const { snapshot, baseline } = result
  const clausesOf = (ruleId: RuleId) => rules.get(ruleId)?.clauses ?? []
  const taxonomies = new NamedTaxonomies(result.rules.flatMap(({ ruleId }) => clausesOf(ruleId)))
  const components = taxonomies.components()
  return {
    tool: {
      driver: {
        name: 'Grantdesk',
        version: product.version,
        semanticVersion: product.version,
        language,
        rules: result.rules.map((outcome) => ({
          ...descriptor(outcome, setting),
          relationships: taxonomies.relationships(clausesOf(outcome.ruleId)),
        })),
        notifications: [{ id: notEvaluated }, { id: turnedOff }],
        ...(components.length > 0 && { supportedTaxonomies: taxonomies.references() }),
      },
    },
    ...(components.length > 0 && { taxonomies: components }),
    language,
    columnKind: 'utf16CodeUnits',
    automationDetails: {
      id: `grantdesk-audit/${encodeURIComponent(snapshot.organizationId.toWellFormed())}/${result.auditedAt}`,
    },
    artifacts: [
      {
        location: { uri },
        roles: ['analysisTarget'],
        mimeType: 'application/json',
        encoding: 'UTF-8',
        // Of the content, which is the same however the file is laid out; `hashes` would be of its bytes.
        properties: { digest: snapshot.digest },
      },
    ],
    invocations: [invocation(result, setting)],
    properties: {
      organizationId: snapshot.organizationId,
      organizationName: snapshot.organizationName,
      takenAt: snapshot.takenAt,
      redacted: result.redacted,
      ...(baseline && { baselineDigest: baseline.digest }),
      ...(result.policyDigest !== null && { policyDigest: result.policyDigest }),
    },
  }
}

function descriptor({ ruleId, severity, status }: RuleOutcome, setting: ReportSetting): ReportingDescriptor {
  const { title, why, fix, clears, clauses } = ruleWords(ruleId, setting)
  const link = clauses.find(({ href }) => href !== null)?.href
  return {
    id: ruleId,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: [why, fix, clears, ...clauses.map(clauseText)].join('\n\n') },
    ...(typeof link === 'string' && { helpUri: link }),
    defaultConfiguration: { level: sarifLevels[severity], enabled: status !== 'off' },
    properties: {
      'security-severity': securitySeverities[severity],
      tags: ['security', 'oauth'],
      clauses: clauses.map(({ label }) => label),
    },
  }
}

/** What was not looked at, so that silence is not taken for peace (U2). */
function invocation({ auditedAt, rules }: AuditResult, { language }: ReportSetting): Invocation {
  const notices = (status: RuleOutcome['status'], id: string, text: (outcome: RuleOutcome) => string) =>
    rules.flatMap((outcome, index): Notification[] =>
      outcome.status === status
        ? [
            {
              descriptor: { id },
              associatedRule: { id: outcome.ruleId, index },
              level: status === 'off' ? 'note' : 'warning',
              message: { text: plainMessage(text(outcome)) },
            },
          ]
        : [],
    )
  return {
    executionSuccessful: true,
    endTimeUtc: auditedAt,
    toolExecutionNotifications: notices('not_evaluated', notEvaluated, ({ missing }) =>
      describeMissing(missing, language),
    ),
    toolConfigurationNotifications: notices('off', turnedOff, ({ ruleId }) => ruleId),
  }
}
