import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { rowFinder, type RowFilter } from '../../../../core/audit/report/page/filter-rows.ts'
import { readRows, rowText } from '../../../../core/audit/report/page/rows.ts'
import { printReport } from '../../../../core/audit/report/print-report.ts'
import { dark, light } from '../../../../renderer/theme/tokens.ts'
import { bundleReportPage, reportPageFile } from '../../../../scripts/report-page.ts'
import { aFinding, aResult, reportSetting } from '../../../support/audit-results.ts'
import { pageDataOf } from '../../../support/read-reports.ts'

const desktop = { kind: 'client', id: 'client-1', name: 'Agent Desktop' } as const
const kiosk = { kind: 'client', id: 'client-2', name: 'Lobby Kiosk' } as const
const suppression = { reason: 'until spring', owner: 'Ada', expires: '2027-01-31' }
const result = aResult({
  baseline: aResult().snapshot,
  findings: [
    aFinding({ severity: 'critical', subject: desktop, baseline: 'new' }),
    aFinding({ severity: 'high', subject: kiosk, baseline: 'unchanged' }),
    aFinding({ ruleId: 'GRANT-002', severity: 'low', subject: kiosk, baseline: 'unchanged', suppression }),
  ],
  fixed: [aFinding({ ruleId: 'GRANT-003', severity: 'high', subject: desktop, baseline: 'fixed' })],
})
const data = pageDataOf([...printReport(result, 'html', reportSetting)].join(''))
const rows = readRows(data)
const find = rowFinder(data, rows)
const all: RowFilter = { severities: new Set(), rule: -1, state: -1, show: 'open', client: '', search: '' }
const found = (filter: Partial<RowFilter>) =>
  [...find({ ...all, ...filter })].map((row) => {
    const { rule, subjectName } = rowText(data, rows, row)
    return `${rule.id} ${subjectName}`
  })

describe('the filters of an HTML report (U4)', () => {
  it.each<readonly [string, Partial<RowFilter>, readonly string[]]>([
    ['what is open at first', {}, ['GRANT-001 Agent Desktop', 'GRANT-001 Lobby Kiosk']],
    ['one severity', { severities: new Set([0]) }, ['GRANT-001 Agent Desktop']],
    ['a rule', { rule: 1, show: 'all' }, ['GRANT-002 Lobby Kiosk']],
    ['what is suppressed', { show: 'suppressed' }, ['GRANT-002 Lobby Kiosk']],
    ['what is new', { state: 0 }, ['GRANT-001 Agent Desktop']],
    ['what is fixed', { state: 3 }, ['GRANT-003 Agent Desktop']],
    [
      'a client by name',
      { client: 'KIOSK', show: 'all' },
      ['GRANT-001 Lobby Kiosk', 'GRANT-002 Lobby Kiosk'],
    ],
    ['a client by id', { client: 'client-1' }, ['GRANT-001 Agent Desktop']],
    ['all words of a search', { search: 'implicit lobby' }, ['GRANT-001 Lobby Kiosk']],
    ['a place', { search: 'grantType desktop' }, ['GRANT-001 Agent Desktop']],
    ['nothing where a word is nowhere', { search: 'implicit nowhere' }, []],
  ])('leave %s', (_what, filter, expected) => {
    expect(found(filter)).toEqual(expected)
  })
})

describe('the page of an HTML report', () => {
  it('is made from its sources as they are', async () => {
    expect(readFileSync(reportPageFile, 'utf8')).toBe(await bundleReportPage())
  })

  it('has the colours of the desktop in both themes, and light ones on paper', () => {
    const css = readFileSync('core/audit/report/page/page.css', 'utf8')
    const blocks = [...css.matchAll(/color-scheme: (light|dark);([^}]*)\}/g)]
    expect(blocks.map(([, theme]) => theme)).toEqual(['light', 'dark', 'dark', 'light'])
    for (const [place, [, theme, block = '']] of blocks.entries()) {
      const tokens: Readonly<Record<string, string>> = { ...(theme === 'dark' ? dark : light) }
      const colours = [...block.matchAll(/--(\w+): ([^;]+);/g)]
      expect(colours.length).toBeGreaterThan(20)
      for (const [, name = '', value] of colours) {
        if (place === 3 && name === 'bg') continue
        expect(`${name} ${value ?? ''}`).toBe(`${name} ${tokens[name]?.toLowerCase() ?? 'unknown'}`)
      }
    }
  })
})
