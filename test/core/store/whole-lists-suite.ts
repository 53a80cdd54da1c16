import { describe, expect, it } from 'vitest'
import { BUILT_IN_OWNER } from '../../../core/model/oauth-client.ts'
import { aClient, anAuthorization, aUser, elsewhere, here } from './records.ts'
import { storeInUse } from './store-in-use.ts'
import type { OpenStore } from './store-in-use.ts'

/** Lists that are read as a whole, in every adapter. */
export function describeWholeLists(open: OpenStore): void {
  const store = storeInUse(open)
  const wholes = () =>
    store.read(async ({ users, clients, authorizations }) => ({
      users: await users.all(here),
      clients: await clients.all(here),
      authorizations: await authorizations.all(here),
    }))

  describe('whole lists', () => {
    it('holds every record of one organization, in the order of ids', async () => {
      const clients = [aClient('a'), aClient('b', { ownerId: BUILT_IN_OWNER }), aClient('c')]
      const users = [aUser('A'), aUser('a'), aUser('ä')]
      const authorizations = [anAuthorization('a'), anAuthorization('z', { state: 'revoked' })]
      await store.write(async (unit) => {
        for (const client of clients.toReversed()) await unit.put.client(here, client)
        for (const user of users.toReversed()) await unit.put.user(here, user)
        for (const held of authorizations.toReversed()) await unit.put.authorization(here, held)
        await unit.put.client(elsewhere, aClient('b'))
        await unit.put.user(elsewhere, aUser('b'))
        await unit.put.authorization(elsewhere, anAuthorization('a'))
      })
      expect(await wholes()).toEqual({ users, clients, authorizations })
    })

    it('is empty where there is nothing', async () => {
      expect(await wholes()).toEqual({ users: [], clients: [], authorizations: [] })
    })

    it('has no gap and no repetition where it is long', async () => {
      const ids = Array.from({ length: 2_001 }, (_none, index) => String(index).padStart(4, '0'))
      await store.write(async (unit) => {
        for (const id of ids) await unit.put.user(here, aUser(id))
        for (const id of ids.slice(0, 2_000)) await unit.put.authorization(here, anAuthorization(id))
      })
      const { users, authorizations } = await wholes()
      expect(users.map((user) => user.id)).toEqual(ids)
      expect(authorizations.map((held) => held.clientId)).toEqual(ids.slice(0, 2_000))
    })
  })
}
