import type { AdminApi, ParsedInputOf } from '../contract/contract.ts'
import { DEFAULT_TOKEN_DURATION, parseDuration } from '../model/duration.ts'
import { parseGrantType } from '../model/grant-type.ts'
import type { ClientDraft } from '../model/oauth-client.ts'
import { ok } from '../model/result.ts'
import type { SnapshotOrganization } from '../model/snapshot.ts'
import { look, type LookContext, type Looking } from '../organization/context.ts'
import type { CatalogueShelf } from '../organization/loaded-catalogue.ts'
import { defaultPolicy, type AuditPolicy } from './audit-policy.ts'
import { findingText } from './desk/finding-text.ts'
import { judgeDraft } from './judge-draft.ts'
import type { PolicyShelf } from './library/policy-shelf.ts'
import { readPolicyFile } from './policy-file/read-policy-file.ts'
import { rulesById } from './rules/rules-by-id.ts'

/** What judging a draft needs of the machine. */
interface DraftContext extends LookContext {
  readonly catalogues: CatalogueShelf
}

type WireDraft = ParsedInputOf<'audit.draft'>['draft']

/** Judges a client that is being filled in: fields that cannot be read yet are left to the form, which says so itself (U2). */
export function draftOperation(
  context: DraftContext,
  policies: Pick<PolicyShelf, 'read'>,
): AdminApi['audit.draft'] {
  return async ({ acting, clientId, draft }) => {
    // A file that cannot be read is told where policies are shown; a form goes on without it.
    const read = readPolicyFile(await policies.read(acting.organizationId))
    const policy: AuditPolicy = read.ok ? read.policy : defaultPolicy
    return look(context, acting, 'oauth:client:view', async (looking) => {
      const { unit, organization, now, language } = looking
      const former = clientId === null ? undefined : await unit.clients.get(organization.id, clientId)
      // A form asks at every pause in typing: its rules look at scopes, and never at operations.
      const { scopes } = await context.catalogues.of(unit, organization.id)
      const digest = await unit.catalogues.digest(organization.id)
      const findings = judgeDraft({
        draft: readDraft(draft, former),
        former: former ?? null,
        organization: shownOrganization(looking),
        catalogue: digest === null ? null : { digest, operations: [], scopes },
        ...{ policy, now },
      })
      const records = { client: () => former, authorization: () => undefined }
      return ok(findings.map((finding) => findingText(finding, { language, rules: rulesById, records })))
    })
  }
}

function readDraft(draft: WireDraft, former: ClientDraft | undefined): ClientDraft {
  const read = parseGrantType(draft.grantType)
  const seconds =
    typeof draft.tokenDuration === 'number' ? draft.tokenDuration : parseDuration(draft.tokenDuration)
  return {
    ...draft,
    grantType: read?.grantType ?? former?.grantType ?? 'authorization_code',
    pkce: read?.pkce ?? draft.pkce,
    tokenDuration: seconds ?? former?.tokenDuration ?? DEFAULT_TOKEN_DURATION,
  }
}

function shownOrganization({ organization, homeDivisionId }: Looking): SnapshotOrganization {
  const { id, name, region, createdAt, settings } = organization
  return { id, name, region, createdAt, settings, homeDivisionId }
}
