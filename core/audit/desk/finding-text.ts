import type { AnswerOf } from '../../contract/contract.ts'
import type { AppAuthorization } from '../../model/app-authorization.ts'
import type { Json } from '../../model/audit-event.ts'
import type { RuleId } from '../../model/audit-rule-ids.ts'
import { asId, type ClientId } from '../../model/brand.ts'
import type { FixChange, ReportedFinding } from '../../model/finding.ts'
import type { OAuthClient } from '../../model/oauth-client.ts'
import { fieldChanges, type FieldChange } from '../../organization/field-changes.ts'
import { describeFinding, ruleText } from '../../wording/audit/describe-finding.ts'
import type { Language } from '../../wording/say.ts'
import { shownChange } from '../hide-secrets.ts'
import type { Rule } from '../rule.ts'

type FindingText = AnswerOf<'audit.findings'>['rows'][number]

/** Where the records of a change are found, to tell what it would do. */
export interface Records {
  client(id: string): OAuthClient | undefined
  authorization(clientId: string): AppAuthorization | undefined
}

interface Saying {
  readonly language: Language
  readonly rules: ReadonlyMap<RuleId, Pick<Rule, 'clauses'>>
  readonly records: Records
}

/** A finding in the reader's words, with what its fix would change (U2). */
export function findingText(finding: ReportedFinding, { language, rules, records }: Saying): FindingText {
  const { title, why, fix, clears } = ruleText(finding.ruleId, language)
  const { fingerprint, ruleId, severity, subject, pointer, baseline, suppression } = finding
  const change = finding.fix.kind === 'automatic' ? finding.fix.change : null
  return {
    ...{ fingerprint, ruleId, title, severity, subject, pointer },
    ...{ why, fix, clears, baseline, suppression },
    what: describeFinding(finding, language),
    fixKind: finding.fix.kind,
    change: change && onTheWire(change),
    changes: change ? changesOf(change, records).map(shownChange) : [],
    clauses: rules.get(ruleId)?.clauses ?? [],
  }
}

function onTheWire(change: FixChange): FindingText['change'] {
  const clientId = asId<ClientId>(change.clientId)
  switch (change.act) {
    case 'edit_client':
      // Plain JSON either way; the contract's type knows no lists that are read only.
      return { act: change.act, clientId, set: change.set as Record<string, never> }
    case 'narrow_app':
      return { act: change.act, clientId, scopes: change.scopes }
    case 'revoke_app':
    case 'deactivate_client':
    case 'restore_client':
      return { act: change.act, clientId }
  }
}

function changesOf(change: FixChange, records: Records): readonly FieldChange[] {
  const client = records.client(change.clientId)
  const authorization = records.authorization(change.clientId)
  switch (change.act) {
    case 'edit_client': {
      // A record's fields are plain JSON by design.
      const before = (client ?? {}) as unknown as Readonly<Record<string, Json>>
      const fields = Object.keys(change.set).filter((field) => before[field] !== undefined)
      return fieldChanges(before, { ...before, ...change.set }, fields)
    }
    case 'narrow_app':
      return fieldChanges({ scopes: authorization?.scopes ?? [] }, { scopes: change.scopes }, ['scopes'])
    case 'revoke_app':
      return fieldChanges({ state: authorization?.state ?? null }, { state: 'revoked' }, ['state'])
    case 'deactivate_client':
      return fieldChanges({ state: client?.state.kind ?? null }, { state: 'inactive' }, ['state'])
    case 'restore_client':
      return fieldChanges({ state: client?.state.kind ?? null }, { state: 'active' }, ['state'])
  }
}
