import { describe, expect, it } from 'vitest'
import type { AdminClient } from '../../../core/contract/contract.ts'
import type { WireResult } from '../../../core/contract/definition.ts'
import { draftOf, drafts, type Client, type TestOrganization } from '../../support/organization.ts'
import { faultyStore, type Faults } from '../../support/faulty-store.ts'
import { failureOf, valueOf } from '../../support/results.ts'
import { storedRows } from '../../support/stored-bytes.ts'
import { openWorkspace } from '../../support/workspace.ts'
import { swagger } from '../catalogue/documents.ts'

interface Scene {
  readonly admin: AdminClient
  readonly organization: TestOrganization
  readonly client: Client
}

type Act = (scene: Scene) => Promise<WireResult<unknown>>

const source = {
  kind: 'text' as const,
  name: 'x.json',
  text: swagger({ '/x': { get: { security: [{ oauth: ['brand-new'] }] } } }),
}

/** One of every kind of act that writes, with how many records it changes, its audit events included. */
const acts: readonly (readonly [name: string, changes: number, act: Act])[] = [
  ['organization.create', 27, ({ admin }) => admin['organization.create']({ name: 'Another' })],
  [
    'organization.configure',
    2,
    ({ admin, organization: { acting } }) => admin['organization.configure']({ acting, name: 'New' }),
  ],
  [
    'clock.advance over a removal',
    7,
    ({ admin, organization: { acting } }) =>
      admin['clock.advance']({ acting, advance: '8d', confirmRemovals: true }),
  ],
  [
    'client.create with its authorization',
    5,
    ({ admin, organization: { acting } }) => admin['client.create']({ acting, draft: drafts.code }),
  ],
  [
    'client.edit with a new name',
    3,
    ({ admin, organization: { acting }, client }) =>
      admin['client.edit']({
        acting,
        clientId: client.id,
        revision: client.revision,
        draft: { ...draftOf(client), name: 'New' },
      }),
  ],
  [
    'client.delete',
    2,
    ({ admin, organization: { acting }, client }) =>
      admin['client.delete']({ acting, clientId: client.id, revision: client.revision }),
  ],
  [
    'client.regenerateSecret',
    3,
    ({ admin, organization: { acting }, client }) =>
      admin['client.regenerateSecret']({ acting, clientId: client.id, revision: client.revision }),
  ],
  [
    'app.revoke',
    2,
    ({ admin, organization: { acting }, client }) =>
      admin['app.revoke']({ acting, clientId: client.id, revision: 1 }),
  ],
  [
    'user.create',
    2,
    ({ admin, organization: { acting } }) => admin['user.create']({ acting, email: 'new@example.com' }),
  ],
  [
    'role.create',
    2,
    ({ admin, organization: { acting } }) => admin['role.create']({ acting, name: 'R', patterns: ['a:b:c'] }),
  ],
  [
    'catalogue.import with the built-in clients',
    10,
    ({ admin, organization: { acting } }) => admin['catalogue.import']({ acting, source }),
  ],
]

describe('a fault in the middle of an act', () => {
  it.each(acts)(
    'leaves nothing of %s behind, at whichever of its %d changes (F1)',
    async (_name, changes, act) => {
      const faults: Faults = { failAt: 0, cause: new Error('the disk failed'), changes: 0 }
      await using workspace = await openWorkspace({ wrapStore: (store) => faultyStore(store, faults) })
      const organization = await workspace.organization()
      const { client } = await organization.client({ name: 'Staying' }, true)
      const { client: leaving } = await organization.client({ name: 'Leaving' }, true)
      workspace.clock.advance('31d')
      const order = { acting: organization.acting, clientId: leaving.id, revision: 1 }
      valueOf(await workspace.admin['client.delete'](order))
      const scene = { admin: workspace.admin, organization, client }
      const before = storedRows(workspace.file)

      for (let failAt = 1; failAt <= changes; failAt++) {
        faults.failAt = failAt
        faults.changes = 0
        const failure = failureOf(await act(scene))
        expect(failure).toMatchObject({
          code: 'internal',
          params: { reference: expect.any(String) as string },
        })
        expect(workspace.log.at(-1)).toContain(`fault ${String(failure.params?.['reference'])} in`)
        expect(storedRows(workspace.file)).toBe(before)
      }

      faults.failAt = 0
      faults.changes = 0
      valueOf(await act(scene))
      expect(faults.changes).toBe(changes)
      expect(storedRows(workspace.file)).not.toBe(before)
      const verdict = valueOf(await workspace.admin['event.verify']({ organizationId: organization.id }))
      expect(verdict.intact).toBe(true)
    },
  )

  it('leaves nothing of a sample behind (F1, O4)', async () => {
    const faults: Faults = { failAt: 150, cause: new Error('the disk failed'), changes: 0 }
    await using workspace = await openWorkspace({ wrapStore: (store) => faultyStore(store, faults) })
    const before = storedRows(workspace.file)
    const order = { name: 'Sample', sample: { seed: 'x' } }
    expect(failureOf(await workspace.admin['organization.create'](order)).code).toBe('internal')
    expect(storedRows(workspace.file)).toBe(before)
  })
})

describe('a refusal', () => {
  it('leaves nothing behind, not even what fell due before it (F1)', async () => {
    await using workspace = await openWorkspace()
    const organization = await workspace.organization()
    const { client } = await organization.client()
    await organization.authorize(client.id, ['users:readonly'], { expiresAt: '2027-01-11' })
    workspace.clock.advance('2d')
    const before = storedRows(workspace.file)
    const order = { acting: organization.acting, clientId: client.id, revision: 99 }
    expect(failureOf(await workspace.admin['client.delete'](order)).code).toBe('record_changed')
    expect(storedRows(workspace.file)).toBe(before)
  })
})

describe('every act', () => {
  it('is told to who listens, once, and a question is not', async () => {
    await using workspace = await openWorkspace()
    const organization = await workspace.organization()
    const heard: string[] = []
    const stop = workspace.grantdesk.subscribe('changed', ({ at }) => heard.push(at))
    await organization.client()
    expect(heard).toEqual(['2027-01-10T08:00:00.000Z'])
    valueOf(await workspace.admin['client.list']({ acting: organization.acting }))
    expect(heard).toHaveLength(1)
    stop()
    await organization.client()
    expect(heard).toHaveLength(1)
  })
})
