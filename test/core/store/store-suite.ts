import { AsyncLocalStorage } from 'node:async_hooks'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OAuthClient } from '../../../core/model/oauth-client.ts'
import { BUILT_IN_OWNER } from '../../../core/model/oauth-client.ts'
import type { ClientQuery, Store } from '../../../core/organization/ports.ts'
import { asId } from '../../../core/model/brand.ts'
import type { ClientId, OrganizationId, UserId } from '../../../core/model/brand.ts'
import {
  aCatalogue,
  aClient,
  aDivision,
  aRole,
  aUsageRow,
  aUser,
  anAuthorization,
  anEvent,
  anOrganization,
  authorizationQuery,
  clientQuery,
  elsewhere,
  here,
  someRole,
} from './records.ts'

/** A store to test, and how to be rid of it. */
export interface TestedStore {
  readonly store: Store
  readonly dispose: () => Promise<void>
}

const one = asId<ClientId>('client-1')

/** Runs work as if nobody had called it, as another request of a host would. */
const inOwnContext = AsyncLocalStorage.snapshot()

/** What every adapter of the store port promises. */
export function describeStore(name: string, open: () => Promise<TestedStore>): void {
  describe(`store: ${name}`, () => {
    let tested: TestedStore
    let store: Store

    beforeEach(async () => {
      tested = await open()
      store = tested.store
      await store.write(async (unit) => {
        await unit.put.organization(anOrganization())
        await unit.put.organization(anOrganization({ id: elsewhere, name: 'elsewhere' }))
      })
    })

    afterEach(() => tested.dispose())

    async function put(...clients: readonly OAuthClient[]): Promise<void> {
      await store.write(async (unit) => {
        for (const client of clients) await unit.put.client(here, client)
      })
    }

    const page = (query: Partial<ClientQuery> = {}) =>
      store.read((unit) => unit.clients.page(here, clientQuery(query)))

    async function found(search: string, query: Partial<ClientQuery> = {}): Promise<readonly string[]> {
      const { rows, total } = await page({ search, ...query })
      expect(total).toBe(rows.length)
      return rows.map((row) => row.client.id)
    }

    describe('units of work', () => {
      it('keeps what a unit wrote', async () => {
        const client = aClient('client-1', { name: 'Ünïcode "quoted" \\ \u{1f600}', scopes: ['users'] })
        await put(client)
        expect(await store.read((unit) => unit.clients.get(here, one))).toEqual(client)
      })

      it('leaves nothing behind of a unit that throws (F1)', async () => {
        await put(aClient('client-1', { name: 'Before', scopes: ['users'] }))
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
        expect(await found('After')).toEqual([])
        expect(await found('users')).toEqual(['client-1'])
        expect(await found('routing')).toEqual([])
      })

      it('keeps working after a unit that threw', async () => {
        await expect(store.write(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
        await put(aClient('client-1'))
        expect(await found('')).toEqual(['client-1'])
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
        expect(await found('')).toEqual([])
        resume.resolve(undefined)
        await writing
        expect(await found('')).toEqual(['client-1', 'client-2'])
      })

      it('shows a reader one moment from its first look to its last', async () => {
        await put(aClient('client-1'))
        const seen = await store.read(async (unit) => {
          const before = await unit.clients.count(here)
          await inOwnContext(() => put(aClient('client-2')))
          return [before, await unit.clients.count(here)]
        })
        expect(seen).toEqual([1, 1])
        expect(await found('')).toHaveLength(2)
      })

      it('runs units that write one after the other', async () => {
        await put(aClient('client-1', { revision: 0 }))
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
        await put(aClient('client-1'))
        const all = await Promise.all(Array.from({ length: 20 }, () => found('')))
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
        expect(await found('')).toEqual([])
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
        const writing = put(aClient('client-1'))
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
        await put(aClient('client-1'))
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
        await put(aClient('client-1'))
        await Promise.resolve()
        expect(told).toEqual(['lasting'])
      })
    })

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
    })

    describe('clients', () => {
      it('orders by name whatever the case, then by id', async () => {
        await put(
          aClient('3', { name: 'beta' }),
          aClient('2', { name: 'Alpha' }),
          aClient('1', { name: 'alpha' }),
          aClient('4', { name: 'ALPHABET' }),
        )
        expect(await found('')).toEqual(['1', '2', '4', '3'])
      })

      it.each(['', 'same'])(
        'pages without a gap or a repetition under equal names (search `%s`)',
        async (search) => {
          const ids = Array.from({ length: 23 }, (_none, index) => `id-${String(index).padStart(2, '0')}`)
          await put(
            ...ids.toReversed().map((id, index) => aClient(id, { name: index % 2 ? 'same' : 'SAME' })),
          )
          const seen: string[] = []
          let cursor: string | null = null
          do {
            const shown = await page({ limit: 5, cursor, search })
            expect(shown.total).toBe(23)
            expect(shown.rows.length).toBe(shown.cursor === null ? 3 : 5)
            seen.push(...shown.rows.map((row) => row.client.id))
            cursor = shown.cursor
          } while (cursor !== null)
          expect(seen).toEqual(ids)
        },
      )

      it('has no next page after a last one that is full', async () => {
        await put(aClient('1'), aClient('2'))
        expect((await page({ limit: 2 })).cursor).toBeNull()
        expect((await page({ limit: 1 })).cursor).not.toBeNull()
      })

      it('goes on from the same place when rows came and went meanwhile', async () => {
        await put(...['b', 'd', 'f', 'h'].map((id) => aClient(id, { name: `name ${id}` })))
        for (const search of ['', 'name']) {
          const { cursor } = await page({ limit: 2, search })
          await store.write(async (unit) => {
            await unit.remove.client(here, asId('d'))
            await unit.put.client(here, aClient('a', { name: 'name a' }))
            await unit.put.client(here, aClient('e', { name: 'name e' }))
          })
          const rest = await page({ limit: 10, cursor, search })
          expect(rest.rows.map((row) => row.client.id)).toEqual(['e', 'f', 'h'])
          await store.write(async (unit) => {
            await unit.put.client(here, aClient('d', { name: 'name d' }))
            await unit.remove.client(here, asId('a'))
            await unit.remove.client(here, asId('e'))
          })
        }
      })

      it('takes any text for a cursor', async () => {
        await put(aClient('1'), aClient('2'))
        for (const cursor of ['', 'x', '!!!', 'é\n', 'a'.repeat(4_000)])
          expect((await page({ cursor })).total).toBe(2)
      })

      it('filters by state and grant type, also together with a search', async () => {
        const inactive = { kind: 'inactive', removalAt: '2026-03-08T00:00:00.000Z' } as const
        await put(
          aClient('1', { name: 'crm', grantType: 'implicit' }),
          aClient('2', { name: 'crm', grantType: 'implicit', state: inactive }),
          aClient('3', { name: 'crm', state: inactive }),
          aClient('4', { name: 'other', grantType: 'implicit', state: inactive }),
        )
        expect(await found('', { state: 'inactive' })).toEqual(['2', '3', '4'])
        expect(await found('', { grantType: 'implicit' })).toEqual(['1', '2', '4'])
        expect(await found('', { grantType: 'implicit', state: 'inactive' })).toEqual(['2', '4'])
        expect(await found('crm', { grantType: 'implicit', state: 'inactive' })).toEqual(['2'])
        expect(await found('cr', { state: 'inactive' })).toEqual(['2', '3'])
        expect(await found('', { state: 'disabled' })).toEqual([])
        await put(aClient('2', { name: 'crm', grantType: 'implicit' }))
        expect(await found('', { state: 'inactive' })).toEqual(['3', '4'])
      })

      it('keeps organizations apart', async () => {
        await store.write(async (unit) => {
          await unit.put.client(here, aClient('client-1', { name: 'Here', scopes: ['users'] }))
          await unit.put.client(elsewhere, aClient('client-2', { name: 'There', scopes: ['users'] }))
        })
        expect(await found('')).toEqual(['client-1'])
        expect(await found('There')).toEqual([])
        expect(await found('users')).toEqual(['client-1'])
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
        await put(aClient('client-1'), builtIn)
        expect(await found('')).toEqual(['built-in', 'client-1'])
        expect(await store.read((unit) => unit.clients.count(here))).toBe(1)
        expect(await store.read((unit) => unit.clients.builtIn(here))).toEqual([builtIn])
      })

      it('lists what falls due for removal up to a moment and not after it (C8)', async () => {
        const removal = (removalAt: string) => ({ state: { kind: 'inactive', removalAt } as const })
        await put(
          aClient('late', removal('2026-03-08T00:00:00.001Z')),
          aClient('exact', removal('2026-03-08T00:00:00.000Z')),
          aClient('early', removal('2026-03-07T00:00:00.000Z')),
          aClient('active'),
        )
        const due = await store.read((unit) => unit.clients.dueForRemoval(here, '2026-03-08T00:00:00.000Z'))
        expect(due.map((client) => client.id)).toEqual(['early', 'exact'])
        await put(aClient('early'))
        const left = await store.read((unit) => unit.clients.dueForRemoval(here, '2026-03-08T00:00:00.000Z'))
        expect(left.map((client) => client.id)).toEqual(['exact'])
      })

      it('lists the clients that hold a role and follows a change (C6)', async () => {
        const grant = { roleId: someRole, divisionId: '*' } as const
        await put(
          aClient('2', { roleGrants: [grant, grant] }),
          aClient('1', { roleGrants: [grant] }),
          aClient('3'),
        )
        const holding = async () =>
          (await store.read((unit) => unit.clients.holding(here, someRole))).map((client) => client.id)
        expect(await holding()).toEqual(['1', '2'])
        await put(aClient('1'))
        expect(await holding()).toEqual(['2'])
      })

      it('forgets a removed client everywhere', async () => {
        const gone = aClient('client-1', {
          name: 'Going',
          scopes: ['users'],
          redirectUris: ['https://going.example.com/cb'],
          roleGrants: [{ roleId: someRole, divisionId: '*' }],
        })
        await put(gone, aClient('client-2'))
        await store.write((unit) => unit.remove.client(here, one))
        for (const search of ['Going', 'Go', 'users', 'https://going.example.com/cb', 'client-1'])
          expect(await found(search)).toEqual([])
        const left = await store.read(async (unit) => [
          await unit.clients.get(here, one),
          await unit.clients.holding(here, someRole),
          await unit.clients.count(here),
        ])
        expect(left).toEqual([undefined, [], 1])
        await put(aClient('client-1', { name: 'Back' }))
        expect(await found('Going')).toEqual([])
        expect(await found('Back')).toEqual(['client-1'])
      })

      it('removes a client that is not there without a word', async () => {
        await store.write((unit) => unit.remove.client(here, one))
        expect(await store.read((unit) => unit.clients.count(here))).toBe(0)
      })

      it('tells the last day on which each was used', async () => {
        await put(aClient('client-1'), aClient('client-2'))
        await store.write(async (unit) => {
          await unit.put.usage(here, [
            aUsageRow('client-1', '2026-02-01'),
            aUsageRow('client-1', '2026-02-09'),
          ])
          await unit.put.usage(elsewhere, [aUsageRow('client-2', '2026-02-10')])
        })
        for (const search of ['', 'client', 'cl'])
          expect((await page({ search })).rows.map((row) => row.lastUsed)).toEqual(['2026-02-09', null])
      })
    })

    describe('search for clients', () => {
      const crm = aClient('0f8e1d9a-1111-4c2b-9d3e-aaaaaaaaaaaa', {
        name: 'Vertrieb CRM "Süd" 100%',
        redirectUris: ['https://crm.example.com/oauth/callback', 'http://127.0.0.1:8080/cb'],
        scopes: ['users:readonly', 'routing'],
      })
      const bot = aClient('7c6b5a49-2222-4d3c-8e4f-bbbbbbbbbbbb', {
        name: 'Voice_Bot',
        redirectUris: ['https://bot.example.com/', 'http://localhost', 'com.example.bot:/oauth'],
        scopes: ['conversations'],
      })

      beforeEach(() => put(crm, bot))

      it.each([
        ['a name in any case', 'vertrieb crm', crm],
        ['the middle of a word', 'trieb', crm],
        ['letters beyond ASCII, in any case', 'SÜD', crm],
        ['an id', crm.id, crm],
        ['the end of an id', 'bbbbbbbbbbbb', bot],
        ['a scope', 'users:readonly', crm],
        ['a piece of a scope in any case', 'CONVERS', bot],
        ['a piece of a redirect URI', 'crm.example.com/oauth', crm],
        ['a redirect URI', 'https://crm.example.com/oauth/callback', crm],
        ['a redirect URI with a query', 'https://crm.example.com/oauth/callback?code=abc&state=1', crm],
        ['a redirect URI with a fragment', 'https://crm.example.com/oauth/callback#access_token=x', crm],
        ['a redirect URI with a trailing slash too many', 'https://crm.example.com/oauth/callback/', crm],
        ['a redirect URI with one too few', 'https://bot.example.com', bot],
        ['a redirect URI in other case', 'HTTPS://CRM.Example.com/OAuth/Callback', crm],
        ['a redirect URI out of a query', 'https%3A%2F%2Fcrm.example.com%2Foauth%2Fcallback', crm],
        ['the beginning of a redirect URI', 'https://crm.exam', crm],
        ['a loopback redirect URI with another port', 'http://127.0.0.1:53219/cb?code=1', crm],
        ['a loopback redirect URI without a port', 'http://127.0.0.1/cb', crm],
        ['a localhost with a port that was registered without', 'http://localhost:3000/', bot],
        ['a loopback address without its scheme', '127.0.0.1:53219/cb', crm],
        ['a host without its scheme and with a query', 'crm.example.com/oauth/callback?code=1', crm],
        ['a private-use scheme', 'com.example.bot:/oauth?code=1', bot],
        ['text between blanks and line ends', '  vertrieb \n crm\t', crm],
        ['a quotation mark', 'CRM "Sü', crm],
        ['a percent sign', '100%', crm],
        ['an underscore', 'voice_bot', bot],
        ['one letter, the beginning of a name', 'v', null],
        ['two letters, the beginning of a name in other case', 'VE', crm],
        ['two letters beyond the beginning', 'CR', undefined],
        ['an underscore that stands for itself only', 'voice-bot', undefined],
        ['a percent sign that stands for itself only', '1%0', undefined],
        ['words of a query language', 'crm OR bot', undefined],
        ['an asterisk', 'voice*', undefined],
        ['a column of an index', 'text:crm', undefined],
        ['quotation marks only', '"""', undefined],
        ['an unpaired bracket', '(crm', undefined],
        ['text that spans two fields', 'bot 7c6', undefined],
        ['another path of the same host', 'https://crm.example.com/oauth/other', undefined],
        ['a scheme that differs', 'ftp://crm.example.com', undefined],
        ['a null character', 'crm\0', crm],
        ['a broken percent encoding', 'https%3A%2F%2F%E0%A4%A', undefined],
        ['a very long text', 'crm'.repeat(600), undefined],
      ] as const)('reads %s: %s', async (_what, text, expected) => {
        const wanted = expected === null ? [crm.id, bot.id] : expected ? [expected.id] : []
        expect(await found(text)).toEqual(wanted)
      })

      it('follows a change of name, scopes and redirect URIs', async () => {
        await put({
          ...crm,
          name: 'Renamed',
          scopes: ['outbound'],
          redirectUris: ['https://new.example.com/cb'],
        })
        for (const text of ['Vertrieb', 'users:readonly', 'https://crm.example.com/oauth/callback', 've'])
          expect(await found(text)).toEqual([])
        for (const text of ['renamed', 'outbound', 'https://new.example.com/cb', 're'])
          expect(await found(text)).toEqual([crm.id])
      })

      it('pages a broad search in the order of names', async () => {
        const many = Array.from({ length: 700 }, (_none, index) =>
          aClient(`many-${String(index)}`, { name: `Broad ${String((index * 389) % 700).padStart(3, '0')}` }),
        )
        await put(...many)
        const seen: string[] = []
        let cursor: string | null = null
        do {
          const shown = await page({ search: 'broad', limit: 200, cursor, state: 'active' })
          expect(shown.total).toBe(700)
          seen.push(...shown.rows.map((row) => row.client.name))
          cursor = shown.cursor
        } while (cursor !== null)
        expect(seen).toEqual(many.map((client) => client.name).toSorted())
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
        expect(all.map(({ organizationId, authorization }) => [organizationId, authorization.state])).toEqual(
          [
            [here, 'authorized'],
            [elsewhere, 'pending'],
          ],
        )
        expect(await store.read((unit) => unit.authorizations.count(here))).toBe(1)
      })

      it('lists authorized ones whose time is over, and no others (A1)', async () => {
        const expiresAt = '2026-03-08T00:00:00.000Z'
        await store.write(async (unit) => {
          await unit.put.authorization(here, anAuthorization('exact', { expiresAt }))
          await unit.put.authorization(
            here,
            anAuthorization('late', { expiresAt: '2026-03-08T00:00:00.001Z' }),
          )
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

    describe('events', () => {
      const target = (id: string) => ({ kind: 'client', id, name: id }) as const

      beforeEach(() =>
        store.write(async (unit) => {
          for (const sequence of [1, 2, 3, 4, 5])
            await unit.put.event(anEvent(sequence, { target: target(sequence % 2 ? 'odd' : 'even') }))
          await unit.put.event(anEvent(1, { organizationId: elsewhere }))
        }),
      )

      const sequences = (events: readonly { readonly sequence: number }[]) =>
        events.map((event) => event.sequence)

      it('are read newest first, before a number, and by target', async () => {
        const seen = await store.read(async (unit) => [
          sequences(await unit.events.page(here, { target: null, before: null, limit: 2 })),
          sequences(await unit.events.page(here, { target: null, before: 4, limit: 2 })),
          sequences(await unit.events.page(here, { target: target('odd'), before: null, limit: 9 })),
          sequences(await unit.events.page(here, { target: target('odd'), before: 5, limit: 9 })),
          sequences(
            await unit.events.page(here, { target: { kind: 'user', id: 'odd' }, before: null, limit: 9 }),
          ),
        ])
        expect(seen).toEqual([[5, 4], [3, 2], [5, 3, 1], [3, 1], []])
      })

      it('are counted, of one target or of all', async () => {
        const counts = await store.read(async (unit) => [
          await unit.events.count(here, null),
          await unit.events.count(here, target('odd')),
          await unit.events.count(here, { kind: 'user', id: 'odd' }),
        ])
        expect(counts).toEqual([5, 3, 0])
      })

      it('are read oldest first from a number on', async () => {
        const seen = await store.read((unit) => unit.events.from(here, 2, 3))
        expect(sequences(seen)).toEqual([2, 3, 4])
      })

      it('are found by number, and the newest as the head', async () => {
        const seen = await store.read(async (unit) => [
          await unit.events.head(here),
          await unit.events.get(here, 2),
          await unit.events.get(here, 6),
          await unit.events.head(asId('nowhere')),
        ])
        expect(seen).toEqual([
          anEvent(5, { target: target('odd') }),
          anEvent(2, { target: target('even') }),
          undefined,
          undefined,
        ])
      })

      it('are never written over (U5)', async () => {
        const rewritten = anEvent(5, { note: 'rewritten' })
        await expect(store.write((unit) => unit.put.event(rewritten))).rejects.toThrow()
        expect((await store.read((unit) => unit.events.head(here)))?.note).toBe('')
      })
    })

    it('answers nothing for a user that is not there', async () => {
      expect(await store.read((unit) => unit.users.get(here, asId<UserId>('nobody')))).toBeUndefined()
    })
  })
}
