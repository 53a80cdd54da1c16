import { describe, expect, it } from 'vitest'
import { Redactor } from '../../core/audit/redact/redactor.ts'
import { redactSnapshot } from '../../core/audit/redact/redact-snapshot.ts'
import type { Rule } from '../../core/audit/rule.ts'
import type { RuleId } from '../../core/model/audit-rule-ids.ts'
import type { Json } from '../../core/model/audit-event.ts'
import type { Finding, FindingSubject, Fix, Severity } from '../../core/model/finding.ts'
import { BUILT_IN_OWNER, type OAuthClient } from '../../core/model/oauth-client.ts'
import { isPermissionPattern } from '../../core/model/permission.ts'
import { isReadonlyScope } from '../../core/model/scope.ts'
import { snapshotPointer, type Fact, type Snapshot } from '../../core/model/snapshot.ts'
import { describeFinding, ruleText } from '../../core/wording/audit/describe-finding.ts'
import { aSnapshot, daysBefore, judge, organizationId, type AuditWish } from './audited-snapshot.ts'

/** What a rule finds in a snapshot, or, just outside, that it finds nothing. */
export interface RuleCase {
  readonly id: RuleId
  readonly says: string
  readonly snapshot: Snapshot
  readonly wish?: AuditWish
  readonly finds: readonly Finding[]
}

/** A finding in a client's record, written short. */
export function inClient(
  [id, severity]: readonly [RuleId, Severity],
  client: Pick<OAuthClient, 'id' | 'name'>,
  [at, evidence, fix]: readonly [readonly (string | number)[], Finding['evidence'], Fix],
): Finding {
  const subject: FindingSubject = { kind: 'client', id: client.id, name: client.name }
  const pointer = snapshotPointer(['clients', client.id, ...at])
  return { ruleId: id, severity, subject, pointer, evidence, fix }
}

/** A finding in an authorization, written short. */
export function inApp(
  [id, severity]: readonly [RuleId, Severity],
  client: Pick<OAuthClient, 'id' | 'name'>,
  [at, evidence, fix]: readonly [readonly (string | number)[], Finding['evidence'], Fix],
): Finding {
  const subject: FindingSubject = { kind: 'authorization', id: client.id, name: client.name }
  const pointer = snapshotPointer(['authorizations', client.id, ...at])
  return { ruleId: id, severity, subject, pointer, evidence, fix }
}

/** A finding in the organization's settings, written short. */
export function inSettings(
  [id, severity]: readonly [RuleId, Severity],
  [field, evidence, fix]: readonly [string, Finding['evidence'], Fix],
): Finding {
  const subject: FindingSubject = { kind: 'organization', id: organizationId, name: 'Acme' }
  const pointer = snapshotPointer(['organization', 'settings', field])
  return { ruleId: id, severity, subject, pointer, evidence, fix }
}

export const guided: Fix = { kind: 'guided' }
export const advice: Fix = { kind: 'advice' }

export function edit(client: Pick<OAuthClient, 'id'>, set: Readonly<Record<string, Json>>): Fix {
  return { kind: 'automatic', change: { act: 'edit_client', clientId: client.id, set } }
}

export function narrow(client: Pick<OAuthClient, 'id'>, scopes: readonly string[]): Fix {
  return { kind: 'automatic', change: { act: 'narrow_app', clientId: client.id, scopes } }
}

