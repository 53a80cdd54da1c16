import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fillStore, openedIdOf } from '../../../../core/audit/opened/fill-store.ts'
import type { AdminApi } from '../../../../core/contract/contract.ts'
import { asId, type UserId } from '../../../../core/model/brand.ts'
import type { Snapshot } from '../../../../core/model/snapshot.ts'
import { look } from '../../../../core/organization/context.ts'
import { RunningTasks } from '../../../../core/organization/running-tasks.ts'
import { SeededRandom } from '../../../../core/organization/sample/seeded-random.ts'
import { openSnapshotApplication } from '../../../../core/snapshot-application.ts'
import { openSqliteStore } from '../../../../core/store/open-sqlite-store.ts'
import { ok } from '../../../../core/model/result.ts'
import { aClient, anAuthorization, aService, aSnapshot, takenAt } from '../../../support/audited-snapshot.ts'
import { MemoryStore } from '../../../support/memory-store.ts'
import { temporaryDirectory } from '../../../support/temporary-directory.ts'

const organizationId = openedIdOf('0123456789abcdef')
const acting = { organizationId, userId: asId<UserId>('whoever'), language: 'en' as const }
const tasks = new RunningTasks(() => undefined)

async function show(snapshot: Snapshot) {
  const directory = await temporaryDirectory()
  const store = await openSqliteStore({ directory: directory.path, durable: false })
  await fillStore(store, { snapshot, organizationId }, {})
  await store.close()
  const application = await openSnapshotApplication(
    directory.path,
    { organizationId, takenAt: snapshot.takenAt },
    {
      tasks,
      random: new SeededRandom('shown'),
      version: '0.0.0-test',
      accessWorker: new URL('../../../../core/access-worker.ts', import.meta.url),
      makeCertificate: () => Promise.reject(new Error('not asked for')),
      reader: { read: () => Promise.reject(new Error('not asked for')) },
      fetch: () => Promise.reject(new Error('not asked for')),
    },
  )
  return {
    // It answers every operation of the organization's room, which are all that is asked here.
    api: application.api as AdminApi,
    organization: application.organization,
    end: async () => {
      await application.close()
      await directory[Symbol.asyncDispose]()
    },
  }
}

describe('a shown snapshot (U1)', () => {
  let shown: Awaited<ReturnType<typeof show>>

  beforeAll(async () => {
    shown = await show(
      aSnapshot({
        clients: [aClient(), aService()],
        authorizations: [anAuthorization(aClient())],
      }),
    )
  })

  afterAll(() => shown.end())

  it('is an organization of its own, whose clock stands at the moment of the snapshot', async () => {
    expect(shown.organization).toMatchObject({
      id: 'snapshot-0123456789ab',
      kind: 'snapshot',
      clockOffset: 0,
    })
    const detail = await shown.api['organization.show']({ organizationId })
    expect(detail).toMatchObject({
      ok: true,
      value: { administratorId: 'reviewer', clock: { now: takenAt, machineTime: takenAt } },
    })
  })

  it('answers every view, whoever asks', async () => {
    const { api } = shown
    const paging = { search: '', limit: 10, cursor: null }
    const clients = await api['client.list']({ acting, ...paging, state: null, grantType: null })
    expect(clients).toMatchObject({ ok: true, value: { total: 2 } })
    const clientId = aClient().id
    expect(await api['client.show']({ acting, clientId })).toMatchObject({
      ok: true,
      value: { client: { ownerId: organizationId }, secretKept: false },
    })
    expect(await api['app.list']({ acting, ...paging, state: null })).toMatchObject({ value: { total: 1 } })
    expect(await api['user.list']({ organizationId, ...paging })).toMatchObject({ ok: true })
    expect(await api['user.show']({ organizationId, user: 'reviewer' })).toMatchObject({
      value: { name: 'Reviewer' },
    })
    expect(await api['role.list']({ organizationId })).toMatchObject({ ok: true })
    expect(await api['catalogue.show']({ organizationId })).toMatchObject({ ok: true })
    const events = {
      target: null,
      search: '',
      kind: null,
      action: null,
      actor: null,
      before: null,
      limit: 10,
    }
    const everything = { ...events, from: null, to: null, language: 'en' as const }
    expect(await api['event.list']({ organizationId, ...everything })).toMatchObject({ value: { all: 0 } })
    const asked = { clientId, user: null, operation: 'GET /api/v2/users', division: null }
    expect(await api['access.ask']({ acting, ...asked })).toMatchObject({ ok: true })
    const wanted = { acting, apps: '', users: '', operations: '', division: null, taskId: '' }
    const totals = await api['access.totals'](wanted)
    expect(totals).toMatchObject({ ok: true, value: { apps: 2 } })
    expect(await api['access.totals'](wanted)).toEqual(totals)
  })

  it('refuses every act, also where nobody stood before it', async () => {
    const input = {
      acting,
      clientId: aClient().id,
      roleId: asId<never>('role-viewer'),
      name: 'x',
      patterns: [],
    }
    const { api } = shown
    expect(await api['division.create']({ acting, name: 'New' })).toMatchObject({
      failure: { code: 'snapshot_read_only' },
    })
    expect(await api['client.restore'](input)).toMatchObject({ failure: { code: 'snapshot_read_only' } })
    expect(await api['role.restoreDefaults'](input)).toMatchObject({
      failure: { code: 'snapshot_read_only' },
    })
  })
})

describe('a shown list of clients, which says nothing of an organization', () => {
  it('has a home division and no users', async () => {
    const bare = aSnapshot({ divisions: [], users: [], roles: [], source: 'clients_csv' })
    const shown = await show(bare)
    expect(await shown.api['division.list']({ organizationId })).toMatchObject({ value: [{ isHome: true }] })
    expect(await shown.api['organization.show']({ organizationId })).toMatchObject({
      value: { counts: { users: 0 } },
    })
    await shown.end()
  })
})

describe('whoever looks at an organization that is no snapshot', () => {
  it('needs an account there, whatever it is called (O6)', async () => {
    const store = new MemoryStore()
    const { organization } = aSnapshot()
    await store.write(async (unit) => {
      await unit.put.organization({
        ...{ id: organizationId, name: 'Acme', kind: 'local', region: 'mypurecloud.com' },
        ...{ settings: organization.settings, clockOffset: 0, createdAt: takenAt, revision: 1 },
      })
      await unit.put.division(organizationId, { id: organization.homeDivisionId, name: 'Home', isHome: true })
    })
    for (const userId of ['reviewer', 'whoever']) {
      const stranger = { ...acting, userId: asId<UserId>(userId) }
      const context = { store, clock: () => new Date(takenAt) }
      expect(await look(context, stranger, null, () => Promise.resolve(ok(1)))).toMatchObject({
        failure: { code: 'user_not_found', value: userId },
      })
    }
  })
})
