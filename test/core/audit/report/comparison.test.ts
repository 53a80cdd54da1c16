import { describe, expect, it } from 'vitest'
import { defaultPolicy } from '../../../../core/audit/audit-policy.ts'
import { compareSnapshots } from '../../../../core/audit/compare/compare-snapshots.ts'
import {
  printComparison,
  type ComparisonFormat,
} from '../../../../core/audit/report/comparison/print-comparison.ts'
import { rulesById } from '../../../../core/audit/rules/rules-by-id.ts'
import { runAudit } from '../../../../core/audit/run-audit.ts'
import { asId } from '../../../../core/model/brand.ts'
import { aClient, anAuthorization, aSnapshot, takenAt } from '../../../support/audited-snapshot.ts'
import { reportSetting } from '../../../support/audit-results.ts'
import { readCsv } from '../../../support/read-reports.ts'

const evil = '=1+1<img src=x onerror=alert(1)>|`'
const before = aSnapshot()
const client = aClient({ scopes: ['users'], redirectUris: ['http://app.acme.example/callback'] })
const added = aClient({ id: asId('client-2'), name: evil, grantType: 'implicit' })
const after = aSnapshot({ clients: [client, added], authorizations: [anAuthorization(client)] })
const compared = {
  comparison: compareSnapshots(before, after),
  result: runAudit({
    ...{
      snapshot: after,
      baseline: before,
      policy: defaultPolicy,
      lookups: null,
      auditedAt: new Date(takenAt),
    },
    ...{ digest: `sha256:${'b'.repeat(64)}`, baselineDigest: `sha256:${'a'.repeat(64)}`, policyDigest: null },
  }),
}
const print = (format: ComparisonFormat, language: 'en' | 'de' = 'en') =>
  [...printComparison(compared, format, { ...reportSetting, rules: rulesById, language })].join('')
const expectedNew = compared.result.findings.filter(({ baseline }) => baseline === 'new').length

describe('the reports of a comparison (U3)', () => {
  it('tell programs what changed, its effect, and which findings came', () => {
    const json: unknown = JSON.parse(print('json'))
    expect(json).toMatchObject({
      schema: 'urn:grantdesk:schema:snapshot-comparison:1',
      before: { digest: `sha256:${'a'.repeat(64)}` },
      counts: { client: { added: 1, removed: 0, changed: 1 } },
      findings: { new: expectedNew },
    })
    expect(json).toHaveProperty('records.length', compared.comparison.records.length)
    expect(json).toHaveProperty('newFindings.length', expectedNew)
    expect(expectedNew).toBeGreaterThan(0)
  })

  it('give a spreadsheet a row for each field and finding, and no formula', () => {
    const rows = readCsv(print('csv'))
    expect(print('csv')).toContain(`'=1+1`)
    const fields = compared.comparison.records.reduce(
      (sum, record) => sum + Math.max(1, record.fields.length),
      0,
    )
    expect(rows.filter(({ section }) => section === 'record')).toHaveLength(fields)
    expect(rows.filter(({ section, change }) => section === 'finding' && change === 'new')).toHaveLength(
      expectedNew,
    )
    expect(rows.find(({ id, field }) => id === 'client-1' && field === 'scopes')).toMatchObject({
      ...{ added: 'users', removed: 'users:readonly' },
    })
  })

  it.each(['en', 'de'] as const)('show names as names in Markdown and HTML (%s)', (language) => {
    const markdown = print('md', language)
    expect(markdown).toContain('=1+1&lt;img src=x onerror=alert(1)&gt;\\|\\`')
    const html = print('html', language)
    expect(html).toContain('=1+1&lt;img src=x onerror=alert(1)&gt;|`')
    expect(html).not.toMatch(/<img|undefined/)
    expect(markdown).not.toContain('undefined')
  })
})
