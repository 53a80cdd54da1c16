import { describe, expect, it } from 'vitest'
import { asId } from '../../../core/model/brand.ts'
import type { OrganizationId } from '../../../core/model/brand.ts'
import { aClient, aRole, aUsageRow, anEvent, anOrganization, clientQuery, here } from './records.ts'
import { inOwnContext, one, storeInUse } from './store-in-use.ts'
import type { OpenStore } from './store-in-use.ts'

/** What a unit of work promises, in every adapter. */
export function describeUnits(open: OpenStore): void {
  const store = storeInUse(open)

  describe('units of work', () => {
    it('keeps what a unit wrote', async () => {
      const client = aClient('client-1', { name: 'Ünïcode "quoted" \\ \u{1f600}', scopes: ['users'] })
      await store.put(client)
      expect(await store.read((unit) => unit.clients.get(here, one))).toEqual(client)
    })

    it('leaves nothing behind of a unit that throws (F1)', async () => {
      await store.put(aClient('client-1', { name: 'Before', scopes: ['users'] }))
      const failing = store.write(async (unit) => {
        await unit.put.client(here, aClient('client-1', { name: 'After', scopes: ['routing'] }))
        await unit.put.client(here, aClient('client-2'))
        await unit.put.event(anEvent(1))
        await unit.put.secret('client-1', { algorithm: 'sha256', parameters: '', salt: '', hash: 'h' })
        await unit.put.usage(here, [aUsageRow('client-1', '2026-03-01')])
        throw new Error('no')
      })
      await expect(failing).rejects.toThrow('no')
      const left = await store.read(async (unit) => ({
        clients: (await unit.clients.page(here, clientQuery())).rows.map((row) => row.client.name),
        count: await unit.clients.count(here),
        events: await unit.events.from(here, 0, 10),
        secret: await unit.secrets.get('client-1'),
        lastUsed: await unit.usage.lastUsed(here, one),
      }))
      expect(left).toEqual({ clients: ['Before'], count: 1, events: [], secret: undefined, lastUsed: null })
      expect(await store.found('After')).toEqual([])
      expect(await store.found('users')).toEqual(['client-1'])
      expect(await store.found('routing')).toEqual([])
    })

    it('keeps working after a unit that threw', async () => {
      await expect(store.write(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
      await store.put(aClient('client-1'))
      expect(await store.found('')).toEqual(['client-1'])
    })

    it('shows a unit its own changes', async () => {
      const seen = await store.write(async (unit) => {
        await unit.put.client(here, aClient('client-1', { name: 'Fresh name' }))
        const first = await unit.clients.page(here, clientQuery({ search: 'fresh' }))
        await unit.put.client(here, aClient('client-1', { name: 'Other name' }))
        const second = await unit.clients.page(here, clientQuery({ search: 'fresh' }))
        return [first.total, second.total, await unit.clients.count(here)]
      })
      expect(seen).toEqual([1, 0, 1])
    })

    it('shows readers nothing of a unit that is under way (F1)', async () => {
      const half = Promise.withResolvers<undefined>()
      const resume = Promise.withResolvers<undefined>()
      const writing = store.write(async (unit) => {
        await unit.put.client(here, aClient('client-1'))
        half.resolve(undefined)
        await resume.promise
        await unit.put.client(here, aClient('client-2'))
      })
      await half.promise
      expect(await store.found('')).toEqual([])
      resume.resolve(undefined)
      await writing
      expect(await store.found('')).toEqual(['client-1', 'client-2'])
    })

    it('shows a reader one moment from its first look to its last', async () => {
      await store.put(aClient('client-1'))
      const seen = await store.read(async (unit) => {
        const before = await unit.clients.count(here)
        await inOwnContext(() => store.put(aClient('client-2')))
        return [before, await unit.clients.count(here)]
      })
      expect(seen).toEqual([1, 1])
      expect(await store.found('')).toHaveLength(2)
    })

    it('runs units that write one after the other', async () => {
      await store.put(aClient('client-1', { revision: 0 }))
      await Promise.all(
        Array.from({ length: 20 }, () =>
          store.write(async (unit) => {
            const client = await unit.clients.get(here, one)
            await Promise.resolve()
            await unit.put.client(here, aClient('client-1', { revision: (client?.revision ?? 0) + 1 }))
          }),
        ),
      )
      expect((await store.read((unit) => unit.clients.get(here, one)))?.revision).toBe(20)
    })

    it('lets many readers look at once', async () => {
      await store.put(aClient('client-1'))
      const all = await Promise.all(Array.from({ length: 20 }, () => store.found('')))
      expect(all).toEqual(Array.from({ length: 20 }, () => ['client-1']))
    })

    it('refuses a unit inside another one, which would wait for ever', async () => {
      await expect(store.write(() => store.write(() => Promise.resolve()))).rejects.toThrow(
        'a unit of work was started inside another one',
      )
      await expect(store.read(() => store.read(() => Promise.resolve()))).rejects.toThrow(
        'a unit of work was started inside another one',
      )
    })

    it('refuses the use of a unit that has ended', async () => {
      const ended = await store.write((unit) => Promise.resolve(unit))
      await expect(ended.put.client(here, aClient('client-1'))).rejects.toThrow('after it had ended')
      await expect(ended.clients.count(here)).rejects.toThrow('after it had ended')
    })

    it('gives a unit up of which one act failed, even if its caller overlooks that (F1)', async () => {
      await store.write((unit) => unit.put.event(anEvent(1)))
      const careless = store.write(async (unit) => {
        await unit.put.client(here, aClient('client-1'))
        await unit.put.event(anEvent(1)).catch(() => undefined)
        await unit.put.client(here, aClient('client-2')).catch(() => undefined)
      })
      await expect(careless).rejects.toThrow()
      expect(await store.found('')).toEqual([])
    })

    it('refuses to commit what belongs to no organization', async () => {
      const nowhere = asId<OrganizationId>('nowhere')
      await expect(store.write((unit) => unit.put.role(nowhere, aRole('role-1')))).rejects.toThrow()
      expect(await store.read((unit) => unit.roles.all(nowhere))).toEqual([])
    })

    it('takes an organization after what belongs to it, in one unit', async () => {
      const third = asId<OrganizationId>('organization-3')
      await store.write(async (unit) => {
        await unit.put.role(third, aRole('role-1'))
        await unit.put.organization(anOrganization({ id: third }))
      })
      expect(await store.read((unit) => unit.roles.all(third))).toEqual([aRole('role-1')])
    })

    it('refuses units once it is closed', async () => {
      await store.close()
      await expect(store.read(() => Promise.resolve())).rejects.toThrow('the store is closed')
      await expect(store.write(() => Promise.resolve())).rejects.toThrow('the store is closed')
    })

    it('finishes units under way before it closes', async () => {
      const writing = store.put(aClient('client-1'))
      await store.close()
      await expect(writing).resolves.toBeUndefined()
    })
  })

  describe('subscriptions', () => {
    it('tell of a committed change', async () => {
      const told = Promise.withResolvers<undefined>()
      store.subscribe(() => {
        told.resolve(undefined)
      })
      await store.put(aClient('client-1'))
      await told.promise
    })

    it('tell nothing of a unit that threw, nor after they were ended', async () => {
      const told: string[] = []
      const end = store.subscribe(() => told.push('ended'))
      store.subscribe(() => told.push('lasting'))
      await expect(
        store.write(async (unit) => {
          await unit.put.client(here, aClient('client-1'))
          throw new Error('no')
        }),
      ).rejects.toThrow('no')
      end()
      await store.put(aClient('client-1'))
      await Promise.resolve()
      expect(told).toEqual(['lasting'])
    })
  })
}
