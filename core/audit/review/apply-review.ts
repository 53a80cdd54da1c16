import { asId, type ClientId } from '../../model/brand.ts'
import type { Failure } from '../../model/failure.ts'
import { fail, ok, type Result } from '../../model/result.ts'
import { editApp, revokeApp } from '../../organization/authorizations.ts'
import { deleteClient } from '../../organization/client-life.ts'
import { editClient, type ClientContext } from '../../organization/clients.ts'
import { act, look, type Acting } from '../../organization/context.ts'
import type { Keychain } from '../../organization/ports.ts'
import type { FollowedWork } from '../../organization/running-tasks.ts'
import { planReview, type PlannedDecision } from './plan-review.ts'
import type { ReviewDecision, ReviewFile, ReviewKind } from './review-file.ts'

export type ReviewContext = ClientContext & { readonly keychain: Keychain }

export interface AppliedReview {
  readonly done: number
  readonly refused: readonly { readonly decision: ReviewDecision; readonly failure: Failure }[]
}

/**
 * Applies the chosen decisions one by one, each as the use case that a person would take, and writes down that it was
 * reviewed. What is refused is told and the others are done; one that changes nothing is passed over.
 */
export async function applyReview(
  context: ReviewContext,
  acting: Acting,
  order: {
    readonly file: ReviewFile
    readonly items: readonly { readonly kind: ReviewKind; readonly id: string }[]
  } & FollowedWork,
): Promise<Result<AppliedReview>> {
  const planned = await planReview(context, acting, order.file)
  if (!planned.ok) return planned
  const chosen = new Set(order.items.map(({ kind, id }) => `${kind} ${id}`))
  const wanted = planned.value.filter(
    ({ decision, status }) => chosen.has(`${decision.kind} ${decision.id}`) && status !== 'nothing',
  )
  const refused: { decision: ReviewDecision; failure: Failure }[] = []
  let done = 0
  for (const [index, plan] of wanted.entries()) {
    if (order.signal.aborted) {
      refused.push({ decision: plan.decision, failure: { code: 'cancelled' } })
      continue
    }
    const result = await applyDecision(context, acting, plan)
    if (result.ok) done++
    else refused.push({ decision: plan.decision, failure: result.failure })
    order.onProgress(index + 1, wanted.length)
  }
  return ok({ done, refused })
}

async function applyDecision(
  context: ReviewContext,
  acting: Acting,
  { decision, status }: PlannedDecision,
): Promise<Result<unknown>> {
  const clientId = asId<ClientId>(decision.id)
  if (status === 'missing') {
    return fail({
      code: decision.kind === 'client' ? 'client_not_found' : 'authorization_not_found',
      field: 'client',
      value: decision.name,
    })
  }
  // A record that changed since the snapshot is refused by its revision, in the use case itself.
  const changed = await changeRecord(context, acting, { ...decision, clientId })
  return changed.ok ? recordReview(context, acting, decision) : changed
}

function changeRecord(
  context: ReviewContext,
  acting: Acting,
  decision: ReviewDecision & { readonly clientId: ClientId },
): Promise<Result<unknown>> {
  const { kind, verdict, clientId, revision } = decision
  if (verdict === 'keep' || verdict === 'ask_owner') return seenAsItIs(context, acting, decision)
  if (verdict === 'narrow') {
    return kind === 'client' ? narrowClient(context, acting, decision) : narrowApp(context, acting, decision)
  }
  const wanted = { clientId, revision }
  return kind === 'client' ? deleteClient(context, acting, wanted) : revokeApp(context, acting, wanted)
}

async function narrowApp(
  context: ReviewContext,
  acting: Acting,
  decision: ReviewDecision & { readonly clientId: ClientId },
): Promise<Result<unknown>> {
  const found = await look(context, acting, 'oauth:client:authorize', async ({ unit, organization }) =>
    ok(await unit.authorizations.get(organization.id, decision.clientId)),
  )
  if (!found.ok || !found.value) return found
  const { roleIds, reason, ticket, expiresAt, scopes } = found.value
  return editApp(context, acting, {
    ...{ clientId: decision.clientId, revision: decision.revision, roleIds, reason, ticket, expiresAt },
    scopes: scopes.filter((scope) => decision.scopes.includes(scope)),
    note: decision.note,
  })
}

async function narrowClient(
  context: ReviewContext,
  acting: Acting,
  decision: ReviewDecision & { readonly clientId: ClientId },
): Promise<Result<unknown>> {
  const found = await look(context, acting, 'oauth:client:view', async ({ unit, organization }) =>
    ok(await unit.clients.get(organization.id, decision.clientId)),
  )
  if (!found.ok || !found.value) return found
  const client = found.value
  return editClient(context, acting, {
    clientId: decision.clientId,
    revision: decision.revision,
    draft: { ...client, scopes: client.scopes.filter((scope) => decision.scopes.includes(scope)) },
    confirmDropped: false,
    note: decision.note,
  })
}

/** A record that somebody changed meanwhile was not reviewed as it is now (C11). */
function seenAsItIs(
  context: ReviewContext,
  acting: Acting,
  { kind, revision, name, clientId }: ReviewDecision & { readonly clientId: ClientId },
): Promise<Result<null>> {
  return look(context, acting, permissionOf(kind), async ({ unit, organization }) => {
    const record =
      kind === 'client'
        ? await unit.clients.get(organization.id, clientId)
        : await unit.authorizations.get(organization.id, clientId)
    if (record?.revision === revision) return ok(null)
    const params = { by: record?.modifiedBy.name ?? '', at: record?.modifiedAt ?? '' }
    return fail({ code: 'record_changed', value: name, rule: 'C11', params })
  })
}

/** The history says that it was reviewed, by whom and with what note; the audit counts reviews from it (CONS-004). */
function recordReview(
  context: ReviewContext,
  acting: Acting,
  decision: ReviewDecision,
): Promise<Result<null>> {
  const { kind, id, name, verdict, note } = decision
  return act(context, acting, permissionOf(kind), async (doing) => {
    await doing.record({
      action: kind === 'client' ? 'client.review' : 'app.review',
      target: { kind, id, name },
      after: { verdict },
      note,
    })
    return ok(null)
  })
}

function permissionOf(kind: ReviewKind): string {
  return kind === 'client' ? 'oauth:client:edit' : 'oauth:client:authorize'
}
