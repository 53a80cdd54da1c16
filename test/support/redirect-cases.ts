import { expect, it } from 'vitest'
import { redirectRules } from '../../core/audit/rules/redirect-rules.ts'
import { redirectRuleIds, type RuleId } from '../../core/model/audit-rule-ids.ts'
import type { Finding, Fix, Severity } from '../../core/model/finding.ts'
import type { OAuthClient } from '../../core/model/oauth-client.ts'
import { inspectRedirectUri } from '../../core/model/redirect-uri.ts'
import { aClient, aSnapshot, type AuditWish } from './audited-snapshot.ts'
import { edit, inClient, testRuleFamily, type RuleCase } from './rule-cases.ts'

/** A redirect URI that no rule finds anything in. */
export const home = 'https://app.acme.example/callback'

interface UriCase {
  readonly says: string
  readonly uris: readonly string[]
  readonly client?: Partial<OAuthClient>
  readonly wish?: AuditWish
}

/** Short forms for one rule: a case that finds something in single redirect URIs, and one that finds nothing. */
export function casesOf(id: RuleId, severity: Severity) {
  return {
    finds(
      { says, uris, client = {}, wish }: UriCase,
      ...found: readonly (readonly [number, Finding['evidence'], Fix, Severity?])[]
    ): RuleCase {
      const subject = aClient({ ...client, redirectUris: uris })
      return {
        ...{ id, says, snapshot: aSnapshot({ clients: [subject] }), ...(wish && { wish }) },
        finds: found.map(([index, evidence, fix, weight = severity]) =>
          inClient([id, weight], subject, [['redirectUris', index], evidence, fix]),
        ),
      }
    },
    passes({ says, uris, client = {}, wish }: UriCase): RuleCase {
      const clients = [aClient({ ...client, redirectUris: uris })]
      return { id, says, snapshot: aSnapshot({ clients }), ...(wish && { wish }), finds: [] }
    },
  }
}

/** The change of the client of these cases to another list. */
export function setTo(...redirectUris: readonly string[]): Fix {
  return edit(aClient(), { redirectUris })
}

/** Holds the rules that the cases speak of to them, and each automatic change to what C4 asks of a client. */
export function testRedirectRules(cases: readonly RuleCase[]): void {
  const ids = redirectRuleIds.filter((id) => cases.some((one) => one.id === id))
  testRuleFamily(
    redirectRules.filter((rule) => ids.some((id) => id === rule.id)),
    ids,
    cases,
  )

  it('never leaves a client without a redirect URI that it needs, and adds none that is refused or a double (C4)', () => {
    for (const { snapshot, finds } of cases) {
      for (const { fix } of finds) {
        if (fix.kind !== 'automatic' || fix.change.act !== 'edit_client') continue
        const { clientId, set } = fix.change
        const client = snapshot.clients.find(({ id }) => id === clientId)
        const before = client?.redirectUris ?? []
        const after = set['redirectUris'] as readonly string[]
        expect(after.length > 0 || client?.grantType === 'saml2_bearer').toBe(true)
        const added = after.filter((uri) => !before.includes(uri)).map((uri) => inspectRedirectUri(uri))
        expect(added.filter(({ problem }) => problem !== null)).toEqual([])
        const forms = after.map((uri) => inspectRedirectUri(uri).normalized)
        for (const { normalized } of added) {
          expect(forms.filter((form) => form === normalized)).toHaveLength(1)
        }
      }
    }
  })
}
