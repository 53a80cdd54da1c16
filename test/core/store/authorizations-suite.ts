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
  })
}
