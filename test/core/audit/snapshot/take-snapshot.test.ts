import { describe, expect, it } from 'vitest'
import { takeSnapshot } from '../../../../core/audit/snapshot/take-snapshot.ts'
import type { Snapshot } from '../../../../core/model/snapshot.ts'
import type { TestOrganization } from '../../../support/organization.ts'
import { valueOf } from '../../../support/results.ts'
import { fileOf, snapshotIn } from '../../../support/snapshot-file.ts'
import { openWorkspace, type Workspace } from '../../../support/workspace.ts'
import { aUsageRow } from '../../store/records.ts'

async function take(workspace: Workspace, { id }: TestOrganization): Promise<Snapshot> {
  return workspace.store.read(async (unit) => {
    const organization = await unit.organizations.get(id)
    if (!organization) throw new Error('there is no such organization')
    const now = new Date(workspace.clock.now().getTime() + organization.clockOffset)
    return takeSnapshot(unit, organization, { now })
  })
}

describe('a snapshot that is taken (U1)', () => {
  it('is the organization at that moment, with what is authorized from elsewhere and without a secret', async () => {
    await using workspace = await openWorkspace()
    const here = await workspace.organization()
    const vendor = await workspace.organization({ name: 'Vendor' })
    const { client, secret } = await here.client({ name: 'Agent Desktop' }, true)
    const { client: gone } = await here.client({ name: 'Gone' })
    const { client: app } = await vendor.client({ name: 'Vendor App' })
    await here.authorize(app.id, app.scopes)
    workspace.clock.advance('1h')
    const renewed = valueOf(
      await workspace.admin['client.regenerateSecret']({
        acting: here.acting,
        clientId: client.id,
        revision: 1,
      }),
    )
    await workspace.store.write(async (unit) => {
      await unit.put.usage(here.id, [
        aUsageRow(client.id, '2027-01-09', { requests: 7 }),
        aUsageRow(client.id, '2025-01-09'),
      ])
      const kept = await unit.clients.get(here.id, gone.id)
      if (!kept) throw new Error('there is no such client')
      const removalAt = workspace.clock.now().toISOString()
      await unit.put.client(here.id, { ...kept, state: { kind: 'inactive', removalAt } })
    })

    const snapshot = await take(workspace, here)
    const file = await fileOf(snapshot)
    expect(await snapshotIn(file)).toEqual(snapshot)
    for (const word of [secret, renewed.secret]) expect(file.includes(word)).toBe(false)
    expect(snapshot).toMatchObject({
      source: 'organization',
      absent: ['catalogue', 'terraform'],
      catalogue: null,
    })
    expect(snapshot.takenAt).toBe(workspace.clock.now().toISOString())
    const names = snapshot.clients.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['Agent Desktop', 'Vendor App']))
    expect(names).not.toContain('Gone')
    expect(snapshot.clients.map(({ id }) => id)).toEqual(snapshot.clients.map(({ id }) => id).sort())
    expect(snapshot.authorizations.map(({ clientId }) => clientId)).toEqual(
      expect.arrayContaining([client.id, app.id]),
    )
    expect(snapshot.usage).toEqual([
      {
        ...{ clientId: client.id, method: 'GET', path: '/api/v2/users' },
        days: [{ day: '2027-01-09', requests: 7, failures: 0, redirected: 0, throttled: 0, faulted: 0 }],
      },
    ])
    const events = await here.events()
    expect(snapshot.historyHead).toEqual({ sequence: events.length, hash: events.at(-1)?.hash })
    expect(snapshot.history.map(({ action }) => action)).toEqual([
      ...['client.create', 'app.authorize', 'client.create', 'app.authorize', 'client.regenerate_secret'],
    ])
    expect(snapshot.history.at(-1)?.changes.map(({ field }) => field)).toEqual(['secretChangedAt'])
  })

  it('looks back 400 days, also where the clock was moved, and goes by the clock of the organization (O7)', async () => {
    await using workspace = await openWorkspace()
    const here = await workspace.organization()
    await here.client({ name: 'Old' })
    await here.moveClock('401d')
    await here.client({ name: 'New' })
    const later = await take(workspace, here)
    expect(later.takenAt).toBe('2028-02-15T08:00:00.000Z')
    expect(later.history).toHaveLength(1)
    valueOf(await workspace.admin['clock.reset']({ acting: here.acting }))
    expect((await take(workspace, here)).history).toHaveLength(2)
  })
})
