import { describe, expect, it } from 'vitest'
import { compareSnapshots } from '../../../core/audit/compare/compare-snapshots.ts'
import { defaultPolicy } from '../../../core/audit/audit-policy.ts'
import { findingText } from '../../../core/audit/desk/finding-text.ts'
import { holdsSecret, shownText } from '../../../core/audit/hide-secrets.ts'
import { printComparison } from '../../../core/audit/report/comparison/print-comparison.ts'
import { printReport } from '../../../core/audit/report/print-report.ts'
import { reportFormats } from '../../../core/contract/audit.ts'
import { reviewSubjects } from '../../../core/audit/review/campaign.ts'
import { rulesById } from '../../../core/audit/rules/rules-by-id.ts'
import { runAudit } from '../../../core/audit/run-audit.ts'
import { asId } from '../../../core/model/brand.ts'
import type { ReportedFinding } from '../../../core/model/finding.ts'
import type { OAuthClient } from '../../../core/model/oauth-client.ts'
import type { Snapshot } from '../../../core/model/snapshot.ts'
import { changedFields } from '../../../renderer/views/audit/changed-fields.ts'
import { aClient, anAuthorization, aSnapshot, takenAt } from '../../support/audited-snapshot.ts'

const SECRET = 'Zx81kQ0pT7vW2nLr5sYbC9dE'
const told = `desk client_secret=${SECRET}`
const setting = { language: 'en' as const, rules: rulesById, product: { version: '1.0.0' } }

/** A client with a secret in every text, of which many rules find something. */
function careless(id: string, wish: Partial<OAuthClient> = {}): OAuthClient {
  return aClient({
    ...{ id: asId(id), grantType: 'implicit', pkce: false, tokenDuration: 38_880_000 },
    ...{ name: told, description: told, contact: told },
    redirectUris: [
      `https://app.acme.example/cb?token=${SECRET}`,
      `https://ada:${SECRET}@app.acme.example/cb`,
      `http://app.acme.example/client_secret=${SECRET}`,
      'https://app.acme.example/cb',
      'https://APP.acme.example/cb',
    ],
    ...wish,
  })
}

const clients = [careless('client-1'), careless('client-2', { grantType: 'authorization_code' })]
const after = aSnapshot({ clients, authorizations: clients.map((one) => anAuthorization(one)) })
const before: Snapshot = {
  ...after,
  clients: [careless('client-1', { description: `${told}9`, redirectUris: [], scopes: [] })],
}

function audited(snapshot: Snapshot, baseline: Snapshot | null = null) {
  return runAudit({
    ...{ snapshot, baseline, policy: defaultPolicy, lookups: null, auditedAt: new Date(takenAt) },
    ...{ digest: '', baselineDigest: baseline && '', policyDigest: null },
  })
}

const result = audited(after, before)

function text(finding: ReportedFinding) {
  const client = (id: string) => clients.find((one) => one.id === id)
  return findingText(finding, { ...setting, records: { client, authorization: () => undefined } })
}

describe('a secret in a client’s record (F4)', () => {
  it('is found by CRED-004, and by its place only', () => {
    const places = result.findings.filter(({ ruleId }) => ruleId === 'CRED-004').map(({ pointer }) => pointer)

    expect(places).toEqual(
      expect.arrayContaining(['/clients/client-1/name', '/clients/client-1/description']),
    )
  })

  it.each(reportFormats)('is not repeated by a report as %s', (format) => {
    expect([...printReport(result, format, setting)].join('')).not.toContain(SECRET)
  })

  it.each(['html', 'md', 'csv', 'json'] as const)('is not repeated by a comparison as %s', (format) => {
    const comparison = compareSnapshots(before, after)
    const printed = [...printComparison({ comparison, result }, format, setting)].join('')

    expect(printed).not.toContain(SECRET)
    expect(printed).toContain('description')
  })

  it('is not repeated by the answers for screens, neither in a change nor in what it would do', () => {
    const answers = [...result.findings, ...result.fixed].map(text)

    expect(answers.length).toBeGreaterThan(10)
    expect(JSON.stringify([answers, result.scores, reviewSubjects(after)])).not.toContain(SECRET)
  })

  it('leaves a list that holds one to a person, and mends the same list without one by itself', () => {
    const mended = (uris: readonly string[]) =>
      audited(aSnapshot({ clients: [careless('client-1', { redirectUris: uris })] }))
        .findings.filter(({ ruleId }) => ruleId === 'REDIR-004')
        .map(({ fix }) => fix.kind)
    const fragment = 'https://app.acme.example/cb#part'

    expect(mended([fragment])).toEqual(['automatic'])
    expect(mended([fragment, `https://app.acme.example/?token=${SECRET}`])).toEqual(['guided'])
  })

  it('does not keep a description from being mended, as long as the rest of it is as it was', () => {
    const [finding] = result.findings.filter(
      ({ ruleId, pointer }) => ruleId === 'CRED-004' && pointer.endsWith('/description'),
    )
    const changes = finding ? text(finding).changes : []

    expect(changes).toMatchObject([{ field: 'description', before: 'desk client_secret=[removed]' }])
    expect(changedFields(changes, clients[0] ?? {})).toEqual([])
    expect(changedFields(changes, { description: `new ${told}` })).toEqual(['description'])
    expect(changedFields(changes, { description: `${told} and more` })).toEqual([])
    expect(changedFields(changes, { description: 'desk' })).toEqual(['description'])
  })
})

describe('what the audit repeats of a text', () => {
  it.each([
    [told, 'desk client_secret=[removed]'],
    [`https://ada:${SECRET}@acme.example/cb`, 'https://...@acme.example/cb'],
    [`https://acme.example/cb?token=${SECRET}&next=1`, 'https://acme.example/cb?token=[removed]&next=1'],
  ])('is %s without the secret', (whole, shown) => {
    expect(shownText(whole)).toBe(shown)
    expect(holdsSecret({ list: ['plain', whole] })).toBe(true)
  })

  it.each(['Agent Desktop', 'https://acme.example/cb?next=1', 'directory:user:view', ''])(
    'is all of %s',
    (whole) => {
      expect(shownText(whole)).toBe(whole)
      expect(holdsSecret([whole, null, 1])).toBe(false)
    },
  )
})
