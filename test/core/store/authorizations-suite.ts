import { describe, expect, it } from 'vitest'
import { aUsageRow, anAuthorization, authorizationQuery, elsewhere, here } from './records.ts'
import { one, storeInUse } from './store-in-use.ts'
import type { OpenStore } from './store-in-use.ts'

/** Authorizations and usage, in every adapter. */
export function describeAuthorizations(open: OpenStore): void {
  const store = storeInUse(open)

  describe('authorizations', () => {
    it('pages by the name of the app, by state and by search (A1)', async () => {
      await store.write(async (unit) => {
        await unit.put.authorization(here, anAuthorization('1', { clientName: 'beta', scopes: ['users'] }))
        await unit.put.authorization(here, anAuthorization('2', { clientName: 'Alpha', state: 'revoked' }))
        await unit.put.authorization(elsewhere, anAuthorization('3', { clientName: 'Gamma' }))
        await unit.put.usage(here, [aUsageRow('1', '2026-02-01')])
      })
      const rows = async (query: Parameters<typeof authorizationQuery>[0]) => {
        const shown = await store.read((unit) => unit.authorizations.page(here, authorizationQuery(query)))
        expect(shown.total).toBe(shown.rows.length)
        return shown.rows.map((row) => [row.authorization.clientId, row.lastUsed])
      }
      expect(await rows({})).toEqual([
        ['2', null],
        ['1', '2026-02-01'],
      ])
      expect(await rows({ state: 'revoked' })).toEqual([['2', null]])
      expect(await rows({ search: 'BETA' })).toEqual([['1', '2026-02-01']])
      expect(await rows({ search: 'users' })).toEqual([['1', '2026-02-01']])
      expect(await rows({ search: 'al', state: 'authorized' })).toEqual([])
      expect(await store.read((unit) => unit.authorizations.count(here))).toBe(2)
    })

    it('replaces an authorization and tells every organization that has one (A8)', async () => {
      await store.write(async (unit) => {
        await unit.put.authorization(elsewhere, anAuthorization('client-1', { state: 'pending' }))
        await unit.put.authorization(here, anAuthorization('client-1', { state: 'pending' }))
        await unit.put.authorization(here, anAuthorization('client-1'))
      })
      const all = await store.read((unit) => unit.authorizations.everywhere(one))
      expect(all.map(({ organizationId, authorization }) => [organizationId, authorization.state])).toEqual([
        [here, 'authorized'],
        [elsewhere, 'pending'],
      ])
      expect(await store.read((unit) => unit.authorizations.count(here))).toBe(1)
    })

    it('lists authorized ones whose time is over, and no others (A1)', async () => {
      const expiresAt = '2026-03-08T00:00:00.000Z'
      await store.write(async (unit) => {
        await unit.put.authorization(here, anAuthorization('exact', { expiresAt }))
        await unit.put.authorization(here, anAuthorization('late', { expiresAt: '2026-03-08T00:00:00.001Z' }))
        await unit.put.authorization(here, anAuthorization('revoked', { expiresAt, state: 'revoked' }))
        await unit.put.authorization(here, anAuthorization('lasting'))
      })
      const due = await store.read((unit) => unit.authorizations.dueToExpire(here, expiresAt))
      expect(due.map((authorization) => authorization.clientId)).toEqual(['exact'])
    })
  })

  describe('usage', () => {
    it('adds to the counts of the same day, method and path (S6)', async () => {
      await store.write(async (unit) => {
        await unit.put.usage(here, [
          aUsageRow('client-1', '2026-02-01', { requests: 2 }),
          aUsageRow('client-1', '2026-02-01', { method: 'POST', failures: 1 }),
          aUsageRow('client-1', '2026-02-03'),
          aUsageRow('client-1', '2026-01-31'),
          aUsageRow('client-2', '2026-02-04'),
        ])
        await unit.put.usage(here, [aUsageRow('client-1', '2026-02-01', { requests: 3, failures: 1 })])
      })
      const rows = await store.read((unit) => unit.usage.of(here, one, '2026-02-01'))
      expect(rows).toEqual([
        aUsageRow('client-1', '2026-02-03'),
        aUsageRow('client-1', '2026-02-01', { requests: 5, failures: 1 }),
        aUsageRow('client-1', '2026-02-01', { method: 'POST', failures: 1 }),
      ])
      expect(await store.read((unit) => unit.usage.lastUsed(here, one))).toBe('2026-02-03')
      expect(await store.read((unit) => unit.usage.lastUsed(elsewhere, one))).toBeNull()
    })

    it('is given for all clients at once, by client, path and method, each with its days from one on (U1)', async () => {
      const many = Array.from({ length: 2_100 }, (_none, n) =>
        aUsageRow('client-3', '2026-02-05', { path: `/${String(n)}` }),
      )
      await store.write(async (unit) => {
        await unit.put.usage(here, [
          aUsageRow('client-2', '2026-02-04'),
          aUsageRow('client-1', '2026-02-03', {
            requests: 9,
            failures: 4,
            redirected: 3,
            throttled: 2,
            faulted: 1,
          }),
          aUsageRow('client-1', '2026-02-01'),
          aUsageRow('client-1', '2026-02-01', { method: 'POST' }),
          aUsageRow('client-1', '2026-01-31'),
          ...many,
        ])
        await unit.put.usage(elsewhere, [aUsageRow('client-1', '2026-02-03')])
      })
      const all = await store.read((unit) => unit.usage.all(here, '2026-02-01'))
      const day = (name: string, counts: object) => {
        return { day: name, requests: 1, failures: 0, redirected: 0, throttled: 0, faulted: 0, ...counts }
      }
      const { path } = aUsageRow('client-1', '')
      expect(all.slice(0, 3)).toEqual([
        {
          ...{ clientId: 'client-1', method: 'GET', path },
          days: [
            day('2026-02-01', {}),
            day('2026-02-03', { requests: 9, failures: 4, redirected: 3, throttled: 2, faulted: 1 }),
          ],
        },
        { clientId: 'client-1', method: 'POST', path, days: [day('2026-02-01', {})] },
        { clientId: 'client-2', method: 'GET', path, days: [day('2026-02-04', {})] },
      ])
      expect(all.slice(3).map((series) => series.path)).toEqual(many.map((row) => row.path).sort())
    })
  })
}
