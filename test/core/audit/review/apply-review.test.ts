import { describe, expect, it } from 'vitest'
import { applyReview, type ReviewContext } from '../../../../core/audit/review/apply-review.ts'
import { planReview } from '../../../../core/audit/review/plan-review.ts'
import type { ReviewDecision, ReviewFile } from '../../../../core/audit/review/review-file.ts'
import { CatalogueShelf } from '../../../../core/organization/loaded-catalogue.ts'
import { SeededRandom } from '../../../../core/organization/sample/seeded-random.ts'
import type { TestOrganization } from '../../../support/organization.ts'
import { valueOf } from '../../../support/results.ts'
import { openWorkspace, type Workspace } from '../../../support/workspace.ts'

const wide = { scopes: ['users', 'routing'] }
const followed = { signal: new AbortController().signal, onProgress: () => undefined }

function contextOf({ store, clock, keychain }: Workspace): ReviewContext {
  return {
    store,
    keychain,
    clock: () => clock.now(),
    random: new SeededRandom('review'),
    catalogues: new CatalogueShelf(),
  }
}

function reviewOf(organization: TestOrganization, decisions: readonly ReviewDecision[]): ReviewFile {
  return {
    format: 'grantdesk-review',
    version: 1,
    snapshotDigest: 'sha256:abc',
    organizationId: organization.id,
    organizationName: 'Acme',
    signedOff: { reviewer: 'Rea', at: '2027-01-10T08:00:00.000Z' },
    decisions,
  }
}

function decision(
  kind: ReviewDecision['kind'],
  { id, name }: { readonly id: string; readonly name: string },
  wish: Pick<ReviewDecision, 'verdict'> & Partial<ReviewDecision>,
): ReviewDecision {
  return {
    kind,
    id,
    name,
    scopes: [],
    note: 'seen',
    decidedAt: '2027-01-10T08:00:00.000Z',
    revision: 1,
    ...wish,
  }
}

describe('decisions of a reviewer', () => {
  it('are planned against the records as they are now, and applied as a person would', async () => {
    await using workspace = await openWorkspace()
    const organization = await workspace.organization()
    const context = contextOf(workspace)
    const acting = { ...organization.acting, language: 'en' as const }
    const [narrowed, revoked, kept, changed, young] = [
      (await organization.client({ name: 'Narrowed', ...wide }, true)).client,
      (await organization.client({ name: 'Revoked', ...wide }, true)).client,
      (await organization.client({ name: 'Kept', ...wide }, true)).client,
      (await organization.client({ name: 'Changed', ...wide }, true)).client,
      (await organization.client({ name: 'Young', ...wide })).client,
    ]
    const file = reviewOf(organization, [
      decision('authorization', narrowed, { verdict: 'narrow', scopes: ['users'] }),
      decision('authorization', revoked, { verdict: 'revoke' }),
      decision('authorization', kept, { verdict: 'keep', note: 'needed until May' }),
      decision('authorization', changed, { verdict: 'revoke', revision: 0 }),
      decision('client', young, { verdict: 'revoke' }),
      decision('client', narrowed, { verdict: 'ask_owner' }),
      decision('client', { id: 'gone', name: 'Gone' }, { verdict: 'revoke' }),
    ])

    const planned = valueOf(await planReview(context, acting, file))
    expect(planned.map(({ decision: { name }, status, note }) => [name, status, note])).toEqual([
      ['Narrowed', 'apply', 'narrows'],
      ['Revoked', 'apply', 'revokes'],
      ['Kept', 'apply', 'recorded'],
      ['Changed', 'conflict', 'changed_since'],
      ['Young', 'apply', 'removes_for_good'],
      ['Narrowed', 'nothing', 'ask_owner'],
      ['Gone', 'missing', 'gone'],
    ])
    expect(planned[0]?.changes).toMatchObject([{ field: 'scopes', removed: ['routing'], added: [] }])

    const applied = valueOf(await applyReview(context, acting, { file, items: file.decisions, ...followed }))
    const after = async ({ id }: { readonly id: string }) =>
      workspace.store.read((unit) => unit.authorizations.get(organization.id, id as typeof kept.id))

    expect(applied.done).toBe(4)
    expect(applied.refused.map(({ decision: { name }, failure }) => [name, failure.code])).toEqual([
      ['Changed', 'record_changed'],
      ['Gone', 'client_not_found'],
    ])
    expect((await after(narrowed))?.scopes).toEqual(['users'])
    expect((await after(revoked))?.state).toBe('revoked')
    expect((await after(changed))?.state).toBe('authorized')
    const again = valueOf(await planReview(context, acting, file))
    expect(again.slice(0, 2).map(({ status, note }) => [status, note])).toEqual([
      ['nothing', 'already_so'],
      ['nothing', 'already_so'],
    ])
    const events = await workspace.store.read((unit) =>
      unit.events.page(organization.id, {
        target: { kind: 'authorization', id: kept.id },
        before: null,
        limit: 1,
      }),
    )
    expect(events[0]).toMatchObject({
      action: 'app.review',
      note: 'needed until May',
      after: { verdict: 'keep' },
    })
  })

  it('are done for the chosen ones only', async () => {
    await using workspace = await openWorkspace()
    const organization = await workspace.organization()
    const acting = { ...organization.acting, language: 'en' as const }
    const { client } = await organization.client(wide, true)
    const file = reviewOf(organization, [decision('authorization', client, { verdict: 'revoke' })])
    const order = { file, items: [], ...followed }

    expect(valueOf(await applyReview(contextOf(workspace), acting, order))).toEqual({ done: 0, refused: [] })
  })

  it('that a record stays as it is are refused where it is no longer what the reviewer saw (C11)', async () => {
    await using workspace = await openWorkspace()
    const organization = await workspace.organization()
    const acting = { ...organization.acting, language: 'en' as const }
    const { client } = await organization.client(wide, true)
    const file = reviewOf(organization, [
      decision('authorization', client, { verdict: 'keep', revision: 0 }),
      decision('client', client, { verdict: 'keep', revision: -1 }),
    ])
    const order = { file, items: file.decisions, ...followed }
    const applied = valueOf(await applyReview(contextOf(workspace), acting, order))

    expect(applied.refused.map(({ failure }) => failure.code)).toEqual(['record_changed', 'record_changed'])
    expect(applied.done).toBe(0)
  })

  it('are refused by whoever lacks the permission, decision by decision (O6)', async () => {
    await using workspace = await openWorkspace()
    const organization = await workspace.organization()
    const { client } = await organization.client(wide, true)
    await organization.newRole('Viewer', ['oauth:client:view'])
    const viewer = await organization.user('Vera Viewer', 'Viewer')
    const acting = { ...organization.as(viewer), language: 'en' as const }
    const file = reviewOf(organization, [decision('authorization', client, { verdict: 'keep' })])
    const order = { file, items: file.decisions, ...followed }
    const applied = valueOf(await applyReview(contextOf(workspace), acting, order))

    expect([applied.done, applied.refused[0]?.failure.code]).toEqual([0, 'permission_missing'])
  })

  it('of another organization are refused as a whole', async () => {
    await using workspace = await openWorkspace()
    const organization = await workspace.organization()
    const acting = { ...organization.acting, language: 'en' as const }
    const file = { ...reviewOf(organization, []), organizationId: 'elsewhere' }
    const planned = await planReview(contextOf(workspace), acting, file)

    expect(!planned.ok && planned.failure.code).toBe('review_unreadable')
  })
})
