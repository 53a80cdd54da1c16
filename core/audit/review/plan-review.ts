import type { AppAuthorization } from '../../model/app-authorization.ts'
import { asId, type ClientId } from '../../model/brand.ts'
import { usesScopes } from '../../model/grant-type.ts'
import { deletesForGood, type OAuthClient } from '../../model/oauth-client.ts'
import { fail, ok, type Result } from '../../model/result.ts'
import { look, type Acting, type LookContext, type Looking } from '../../organization/context.ts'
import { fieldChanges, type FieldChange } from '../../organization/field-changes.ts'
import type { ReviewDecision, ReviewFile } from './review-file.ts'

/** What becomes of one decision, in a code that a host puts into words. */
export type PlanNote =
  | 'recorded'
  | 'narrows'
  | 'revokes'
  | 'deactivates'
  | 'removes_for_good'
  | 'ask_owner'
  | 'already_so'
  | 'roles_by_hand'
  | 'changed_since'
  | 'gone'

/**
 * One decision held against the organization as it is now. `apply` can be done; `nothing` needs nothing; a record that changed
 * since the snapshot is a `conflict`, because the reviewer saw something else (C11).
 */
export interface PlannedDecision {
  readonly decision: ReviewDecision
  readonly status: 'apply' | 'nothing' | 'conflict' | 'missing'
  readonly note: PlanNote
  readonly changes: readonly FieldChange[]
}

/** What applying a file of decisions would do to an organization. Refused for a file of another organization. */
export function planReview(
  context: LookContext,
  acting: Acting,
  file: ReviewFile,
): Promise<Result<readonly PlannedDecision[]>> {
  return look(context, acting, 'oauth:client:view', async (looking) => {
    const { organization } = looking
    if (file.organizationId !== organization.id) {
      const params = { problem: 'other_organization', of: file.organizationName, here: organization.name }
      return fail({ code: 'review_unreadable', params })
    }
    const planned: PlannedDecision[] = []
    for (const decision of file.decisions) planned.push(await planDecision(looking, decision))
    return ok(planned)
  })
}

async function planDecision(looking: Looking, decision: ReviewDecision): Promise<PlannedDecision> {
  const { unit, organization, now } = looking
  const id = asId<ClientId>(decision.id)
  const record =
    decision.kind === 'authorization'
      ? await unit.authorizations.get(organization.id, id)
      : await unit.clients.get(organization.id, id)
  if (!record) return { decision, status: 'missing', note: 'gone', changes: [] }
  if (isDone(record, decision)) return nothing(decision, 'already_so')
  if (record.revision !== decision.revision) {
    return { decision, status: 'conflict', note: 'changed_since', changes: [] }
  }
  switch (decision.verdict) {
    case 'keep':
      return { decision, status: 'apply', note: 'recorded', changes: [] }
    case 'ask_owner':
      return nothing(decision, 'ask_owner')
    case 'narrow':
      return planNarrowing(decision, record)
    case 'revoke':
      return planRevocation(decision, record, now)
  }
}

function planNarrowing(decision: ReviewDecision, record: AppAuthorization | OAuthClient): PlannedDecision {
  if ('grantType' in record && !usesScopes(record.grantType)) return nothing(decision, 'roles_by_hand')
  const scopes = record.scopes.filter((scope) => decision.scopes.includes(scope))
  const changes = fieldChanges({ scopes: [...record.scopes] }, { scopes }, ['scopes'])
  return { decision, status: 'apply', note: 'narrows', changes }
}

function planRevocation(
  decision: ReviewDecision,
  record: AppAuthorization | OAuthClient,
  now: Date,
): PlannedDecision {
  const isApp = !('grantType' in record)
  const before = isApp ? record.state : record.state.kind
  const isForGood = !isApp && deletesForGood(record, now)
  const after = isApp ? 'revoked' : isForGood ? 'removed' : 'inactive'
  const note = isApp ? 'revokes' : isForGood ? 'removes_for_good' : 'deactivates'
  return {
    decision,
    status: 'apply',
    note,
    changes: fieldChanges({ state: before }, { state: after }, ['state']),
  }
}

/** What the reviewer wanted is so, whoever did it: also this very file, applied before. */
function isDone(record: AppAuthorization | OAuthClient, { verdict, scopes }: ReviewDecision): boolean {
  if (verdict === 'revoke') {
    return 'grantType' in record ? record.state.kind !== 'active' : record.state === 'revoked'
  }
  const isNarrow = record.scopes.length > 0 && record.scopes.every((scope) => scopes.includes(scope))
  return verdict === 'narrow' && isNarrow
}

function nothing(decision: ReviewDecision, note: PlanNote): PlannedDecision {
  return { decision, status: 'nothing', note, changes: [] }
}
