import Ajv, { type AnySchema } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { Log } from 'sarif'
import { describe, expect, it } from 'vitest'
import { printReport } from '../../../../core/audit/report/print-report.ts'
import type { ReportFormat } from '../../../../core/audit/report/report-setting.ts'
import { reportFormats } from '../../../../core/contract/audit.ts'
import { readRows, rowText } from '../../../../core/audit/report/page/rows.ts'
import { sentenceParts } from '../../../../core/audit/report/sentence.ts'
import { whatInParts } from '../../../../core/audit/report/finding-sentence.ts'
import { rulesById } from '../../../../core/audit/rules/rules-by-id.ts'
import { ruleIds } from '../../../../core/model/audit-rule-ids.ts'
import type { AuditResult, ReportedFinding } from '../../../../core/model/finding.ts'
import { runAudit } from '../../../../core/audit/run-audit.ts'
import { defaultPolicy } from '../../../../core/audit/audit-policy.ts'
import auditResultSchema from '../../../../resources/schema/audit-result.schema.json' with { type: 'json' }
import { aClient, aSnapshot, takenAt } from '../../../support/audited-snapshot.ts'
import { aFinding, aResult, evidenceFor, reportSetting } from '../../../support/audit-results.ts'
import {
  pageDataOf,
  readCsv,
  toldInCsv,
  toldInHtml,
  toldInMarkdown,
  type Told,
} from '../../../support/read-reports.ts'
import { sarifSchema } from './sarif-schema.ts'

/** Names that want to be something else: markup, formulas, the end of a script, of a cell, of a line. */
const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '</script><!--<script>',
  "' onmouseover='alert(1)",
  '=HYPERLINK("http://evil.example","x")',
  "+1+cmd|' /C calc'!A0",
  '-2+3',
  '@SUM(1)',
  '\tTab',
  '\uFEFF=1+1',
  ' =1+1',
  "'=1+1",
  'pipe | `tick` ``two``\\',
  '[link](javascript:alert(1))',
  '![image](https://evil.example/x.png)',
  'https://evil.example www.evil.example',
  'line\r\nbreak\u2028and\u2029more',
  '{0} [1](2) \\ {{x}}',
  '__proto__',
  'ends in `',
  '\ud800 lone',
]

const findings: readonly ReportedFinding[] = [
  ...hostile.map((name, number) =>
    aFinding({
      subject: { kind: 'client', id: `client-${String(number)}`, name },
      evidence: evidenceFor('GRANT-001', name),
      baseline: 'new',
    }),
  ),
  aFinding({
    ruleId: 'GRANT-002',
    severity: 'critical',
    subject: { kind: 'authorization', id: 'a|b`c/d~e', name: 'Odd id' },
    pointer: '/authorizations/a|b`c~1d~0e/scopes/0',
    baseline: 'unchanged',
    suppression: { reason: hostile[0] ?? '', owner: '=ada', expires: '2027-01-31' },
    fix: { kind: 'automatic', change: { act: 'narrow_app', clientId: 'a|b`c/d~e', scopes: ['users'] } },
  }),
  ...ruleIds.map((ruleId) =>
    aFinding({ ruleId, severity: 'low', baseline: 'updated', evidence: evidenceFor(ruleId, 'x `y` z') }),
  ),
]
const gone = aFinding({ ruleId: 'GRANT-003', severity: 'info', baseline: 'fixed' })
const plain = aResult()
const result: AuditResult = aResult({
  findings,
  fixed: [gone],
  baseline: plain.snapshot,
  snapshot: { ...plain.snapshot, organizationName: hostile[0] ?? '', organizationId: hostile[3] ?? '' },
  scores: hostile.map((clientName, number) => ({
    ...{ clientId: `client-${String(number)}`, clientName, score: 66, highest: 'high', findings: 1 },
    parts: [
      { key: 'permission_critical', points: 50, count: 1 },
      { key: 'privileged_role', points: 8, count: 2 },
    ],
  })),
})
const printed = Object.fromEntries(
  reportFormats.map((format) => [format, [...printReport(result, format, reportSetting)].join('')]),
) as Readonly<Record<ReportFormat, string>>
// Each of the two wrote it in this shape, as its schema holds.
const json = JSON.parse(printed.json) as AuditResult
const sarif = JSON.parse(printed.sarif) as Log