/** Holds a family of rules to its cases, and to what every rule owes (U2); `ofBuiltIns` are those that speak of built-in clients. */
export function testRuleFamily(
  rules: readonly Rule[],
  ids: readonly RuleId[],
  cases: readonly RuleCase[],
  ofBuiltIns: readonly RuleId[] = [],
): void {
  const ruleOf = (id: RuleId): Rule => {
    const rule = rules.find((candidate) => candidate.id === id)
    if (!rule) throw new Error(`no rule ${id}`)
    return rule
  }
  const run = ({ id, snapshot, wish }: Pick<RuleCase, 'id' | 'snapshot' | 'wish'>) =>
    judge(ruleOf(id), snapshot, wish)
  const finding = cases.filter(({ finds }) => finds.length > 0)

  it('has every rule of the family, in the order of the list, each with a case inside and one outside', () => {
    expect(rules.map(({ id }) => id)).toEqual(ids)
    expect([...new Set(finding.map(({ id }) => id))].sort()).toEqual([...ids].sort())
    const outside = cases.filter(({ finds }) => finds.length === 0)
    expect([...new Set(outside.map(({ id }) => id))].sort()).toEqual([...ids].sort())
  })

  describe.each(cases.map((one) => [one.id, one.says, one] as const))('%s', (_id, says, one) => {
    it(says, () => {
      expect(run(one)).toEqual(one.finds)
    })
  })

  it.each(ids)('%s finds nothing in an organization without a fault', (id) => {
    const snapshot = aSnapshot({ absent: [] })
    const policy = { ownedDomains: ['acme.example'] }
    expect(run({ id, snapshot, wish: { baseline: snapshot, lookups: new Map(), policy } })).toEqual([])
  })

  it.each(rules.flatMap(({ id, needs }) => needs.map((need) => [id, need] as const)))(
    '%s is not evaluated without %s (U2)',
    (id, need) => {
      for (const one of finding.filter((candidate) => candidate.id === id)) {
        expect(run({ id, ...without(need, one) })).toBe('not evaluated')
        const baseline = one.wish?.baseline
        if (!baseline || need === 'baseline') continue
        const wish = { ...one.wish, baseline: { ...baseline, absent: [need] } }
        expect(run({ ...one, wish })).toBe('not evaluated')
      }
    },
  )

  it.each(finding.map((one) => [one.id, one.says, one] as const))(
    '%s: %s; whatever the order of records, and never of a built-in client',
    (id, _says, one) => {
      const reversed = { ...one, snapshot: inReverse(one.snapshot) }
      expect(sorted(run(reversed))).toEqual(sorted(run(one)))
      if (ofBuiltIns.includes(id)) return
      const owned = { ...one, snapshot: asBuiltIn(one.snapshot) }
      const found = run(owned)
      const ofRecords = found === 'not evaluated' ? [] : found.filter(isOfRecord)
      expect(ofRecords).toEqual([])
    },
  )

  it.each(finding.map((one) => [one.id, one.says, one] as const))(
    '%s: %s; each automatic fix takes its finding away, and leaves a scope',
    (_id, _says, one) => {
      for (const found of one.finds) {
        if (found.fix.kind !== 'automatic') continue
        const { snapshot, scopes } = afterFix(one.snapshot, found.fix)
        expect(scopes).not.toEqual([])
        const left = run({ ...one, snapshot })
        const again = left === 'not evaluated' ? [] : left
        expect(again.filter(({ pointer }) => pointer === found.pointer)).toEqual([])
      }
    },
  )

  it.each(finding.map((one) => [one.id, one.says, one] as const))(
    '%s: %s; the same of a redacted snapshot, or not evaluated where it reads names or hosts (U4)',
    (id, _says, one) => {
      const redactor = new Redactor(new Uint8Array(32).fill(7))
      const { baseline, ...wish } = one.wish ?? {}
      const redacted = run({
        id,
        snapshot: redactSnapshot(one.snapshot, redactor),
        wish: baseline ? { ...wish, baseline: redactSnapshot(baseline, redactor) } : wish,
      })
      const { needs } = ruleOf(id)
      if (needs.includes('names') || needs.includes('hosts')) expect(redacted).toBe('not evaluated')
      else expect(withoutWords(redacted)).toEqual(withoutWords(run(one), redactor))
    },
  )

  it.each(finding.map((one) => [one.id, one.says, one] as const))(
    '%s: %s; said in both languages without a gap',
    (id, _says, one) => {
      for (const language of ['en', 'de'] as const) {
        const text = ruleText(id, language)
        expect(text.title).not.toMatch(/[.{]|^$/)
        for (const part of [text.why, text.fix, text.clears]) expect(part).toMatch(/^[^{]+\.$/)
        for (const [, gap = ''] of text.what.matchAll(/\{(\w+)\}/g)) {
          for (const { evidence } of one.finds) expect(evidence).toHaveProperty(gap)
        }
        for (const found of one.finds) expect(describeFinding(found, language)).toMatch(/^.+\.$/)
      }
    },
  )
}

function without(need: Fact, { snapshot, wish = {} }: RuleCase): Pick<RuleCase, 'snapshot' | 'wish'> {
  if (need === 'network') return { snapshot, wish: { ...wish, lookups: null } }
  if (need === 'ownedDomains') {
    return { snapshot, wish: { ...wish, policy: { ...wish.policy, ownedDomains: [] } } }
  }
  if (need !== 'baseline') {
    return { snapshot: { ...snapshot, absent: [...snapshot.absent, need].sort() }, wish }
  }
  const rest = Object.entries(wish).filter(([name]) => name !== 'baseline')
  return { snapshot, wish: Object.fromEntries(rest) }
}

function inReverse(snapshot: Snapshot): Snapshot {
  return {
    ...snapshot,
    clients: snapshot.clients.toReversed(),
    authorizations: snapshot.authorizations.toReversed(),
    roles: snapshot.roles.toReversed(),
    users: snapshot.users.toReversed(),
    usage: snapshot.usage.toReversed(),
  }
}

function asBuiltIn(snapshot: Snapshot): Snapshot {
  return {
    ...snapshot,
    clients: snapshot.clients.map((client) => ({ ...client, ownerId: BUILT_IN_OWNER })),
    authorizations: snapshot.authorizations.map((app) => ({ ...app, clientOwnerId: BUILT_IN_OWNER })),
  }
}

function isOfRecord({ subject }: Finding): boolean {
  return subject.kind === 'client' || subject.kind === 'authorization'
}

/** The snapshot once the change was made, and what scopes the record has then, where it needs any (C5). */
function afterFix(
  snapshot: Snapshot,
  { change }: Extract<Fix, { kind: 'automatic' }>,
): { readonly snapshot: Snapshot; readonly scopes: readonly string[] | null } {
  switch (change.act) {
    case 'edit_client': {
      const clients = snapshot.clients.map((client) =>
        client.id === change.clientId ? { ...client, ...change.set } : client,
      )
      const edited = clients.find(({ id }) => id === change.clientId)
      const scopes = edited && edited.grantType !== 'client_credentials' ? edited.scopes : null
      return { snapshot: { ...snapshot, clients }, scopes }
    }
    case 'narrow_app': {
      const { clientId, scopes } = change
      const authorizations = snapshot.authorizations.map((app) =>
        app.clientId === clientId ? { ...app, scopes } : app,
      )
      return { snapshot: { ...snapshot, authorizations }, scopes }
    }
    case 'revoke_app': {
      const authorizations = snapshot.authorizations.map((app) =>
        app.clientId === change.clientId ? { ...app, state: 'revoked' as const } : app,
      )
      return { snapshot: { ...snapshot, authorizations }, scopes: null }
    }
    case 'deactivate_client':
    case 'restore_client': {
      const state: OAuthClient['state'] =
        change.act === 'restore_client' ? { kind: 'active' } : { kind: 'inactive', removalAt: daysBefore(-7) }
      const clients = snapshot.clients.map((client) =>
        client.id === change.clientId ? { ...client, state } : client,
      )
      return { snapshot: { ...snapshot, clients }, scopes: null }
    }
  }
}

/** What redacting leaves as it is, with the pseudonyms of what it replaces. */
function withoutWords(found: readonly Finding[] | 'not evaluated', redactor?: Redactor) {
  if (found === 'not evaluated') return found
  const isUri = (text: string) =>
    /^[a-z][a-z0-9+.-]*:\S*$/i.test(text) && !isPermissionPattern(text) && !isReadonlyScope(text)
  const write = (text: string) =>
    redactor?.pseudonymOf(text) ?? (redactor && isUri(text) ? redactor.uri(text) : text)
  const kept = found.map(({ severity, evidence, fix }) => ({
    severity,
    evidence: Object.entries(evidence).map(([name, value]) => [
      name,
      typeof value === 'number' ? value : typeof value === 'string' ? write(value) : value.map(write),
    ]),
    fix: fix.kind,
  }))
  return kept.map((one) => JSON.stringify(one)).sort()
}

function sorted(found: readonly Finding[] | 'not evaluated') {
  if (found === 'not evaluated') return found
  return found.toSorted((one, other) => (one.pointer < other.pointer ? -1 : 1))
}
