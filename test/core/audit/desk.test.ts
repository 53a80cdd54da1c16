import { describe, expect, it } from 'vitest'
import { findFindings } from '../../../core/audit/desk/find-findings.ts'
import { findingText } from '../../../core/audit/desk/finding-text.ts'
import { pageOf } from '../../../core/audit/desk/page-of.ts'
import { Recent } from '../../../core/audit/desk/recent.ts'
import { paced, stages } from '../../../core/audit/desk/stages.ts'
import { lookUpHosts } from '../../../core/audit/network/look-up-hosts.ts'
import { defaultPolicy } from '../../../core/audit/audit-policy.ts'
import { rulesById } from '../../../core/audit/rules/rules-by-id.ts'
import { runAudit } from '../../../core/audit/run-audit.ts'
import type { ReportedFinding } from '../../../core/model/finding.ts'
import { asId } from '../../../core/model/brand.ts'
import { Stopped } from '../../../core/policy/long-question.ts'
import { aClient, aSnapshot, takenAt } from '../../support/audited-snapshot.ts'

const clients = [
  aClient({ redirectUris: ['http://app.acme.example/cb'] }),
  aClient({ id: asId('client-2'), name: 'Portal', redirectUris: ['https://*.acme.example/cb'] }),
]
const result = runAudit({
  ...{ snapshot: aSnapshot({ clients }), baseline: aSnapshot(), policy: defaultPolicy, lookups: null },
  ...{ auditedAt: new Date(takenAt), digest: 'sha256:a', baselineDigest: 'sha256:b', policyDigest: null },
})
const wanted = {
  ...{ severity: null, ruleId: null, subjectId: null, baseline: null },
  ...{ show: 'open' as const, search: '', limit: 100, cursor: null, language: 'en' as const },
}
const rulesOf = (rows: readonly ReportedFinding[]) => new Set(rows.map(({ ruleId }) => ruleId))

describe('the findings of an audit', () => {
  it('are counted by severity and rule among those that the other filters leave', () => {
    const all = findFindings(result, wanted)
    expect(all.total).toBe(result.findings.length)
    expect(all.counts.rules['REDIR-001']).toBe(1)
    const one = findFindings(result, { ...wanted, ruleId: 'REDIR-001' })
    expect(rulesOf(one.rows)).toEqual(new Set(['REDIR-001']))
    expect(one.counts.rules).toEqual(all.counts.rules)
    expect(one.counts.severities).toMatchObject({ high: 1, critical: 0 })
  })

  it('are found by subject, by words, and by what became of them', () => {
    const { rows } = findFindings(result, { ...wanted, subjectId: 'client-2' })
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.every(({ subject }) => subject.id === 'client-2')).toBe(true)
    expect(findFindings(result, { ...wanted, search: 'PORTAL redir' }).total).toBeGreaterThan(0)
    expect(findFindings(result, { ...wanted, search: 'portal nowhere' }).total).toBe(0)
    expect(findFindings(result, { ...wanted, baseline: 'new' }).total).toBeGreaterThan(0)
    expect(findFindings(result, { ...wanted, baseline: 'fixed' }).total).toBe(result.fixed.length)
    expect(findFindings(result, { ...wanted, show: 'suppressed' }).total).toBe(0)
  })

  it('say what their fix would change, field by field (U2)', () => {
    const [client] = clients
    const finding = result.findings.find(({ ruleId }) => ruleId === 'REDIR-001')
    if (!client || !finding) throw new Error('nothing was found')
    const change = { act: 'edit_client', clientId: client.id, set: { redirectUris: [] } } as const
    const mended: ReportedFinding = { ...finding, fix: { kind: 'automatic', change } }
    const records = { client: () => client, authorization: () => undefined }
    const text = findingText(mended, { language: 'en', rules: rulesById, records })
    expect(text.changes).toMatchObject([{ field: 'redirectUris', removed: ['http://app.acme.example/cb'] }])
    const gone = { client: () => undefined, authorization: () => undefined }
    expect(findingText(mended, { language: 'de', rules: rulesById, records: gone }).changes).toEqual([])
  })
})

describe('a page', () => {
  it('continues where the former one ended, and begins anew at a cursor that was made up', () => {
    expect(pageOf([1, 2, 3], { limit: 2, cursor: null })).toEqual({ rows: [1, 2], cursor: '2', total: 3 })
    expect(pageOf([1, 2, 3], { limit: 2, cursor: '2' })).toEqual({ rows: [3], cursor: null, total: 3 })
    expect(pageOf([1, 2, 3], { limit: 2, cursor: '-1' }).rows).toEqual([1, 2])
    expect(pageOf([1, 2, 3], { limit: 2, cursor: '999' }).rows).toEqual([])
  })
})

describe('what is kept in memory', () => {
  it('is what was asked for last', () => {
    const recent = new Recent<number>(2)
    recent.put('one', 1)
    recent.put('two', 2)
    expect(recent.get('one')).toBe(1)
    recent.put('three', 3)
    expect([recent.get('one'), recent.get('two'), recent.get('three')]).toEqual([1, undefined, 3])
  })
})

describe('the progress of several stages', () => {
  it('rises by the share of each, whatever it counts', () => {
    const told: number[] = []
    const [first, second] = stages({ onProgress: (done, total) => told.push(done / total) }, [1, 3])
    first?.onProgress?.(5, 10)
    first?.onProgress?.(0, 0)
    second?.onProgress?.(20, 10)
    expect(told).toEqual([0.125, 0.25, 1])
  })

  it('ends between two pieces where nobody waits any more', () => {
    let isOver = false
    const pieces = paced(['a', 'b'], { stop: () => isOver })
    expect(pieces.next().value).toBe('a')
    isOver = true
    expect(() => pieces.next()).toThrow(Stopped)
  })
})

describe('looking hosts up', () => {
  it('asks once about each name of a web redirect, and about nothing else', async () => {
    const asked: string[] = []
    const uris = [
      ...['https://app.acme.example/cb', 'https://APP.acme.example/other', 'http://localhost:7/cb'],
      ...['https://192.0.2.7/cb', 'https://[2001:db8::1]/cb', 'com.acme.app:/cb', 'no uri'],
    ]
    const found = await lookUpHosts(
      aSnapshot({ clients: [aClient({ redirectUris: uris })] }),
      (host) => {
        asked.push(host)
        return Promise.resolve({ kind: 'found' })
      },
      {},
    )
    expect(asked).toEqual(['app.acme.example'])
    expect([...(found ?? [])]).toEqual([['app.acme.example', { kind: 'found' }]])
  })

  it('believes that a host is not there only where the vendor’s own is found', async () => {
    const snapshot = aSnapshot({ clients: [aClient()] })
    const answers = (known: 'found' | 'not_found' | 'failed') =>
      lookUpHosts(
        snapshot,
        (host) => Promise.resolve({ kind: host.startsWith('login.') ? known : 'not_found' }),
        {},
      )
    expect([...((await answers('found')) ?? [])]).toEqual([['app.acme.example', { kind: 'not_found' }]])
    expect(await answers('not_found')).toBeNull()
    expect(await answers('failed')).toBeNull()
  })
})
