import { describe, expect, it } from 'vitest'
import { asId } from '../../../core/model/brand.ts'
import { BUILT_IN_OWNER } from '../../../core/model/oauth-client.ts'
import { aClient, aUsageRow, elsewhere, here, someRole } from './records.ts'
import { one, storeInUse } from './store-in-use.ts'
import type { OpenStore } from './store-in-use.ts'

/** The list of clients, in every adapter. */
export function describeClients(open: OpenStore): void {
  const store = storeInUse(open)

  describe('clients', () => {
    it('orders by name whatever the case, then by id', async () => {
      await store.put(
        aClient('3', { name: 'beta' }),
        aClient('2', { name: 'Alpha' }),
        aClient('1', { name: 'alpha' }),
        aClient('4', { name: 'ALPHABET' }),
      )
      expect(await store.found('')).toEqual(['1', '2', '4', '3'])
    })

    it.each(['', 'same'])(
      'pages without a gap or a repetition under equal names (search `%s`)',
      async (search) => {
        const ids = Array.from({ length: 23 }, (_none, index) => `id-${String(index).padStart(2, '0')}`)
        await store.put(
          ...ids.toReversed().map((id, index) => aClient(id, { name: index % 2 ? 'same' : 'SAME' })),
        )
        const seen: string[] = []
        let cursor: string | null = null
        do {
          const shown = await store.page({ limit: 5, cursor, search })
          expect(shown.total).toBe(23)
          expect(shown.rows.length).toBe(shown.cursor === null ? 3 : 5)
          seen.push(...shown.rows.map((row) => row.client.id))
          cursor = shown.cursor
        } while (cursor !== null)
        expect(seen).toEqual(ids)
      },
    )

    it('has no next page after a last one that is full', async () => {
      await store.put(aClient('1'), aClient('2'))
      expect((await store.page({ limit: 2 })).cursor).toBeNull()
      expect((await store.page({ limit: 1 })).cursor).not.toBeNull()
    })

    it('goes on from the same place when rows came and went meanwhile', async () => {
      await store.put(...['b', 'd', 'f', 'h'].map((id) => aClient(id, { name: `name ${id}` })))
      for (const search of ['', 'name']) {
        const { cursor } = await store.page({ limit: 2, search })
        await store.write(async (unit) => {
          await unit.remove.client(here, asId('d'))
          await unit.put.client(here, aClient('a', { name: 'name a' }))
          await unit.put.client(here, aClient('e', { name: 'name e' }))
        })
        const rest = await store.page({ limit: 10, cursor, search })
        expect(rest.rows.map((row) => row.client.id)).toEqual(['e', 'f', 'h'])
        await store.write(async (unit) => {
          await unit.put.client(here, aClient('d', { name: 'name d' }))
          await unit.remove.client(here, asId('a'))
          await unit.remove.client(here, asId('e'))
        })
      }
    })

    it('takes any text for a cursor', async () => {
      await store.put(aClient('1'), aClient('2'))
      for (const cursor of ['', 'x', '!!!', 'é\n', 'a'.repeat(4_000)])
        expect((await store.page({ cursor })).total).toBe(2)
    })

    it('filters by state and grant type, also together with a search', async () => {
      const inactive = { kind: 'inactive', removalAt: '2026-03-08T00:00:00.000Z' } as const
      await store.put(
        aClient('1', { name: 'crm', grantType: 'implicit' }),
        aClient('2', { name: 'crm', grantType: 'implicit', state: inactive }),
        aClient('3', { name: 'crm', state: inactive }),
        aClient('4', { name: 'other', grantType: 'implicit', state: inactive }),
      )
      expect(await store.found('', { state: 'inactive' })).toEqual(['2', '3', '4'])
      expect(await store.found('', { grantType: 'implicit' })).toEqual(['1', '2', '4'])
      expect(await store.found('', { grantType: 'implicit', state: 'inactive' })).toEqual(['2', '4'])
      expect(await store.found('crm', { grantType: 'implicit', state: 'inactive' })).toEqual(['2'])
      expect(await store.found('cr', { state: 'inactive' })).toEqual(['2', '3'])
      expect(await store.found('', { state: 'disabled' })).toEqual([])
      await store.put(aClient('2', { name: 'crm', grantType: 'implicit' }))
      expect(await store.found('', { state: 'inactive' })).toEqual(['3', '4'])
    })

    it('keeps organizations apart', async () => {
      await store.write(async (unit) => {
        await unit.put.client(here, aClient('client-1', { name: 'Here', scopes: ['users'] }))
        await unit.put.client(elsewhere, aClient('client-2', { name: 'There', scopes: ['users'] }))
      })
      expect(await store.found('')).toEqual(['client-1'])
      expect(await store.found('There')).toEqual([])
      expect(await store.found('users')).toEqual(['client-1'])
    })

    it('tells every organization that holds a client, its owner first', async () => {
      await store.write(async (unit) => {
        await unit.put.client(here, aClient('client-1', { ownerId: elsewhere, name: 'copy' }))
        await unit.put.client(elsewhere, aClient('client-1', { ownerId: elsewhere, name: 'own' }))
      })
      const holders = await store.read((unit) => unit.clients.everywhere(one))
      expect(holders.map(({ organizationId, client }) => [organizationId, client.name])).toEqual([
        [elsewhere, 'own'],
        [here, 'copy'],
      ])
      expect(await store.read((unit) => unit.clients.everywhere(asId('client-2')))).toEqual([])
    })

    it('shows the built-in clients among the others but does not count them (A6)', async () => {
      const builtIn = aClient('built-in', { ownerId: BUILT_IN_OWNER })
      await store.put(aClient('client-1'), builtIn)
      expect(await store.found('')).toEqual(['built-in', 'client-1'])
      expect(await store.read((unit) => unit.clients.count(here))).toBe(1)
      expect(await store.read((unit) => unit.clients.builtIn(here))).toEqual([builtIn])
    })

    it('lists what falls due for removal up to a moment and not after it (C8)', async () => {
      const removal = (removalAt: string) => ({ state: { kind: 'inactive', removalAt } as const })
      await store.put(
        aClient('late', removal('2026-03-08T00:00:00.001Z')),
        aClient('exact', removal('2026-03-08T00:00:00.000Z')),
        aClient('early', removal('2026-03-07T00:00:00.000Z')),
        aClient('active'),
      )
      const due = await store.read((unit) => unit.clients.dueForRemoval(here, '2026-03-08T00:00:00.000Z'))
      expect(due.map((client) => client.id)).toEqual(['early', 'exact'])
      await store.put(aClient('early'))
      const left = await store.read((unit) => unit.clients.dueForRemoval(here, '2026-03-08T00:00:00.000Z'))
      expect(left.map((client) => client.id)).toEqual(['exact'])
    })

    it('lists the clients that hold a role and follows a change (C6)', async () => {
      const grant = { roleId: someRole, divisionId: '*' } as const
      await store.put(
        aClient('2', { roleGrants: [grant, grant] }),
        aClient('1', { roleGrants: [grant] }),
        aClient('3'),
      )
      const holding = async () =>
        (await store.read((unit) => unit.clients.holding(here, someRole))).map((client) => client.id)
      expect(await holding()).toEqual(['1', '2'])
      await store.put(aClient('1'))
      expect(await holding()).toEqual(['2'])
    })

    it('forgets a removed client everywhere', async () => {
      const gone = aClient('client-1', {
        name: 'Going',
        scopes: ['users'],
        redirectUris: ['https://going.example.com/cb'],
        roleGrants: [{ roleId: someRole, divisionId: '*' }],
      })
      await store.put(gone, aClient('client-2'))
      await store.write((unit) => unit.remove.client(here, one))
      for (const search of ['Going', 'Go', 'users', 'https://going.example.com/cb', 'client-1'])
        expect(await store.found(search)).toEqual([])
      const left = await store.read(async (unit) => [
        await unit.clients.get(here, one),
        await unit.clients.holding(here, someRole),
        await unit.clients.count(here),
      ])
      expect(left).toEqual([undefined, [], 1])
      await store.put(aClient('client-1', { name: 'Back' }))
      expect(await store.found('Going')).toEqual([])
      expect(await store.found('Back')).toEqual(['client-1'])
    })

    it('removes a client that is not there without a word', async () => {
      await store.write((unit) => unit.remove.client(here, one))
      expect(await store.read((unit) => unit.clients.count(here))).toBe(0)
    })

    it('tells the last day on which each was used', async () => {
      await store.put(aClient('client-1'), aClient('client-2'))
      await store.write(async (unit) => {
        await unit.put.usage(here, [aUsageRow('client-1', '2026-02-01'), aUsageRow('client-1', '2026-02-09')])
        await unit.put.usage(elsewhere, [aUsageRow('client-2', '2026-02-10')])
      })
      for (const search of ['', 'client', 'cl'])
        expect((await store.page({ search })).rows.map((row) => row.lastUsed)).toEqual(['2026-02-09', null])
    })
  })
}