const expected: readonly Told[] = [...findings, gone].map(
  ({ ruleId, subject, pointer, severity, suppression, baseline }) =>
    [ruleId, subject.id, pointer, severity, suppression !== null, baseline ?? ''] as const,
)
const sorted = (told: readonly Told[]) => told.map((one) => JSON.stringify(one)).sort()

describe('the five reports of one result (U4)', () => {
  it.each([
    ['json', () => [...json.findings, ...json.fixed].map(toldInJson)],
    ['csv', () => toldInCsv(printed.csv)],
    ['sarif', () => (sarif.runs[0]?.results ?? []).map(toldInSarif)],
    ['html', () => toldInHtml(printed.html)],
    ['md', () => toldInMarkdown(printed.md)],
  ])('%s tells every finding with its place, severity, suppression and baseline', (_format, told) => {
    expect(sorted(told())).toEqual(sorted(expected))
  })

  it('say what was found in the same words', () => {
    const data = pageDataOf(printed.html)
    const rows = readRows(data)
    const inHtml = Array.from({ length: rows.count }, (_, row) => rowText(data, rows, row).what)
    for (const [row, finding] of [...findings, gone].entries()) {
      expect(sentenceParts(inHtml[row] ?? '')).toEqual(whatInParts(finding, 'en'))
    }
    const inCsv = readCsv(printed.csv).map((row) => row['what'])
    expect(inCsv).toEqual(
      [...json.findings, ...json.fixed].map((finding) => 'what' in finding && finding.what),
    )
  })

  it('always tell how many findings are suppressed, and what was not evaluated', () => {
    expect(printed.md).toContain('1 suppressed findings are not counted above')
    expect(printed.html).toContain('1 suppressed findings are not counted above')
    const silent = aResult({ findings: [aFinding()] })
    const reports = reportFormats
      .filter((format) => format !== 'csv')
      .map((format) => [...printReport(silent, format, reportSetting)].join(''))
    for (const report of reports) expect(report).toContain('not evaluated: needs usage data, names')
  })

  it('tell an empty result without a word missing, in both languages', () => {
    const empty = aResult({ findings: [], rules: [] })
    for (const language of ['en', 'de'] as const) {
      for (const format of reportFormats) {
        const report = [...printReport(empty, format, { ...reportSetting, language })].join('')
        const words = report.replace(/<script.*<\/script>/s, '')
        expect(words).not.toMatch(/undefined|\{(count|shown|all|organization|taken|digest)\}/)
      }
    }
  })

  it('never repeat a secret that somebody wrote into a description (F4)', () => {
    const canary = 'client_secret=Zk3vQ9xT7bN2mW8yL5cR1pD6sF4hJ0gA'
    const snapshot = aSnapshot({ clients: [aClient({ description: `Do not lose: ${canary}` })] })
    const audited = runAudit({
      ...{ snapshot, baseline: null, policy: defaultPolicy, lookups: null, auditedAt: new Date(takenAt) },
      ...{ digest: plain.snapshot.digest, baselineDigest: null, policyDigest: null },
    })
    expect(audited.findings.map(({ ruleId }) => ruleId)).toContain('CRED-004')
    for (const format of reportFormats) {
      const report = [...printReport(audited, format, { ...reportSetting, rules: rulesById })].join('')
      expect(report).not.toContain(canary.slice(14))
    }
  })
})

