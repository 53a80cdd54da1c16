import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { asId } from '../../../core/model/brand.ts'
import type { ClientId, OrganizationId } from '../../../core/model/brand.ts'
import { BUILT_IN_OWNER } from '../../../core/model/oauth-client.ts'
import { KeptLiveRecords } from '../../../core/organization/kept-live-records.ts'
import { CatalogueShelf } from '../../../core/organization/loaded-catalogue.ts'
import type { Store } from '../../../core/organization/ports.ts'
import { openSqliteStore } from '../../../core/store/open-sqlite-store.ts'
import { MemoryStore } from '../../support/memory-store.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'
import {
  aClient,
  aDivision,
  anAuthorization,
  anOrganization,
  aRole,
  aUser,
  elsewhere,
  here,
} from '../store/records.ts'

const one = asId<ClientId>('client-1')
const builtIn = asId<ClientId>('built-in')
const secret = { algorithm: 'sha256', parameters: '', salt: 'salt', hash: 'hash' } as const
const user = aUser('user-1', { roleGrants: [{ roleId: aRole('role-1').id, divisionId: '*' }] })
const about = { organizationId: here, clientId: one, userId: user.id }

async function filled(store: Store): Promise<void> {
  await store.write(async (unit) => {
    for (const id of [here, elsewhere]) {
      await unit.put.organization(anOrganization({ id, name: id }))
      await unit.put.division(id, aDivision('home', { isHome: true }))
      await unit.put.client(id, aClient(builtIn, { ownerId: BUILT_IN_OWNER }))
    }
    await unit.put.role(here, aRole('role-1'))
    await unit.put.user(here, user)
    await unit.put.client(elsewhere, aClient(one, { ownerId: elsewhere }))
    await unit.put.secret(one, secret)
    await unit.put.authorization(here, anAuthorization(one))
  })
}

/** Live records on a store in memory, and how often they read it. */
async function inMemory() {
  const store = new MemoryStore()
  await filled(store)
  const counted = { reads: 0, now: new Date('2027-01-10T08:00:00.000Z') }
  const live = new KeptLiveRecords({
    store: {
      version: () => store.version(),
      read: (work) => {
        counted.reads++
        return store.read(work)
      },
    },
    clock: () => counted.now,
    catalogues: new CatalogueShelf(),
  })
  return { store, live, counted }
}

describe('live records', () => {
  it('tell what a call is decided on, the app of another organization and the catalogue with it', async () => {
    const { live, counted } = await inMemory()
    const call = await live.call(about)
    expect(call).toMatchObject({ organization: { id: here }, now: counted.now, user })
    const view = call?.view
    expect([view?.client(one)?.ownerId, view?.authorization(one)?.clientId, view?.user(user.id)]).toEqual([
      elsewhere,
      one,
      user,
    ])
    expect([view?.client(builtIn), view?.authorization(builtIn), view?.user(aUser('user-2').id)]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect([view?.homeDivisionId, view?.divisionName(aDivision('home').id)]).toEqual(['home', 'home'])
    expect(view?.role(aRole('role-1').id)?.coveringPattern('oauth:client:view')).toBe('oauth:*:*')
    expect(view?.operation('GET /api/v2/users/me')).toBe(call?.catalogue.index.find('GET /api/v2/users/me'))
    expect(view?.operation('GET /api/v2/users/me')).toBeDefined()
  })

  it('know a client with its owner and secret, and a built-in one without', async () => {
    const { live } = await inMemory()
    expect(await live.client(one)).toMatchObject({ client: { id: one }, owner: { id: elsewhere }, secret })
    expect(await live.client(builtIn)).toMatchObject({ client: { id: builtIn }, owner: null, secret: null })
    expect(await live.client(asId('unheard-of'))).toBeUndefined()
    expect(await live.call({ ...about, organizationId: asId<OrganizationId>('nowhere') })).toBeUndefined()
    expect((await live.organizations()).map(({ id }) => id)).toEqual([here, elsewhere])
    expect(await live.organization(asId('nowhere'))).toBeUndefined()
  })

  it('are read once as long as nothing changes, and tell the time of each call (O7)', async () => {
    const { live, store, counted } = await inMemory()
    const first = await live.call(about)
    const looks = () => [live.call(about), live.client(one), live.organization(here)]
    await Promise.all(looks())
    const { reads } = counted
    counted.now = new Date('2027-01-10T09:00:00.000Z')
    await store.tokens.write(() => undefined)
    await Promise.all(looks())
    const later = await live.call(about)
    expect([counted.reads, later?.now, later?.view.now]).toEqual([reads, counted.now, counted.now])
    expect(first?.now).not.toEqual(counted.now)
    await store.write((unit) => unit.put.organization(anOrganization({ clockOffset: 60_000 })))
    expect((await live.call(about))?.now).toEqual(new Date('2027-01-10T09:01:00.000Z'))
  })

  it('are read again once something changed, were it only one of them', async () => {
    const { live, store } = await inMemory()
    const states = async () => [
      (await live.call(about))?.user?.state,
      (await live.client(one))?.client.name,
      (await live.organization(here))?.name,
    ]
    expect(await states()).toEqual(['active', 'client-1', here])
    await store.write((unit) => unit.put.user(here, { ...user, state: 'inactive' }))
    await store.write((unit) => unit.put.client(elsewhere, aClient(one, { name: 'Other' })))
    await store.write((unit) => unit.put.organization(anOrganization({ name: 'Renamed' })))
    expect(await states()).toEqual(['inactive', 'Other', 'Renamed'])
  })

  it('are not kept where they were read before a change that others saw meanwhile', async () => {
    const { store } = await inMemory()
    const gates = [Promise.withResolvers<undefined>()]
    const live = new KeptLiveRecords({
      store: {
        version: () => store.version(),
        read: (work) => {
          const gate = gates.shift()
          return store.read(async (unit) => {
            await gate?.promise
            return work(unit)
          })
        },
      },
      clock: () => new Date(0),
      catalogues: new CatalogueShelf(),
    })
    const [gate] = gates
    const late = live.client(one)
    await store.write((unit) => unit.put.client(elsewhere, aClient(one, { name: 'Second' })))
    await live.client(builtIn)
    gate?.resolve(undefined)
    expect((await late)?.client.name).toBe('client-1')
    expect((await live.client(one))?.client.name).toBe('Second')
  })

  it('keep no more than so many', async () => {
    const { live, counted } = await inMemory()
    const call = (number: number) =>
      live.call({ organizationId: here, clientId: asId<ClientId>(`app-${String(number)}`), userId: null })
    for (let number = 0; number < 2_001; number++) await call(number)
    const { reads } = counted
    await call(2_000)
    await call(1)
    expect(counted.reads).toBe(reads)
    await call(0)
    expect(counted.reads).toBe(reads + 1)
  })

  it('show at the next request what another process changed', async () => {
    await using directory = await temporaryDirectory()
    const [store, other] = [
      await openSqliteStore({ directory: directory.path }),
      await openSqliteStore({ directory: directory.path }),
    ]
    await filled(store)
    const live = new KeptLiveRecords({ store, clock: () => new Date(0), catalogues: new CatalogueShelf() })
    expect((await live.client(one))?.client.name).toBe('client-1')
    await other.write((unit) => unit.put.client(elsewhere, aClient(one, { name: 'Renamed' })))
    // The next request comes over a socket, and so with a turn of the event loop of its own.
    await setImmediate()
    expect((await live.client(one))?.client.name).toBe('Renamed')
    await other.close()
    await store.close()
  })
})
