import { describe, expect, it } from 'vitest'
import { asId } from '../../../core/model/brand.ts'
import type { OrganizationId, UserId } from '../../../core/model/brand.ts'
import { aCatalogue, aDivision, aRole, aUser, anOrganization, elsewhere, here, someRole } from './records.ts'
import { storeInUse } from './store-in-use.ts'
import type { OpenStore } from './store-in-use.ts'

/** Organizations and what stands in their directories, in every adapter. */
export function describeDirectory(open: OpenStore): void {
  const store = storeInUse(open)

  describe('organizations, divisions and roles', () => {
    it('lists organizations by name, whatever the case', async () => {
      await store.write((unit) =>
        unit.put.organization(anOrganization({ id: asId<OrganizationId>('organization-0'), name: 'ZOO' })),
      )
      const all = await store.read((unit) => unit.organizations.all())
      expect(all.map((organization) => organization.name)).toEqual(['elsewhere', 'Test', 'ZOO'])
    })

    it('replaces a record of the same id', async () => {
      await store.write((unit) => unit.put.organization(anOrganization({ name: 'Renamed', revision: 2 })))
      expect(await store.read((unit) => unit.organizations.get(here))).toEqual(
        anOrganization({ name: 'Renamed', revision: 2 }),
      )
    })

    it('lists the home division first, then by name', async () => {
      await store.write(async (unit) => {
        for (const division of [aDivision('b'), aDivision('z', { isHome: true }), aDivision('A')])
          await unit.put.division(here, division)
      })
      const all = await store.read((unit) => unit.divisions.all(here))
      expect(all.map((division) => division.id)).toEqual(['z', 'A', 'b'])
    })

    it('keeps the roles of organizations apart, and forgets one that is removed', async () => {
      await store.write(async (unit) => {
        await unit.put.role(here, aRole('role-1', { name: 'beta' }))
        await unit.put.role(here, aRole('role-2', { name: 'Alpha' }))
        await unit.put.role(elsewhere, aRole('role-1', { name: 'Other' }))
      })
      const before = await store.read((unit) => unit.roles.all(here))
      expect(before.map((role) => role.name)).toEqual(['Alpha', 'beta'])
      await store.write((unit) => unit.remove.role(here, someRole))
      expect(await store.read((unit) => unit.roles.get(here, someRole))).toBeUndefined()
      expect((await store.read((unit) => unit.roles.get(elsewhere, someRole)))?.name).toBe('Other')
    })
  })

  describe('users', () => {
    it('finds a user by address, whatever the case, in one organization only', async () => {
      await store.write((unit) => unit.put.user(here, aUser('user-1', { email: 'Ann@Example.com' })))
      const byEmail = (organizationId: OrganizationId, email: string) =>
        store.read((unit) => unit.users.byEmail(organizationId, email))
      expect((await byEmail(here, 'ann@example.COM'))?.id).toBe('user-1')
      expect(await byEmail(elsewhere, 'ann@example.com')).toBeUndefined()
      expect(await byEmail(here, 'ann@example.co')).toBeUndefined()
    })

    it('lists who holds a role, each once, and follows a change', async () => {
      const everywhere = { roleId: someRole, divisionId: '*' } as const
      const home = { roleId: someRole, divisionId: aDivision('home').id }
      await store.write(async (unit) => {
        await unit.put.user(here, aUser('user-2', { roleGrants: [everywhere, home] }))
        await unit.put.user(here, aUser('user-1', { roleGrants: [home] }))
        await unit.put.user(here, aUser('user-3'))
        await unit.put.user(elsewhere, aUser('user-4', { roleGrants: [home] }))
      })
      const holding = async () =>
        (await store.read((unit) => unit.users.holding(here, someRole))).map((user) => user.id)
      expect(await holding()).toEqual(['user-2', 'user-1'])
      await store.write(async (unit) => {
        await unit.put.user(here, aUser('user-2'))
        await unit.put.user(here, aUser('user-3', { roleGrants: [home] }))
      })
      expect(await holding()).toEqual(['user-1', 'user-3'])
    })

    it('counts the active users of one organization', async () => {
      const active = () => store.read((unit) => unit.users.countActive(here))
      const before = await active()
      await store.write(async (unit) => {
        await unit.put.user(here, aUser('user-1'))
        await unit.put.user(here, aUser('user-2', { state: 'inactive' }))
        await unit.put.user(elsewhere, aUser('user-3'))
      })
      expect(await active()).toBe(before + 1)
    })

    it('pages users by name and finds them by name, address and id', async () => {
      await store.write(async (unit) => {
        await unit.put.user(here, aUser('user-1', { name: 'bea', email: 'b@example.com' }))
        await unit.put.user(here, aUser('user-2', { name: 'Ada', email: 'lovelace@example.org' }))
      })
      const ids = async (search: string) => {
        const query = { search, limit: 10, cursor: null }
        return (await store.read((unit) => unit.users.page(here, query))).rows.map((user) => user.id)
      }
      expect(await ids('')).toEqual(['user-2', 'user-1'])
      expect(await ids('BE')).toEqual(['user-1'])
      expect(await ids('Lovelace')).toEqual(['user-2'])
      expect(await ids('user-1')).toEqual(['user-1'])
      expect(await ids('nobody')).toEqual([])
    })

    it('answers nothing for a user that is not there', async () => {
      expect(await store.read((unit) => unit.users.get(here, asId<UserId>('nobody')))).toBeUndefined()
    })
  })

  describe('secrets', () => {
    it('keeps the hash of a secret until it is removed', async () => {
      const hash = { algorithm: 'scrypt', parameters: 'N=1', salt: 's', hash: 'h' } as const
      await store.write((unit) => unit.put.secret('user-1', hash))
      await store.write((unit) => unit.put.secret('user-1', { ...hash, hash: 'i' }))
      expect(await store.read((unit) => unit.secrets.get('user-1'))).toEqual({ ...hash, hash: 'i' })
      await store.write((unit) => unit.remove.secret('user-1'))
      expect(await store.read((unit) => unit.secrets.get('user-1'))).toBeUndefined()
    })
  })

  describe('catalogues', () => {
    it('tells the digest of an imported catalogue without reading it', async () => {
      const look = () =>
        store.read(async (unit) => [await unit.catalogues.digest(here), await unit.catalogues.get(here)])
      expect(await look()).toEqual([null, undefined])
      await store.write((unit) => unit.put.catalogue(here, aCatalogue('first')))
      await store.write((unit) => unit.put.catalogue(here, aCatalogue('second')))
      expect(await look()).toEqual(['second', aCatalogue('second')])
      expect(await store.read((unit) => unit.catalogues.digest(elsewhere))).toBeNull()
    })
  })
}