describe('what is written for programs (U4)', () => {
  const ajv = new Ajv({ strict: true, allErrors: true, allowUnionTypes: true })
  addFormats(ajv)
  const problems = (schema: AnySchema, value: unknown) => {
    const validate = ajv.compile(schema)
    return validate(value) ? [] : (validate.errors ?? [])
  }

  it('fits the published schema of the JSON report, and nothing beside it does', () => {
    expect(problems(auditResultSchema, json)).toEqual([])
    ajv.removeSchema(auditResultSchema.$id)
    expect(problems(auditResultSchema, { ...json, secret: 'x' })).not.toEqual([])
  })

  it('fits SARIF 2.1.0 as the standard describes the parts that are used', () => {
    expect(problems(sarifSchema, sarif)).toEqual([])
    expect(problems(sarifSchema, { ...sarif, version: '2.0.0' })).not.toEqual([])
  })

  it('gives code scanning identity, baseline, suppression, help and a score', () => {
    const run = sarif.runs[0]
    const found = run?.results?.find(({ ruleId }) => ruleId === 'GRANT-002')
    expect(found).toMatchObject({
      level: 'error',
      partialFingerprints: { 'clientRule/v1': findings[hostile.length]?.fingerprint },
      baselineState: 'unchanged',
      suppressions: [
        {
          kind: 'external',
          status: 'accepted',
          justification: hostile[0],
          properties: { expires: '2027-01-31' },
        },
      ],
      properties: {
        'security-severity': '9.0',
        patch: [{ op: 'replace', path: '/authorizations/a|b`c~1d~0e/scopes', value: ['users'] }],
      },
    })
    expect(found?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe('acme%202026.json')
    expect(run?.results?.at(-1)?.baselineState).toBe('absent')
    const rule = run?.tool.driver.rules?.[0]
    expect(rule?.helpUri).toBe('https://www.rfc-editor.org/rfc/rfc9700#section-2.1.2')
    expect(rule?.relationships?.map(({ target }) => target.id)).toEqual(['2.1.2', 'AC-6(1)'])
    expect(run?.taxonomies?.map(({ name }) => name)).toEqual(['RFC 9700', 'NIST SP 800-53', 'MITRE ATT&CK'])
    for (const { ruleId, ruleIndex } of run?.results ?? []) {
      expect(run?.tool.driver.rules?.[ruleIndex ?? -1]?.id).toBe(ruleId)
    }
  })
})

describe('names that want to be more than names (U4)', () => {
  it('start no formula in a spreadsheet, and come back whole', () => {
    const cells = printed.csv.split(/,|\r\n/).map((cell) => cell.replace(/^"/, ''))
    expect(cells.filter((cell) => /^[\s\uFEFF]*[=+\-@]/.test(cell.replace(/^\uFEFFseverity/, '')))).toEqual(
      [],
    )
    const names = readCsv(printed.csv).map((row) => row['subject_name'])
    expect(names.slice(0, hostile.length)).toEqual(
      // UTF-8 has no half of a pair.
      hostile.map((name) => name.toWellFormed()),
    )
  })

  it('make no markup in Markdown', () => {
    const outsideCode = printed.md.replaceAll(/(?<!\\)(`+)(?!`).*?(?<!`)\1(?!`)/g, '')
    expect(outsideCode).not.toMatch(/<(?!https:)|(?<!\\)!\[|(?<!\\)\]\(javascript/)
    expect(outsideCode).not.toMatch(/(?<!<)https?:\/\/evil|www\.evil/)
    const lines = printed.md.split('\n').filter((line) => line.startsWith('| '))
    for (const line of lines) expect(line.endsWith(' |')).toBe(true)
  })

  it('make no element and no attribute in HTML, and end no script', () => {
    const page = printed.html
    const tags = [...page.matchAll(/<(\/?)([a-zA-Z][\w-]*)/g)].map(([, , name]) => name?.toLowerCase())
    expect(tags.filter((name) => name === 'img')).toEqual([])
    expect(tags.filter((name) => name === 'script')).toHaveLength(4)
    expect(page).not.toContain('<!--')
    const markup = page.replaceAll(/<(script|style)[^>]*>.*?<\/\1>/gs, '')
    expect(markup.match(/<[a-zA-Z][^>]*\s(?:on\w+|style|src)=[^>]*>/g)).toBeNull()
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]
    expect(policy).toMatch(
      /^default-src &#39;none&#39;; script-src &#39;sha256-[^;]+&#39;; style-src &#39;sha256-[^;]+&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;; require-trusted-types-for &#39;script&#39;$/,
    )
  })
})

function toldInJson({ ruleId, subject, pointer, severity, suppression, baseline }: ReportedFinding): Told {
  return [ruleId, subject.id, pointer, severity, suppression !== null, baseline ?? '']
}

function toldInSarif(found: NonNullable<Log['runs'][number]['results']>[number]): Told {
  const { ruleId = '', baselineState, suppressions = [], properties } = found
  // The report wrote them as texts.
  const { severity, pointer, subject } = properties as {
    readonly severity: string
    readonly pointer: string
    readonly subject: { readonly id: string }
  }
  const state = baselineState === 'absent' ? 'fixed' : (baselineState ?? '')
  return [ruleId, subject.id, pointer, severity, suppressions.length > 0, state]
}
