import { describe, expect, it } from 'vitest'
import { asId } from '../../../core/model/brand.ts'
import type { ClientId, OrganizationId, UserId } from '../../../core/model/brand.ts'
import type { IssuedCredential } from '../../../core/model/issued-credential.ts'
import { aClient, aProvider, aToken, aUsageRow, elsewhere, here } from './records.ts'
import { one, storeInUse } from './store-in-use.ts'
import type { OpenStore } from './store-in-use.ts'

const other = asId<ClientId>('client-2')
const user = asId<UserId>('user-1')
const now = 2_000_000

/** What every adapter promises of codes and tokens. */
export function describeTokens(open: OpenStore): void {
  const store = storeInUse(open)
  const { tokens } = store

  describe('tokens', () => {
    it('are found as they were put, whatever they are (S3)', async () => {
      const code = aToken('a-code', {
        kind: 'authorization_code',
        familyId: 'family',
        userId: user,
        scopes: ['users', 'routing:readonly'],
        binding: { redirectUri: 'http://127.0.0.1/callback', codeChallenge: 'challenge' },
      })
      const plain = aToken('plain', {
        kind: 'authorization_code',
        scopes: [],
        binding: { redirectUri: 'https://example.com/', codeChallenge: null },
      })
      const marked = aToken('marked', {
        kind: 'refresh_token',
        spentAt: 5,
        revokedAt: 6,
        lastUsedAt: 7,
        organizationId: elsewhere,
      })
      const all = [aToken('bare'), code, plain, marked]
      await tokens.write((unit) => {
        for (const credential of all) unit.put(credential)
      })
      expect(all.map(({ hash }) => tokens.find(hash))).toEqual(all)
      expect(tokens.find('bar')).toBeUndefined()
      expect(tokens.find('')).toBeUndefined()
    })

    it('bear the marks that were set', async () => {
      await tokens.write((unit) => {
        unit.put(aToken('one', { kind: 'authorization_code' }))
      })
      await tokens.write((unit) => {
        unit.spend('one', 10)
        unit.touch('one', 11)
        unit.revoke('one', 12)
        unit.revoke('unheard-of', 12)
      })
      expect(tokens.find('one')).toEqual(
        aToken('one', { kind: 'authorization_code', spentAt: 10, lastUsedAt: 11, revokedAt: 12 }),
      )
    })

    it('of a family are revoked together, once, and nothing beside it is (S3)', async () => {
      await tokens.write((unit) => {
        unit.put(aToken('code', { familyId: 'family', kind: 'authorization_code' }))
        unit.put(aToken('token', { familyId: 'family' }))
        unit.put(aToken('revoked', { familyId: 'family', revokedAt: 1 }))
        unit.put(aToken('stranger', { familyId: 'other' }))
        unit.put(aToken('single'))
      })
      expect(await tokens.write((unit) => unit.revokeFamily('family', now))).toBe(2)
      expect(await tokens.write((unit) => unit.revokeFamily('family', now + 1))).toBe(0)
      expect(['code', 'token', 'revoked', 'stranger', 'single'].map(revokedAt)).toEqual([
        now,
        now,
        1,
        null,
        null,
      ])
    })

    it.each([
      ['a client', { clientId: one }, ['mine', 'of-client', 'code']],
      ['a user', { userId: user }, ['mine', 'of-user']],
      ['a user at a client', { userId: user, clientId: one }, ['mine']],
      ['a whole organization', {}, ['mine', 'of-client', 'of-user', 'code']],
    ])('of %s are revoked, and counted while they live', async (_what, of, revoked) => {
      await tokens.write((unit) => {
        unit.put(aToken('mine', { userId: user }))
        unit.put(aToken('of-client'))
        unit.put(aToken('of-user', { userId: user, clientId: other }))
        unit.put(aToken('code', { kind: 'authorization_code' }))
        unit.put(aToken('elsewhere', { userId: user, organizationId: elsewhere }))
      })
      const owner = { organizationId: here, ...of }
      const accessTokens = revoked.filter((hash) => hash !== 'code').length
      expect(tokens.countLive(owner, now)).toBe(accessTokens)
      expect(await tokens.write((unit) => unit.revokeOf(owner, now))).toBe(revoked.length)
      const all = ['mine', 'of-client', 'of-user', 'code', 'elsewhere']
      expect(all.filter((hash) => revokedAt(hash) !== null)).toEqual(revoked)
      expect(tokens.countLive(owner, now)).toBe(0)
      expect(tokens.countLive({ organizationId: elsewhere }, now)).toBe(1)
    })

    it('live until the moment they expire at', async () => {
      await tokens.write((unit) => {
        unit.put(aToken('one', { expiresAt: now }))
      })
      expect([now - 1, now].map((at) => tokens.countLive({ organizationId: here }, at))).toEqual([1, 0])
    })

    it('of a moved clock end when it is set back, and no others (O7)', async () => {
      const former = now + 1_000
      const endOf: readonly (readonly [fields: Partial<IssuedCredential>, revokedAt: unknown])[] = [
        [{ expiresAt: former }, now],
        [{ expiresAt: former, kind: 'refresh_token' }, now],
        [{ expiresAt: now }, null],
        [{ expiresAt: former + 1 }, null],
        [{ issuedAt: now + 1 }, undefined],
        [{ issuedAt: now }, null],
        [{ issuedAt: now + 1, organizationId: elsewhere }, null],
      ]
      const idle: typeof endOf = [
        [{ lastUsedAt: now - 200 }, now],
        [{ lastUsedAt: now - 199 }, null],
        [{ issuedAt: now - 200 }, now],
        [{ issuedAt: now - 200, lastUsedAt: now + 500 }, null],
        [{ issuedAt: now - 200, kind: 'refresh_token' }, null],
      ]
      for (const [part, idleSince] of [
        [endOf, null],
        [idle, now - 200],
      ] as const) {
        await tokens.write((unit) => {
          for (const [fields] of part) unit.put(aToken(JSON.stringify(fields), fields))
        })
        await store.write((unit) =>
          unit.remove.credentialsOfMovedClock(here, { former, present: now, idleSince }),
        )
        const found = part.map(([fields]) => revokedAt(JSON.stringify(fields)))
        expect(found).toEqual(part.map(([, end]) => end))
      }
      expect(tokens.find(JSON.stringify(idle[3]?.[0]))?.lastUsedAt).toBe(now)
    })

    it('of many that ask at once are all there, and each is answered its own', async () => {
      const answers = await Promise.all(
        Array.from({ length: 300 }, (_none, index) =>
          tokens.write((unit) => {
            unit.put(aToken(`token-${String(index)}`))
            return index
          }),
        ),
      )
      expect(answers).toEqual(Array.from({ length: 300 }, (_none, index) => index))
      expect(tokens.countLive({ organizationId: here }, now)).toBe(300)
    })
  })

  describe('a unit of token work', () => {
    it('sees what it and those before it did', async () => {
      const seen = await Promise.all([
        tokens.write((unit) => {
          unit.put(aToken('one'))
          return unit.find('one')?.spentAt
        }),
        tokens.write((unit) => {
          unit.spend('one', 5)
          unit.put(aToken('two'))
          return [unit.find('one')?.spentAt, unit.find('two')?.hash]
        }),
      ])
      expect(seen).toEqual([null, [5, 'two']])
    })

    it('that throws undoes what it did, and nothing else (F1)', async () => {
      await tokens.write((unit) => {
        unit.put(aToken('spent-once', { kind: 'authorization_code' }))
      })
      const results = await Promise.allSettled([
        tokens.write((unit) => {
          unit.put(aToken('before'))
        }),
        tokens.write((unit) => {
          unit.put(aToken('only'))
          throw new Error('after one change')
        }),
        tokens.write((unit) => {
          unit.put(aToken('first', { clientId: other }))
          unit.put(aToken('second', { clientId: other }))
          unit.spend('spent-once', now)
          unit.rememberAssertion('assertion', now)
          throw new Error('after many')
        }),
        tokens.write((unit) => {
          unit.put(aToken('after', { clientId: other }))
        }),
      ])
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled'])
      expect(
        ['before', 'only', 'first', 'second', 'after'].filter((hash) => tokens.find(hash) !== undefined),
      ).toEqual(['before', 'after'])
      expect(tokens.find('spent-once')?.spentAt).toBeNull()
      expect(await tokens.write((unit) => unit.rememberAssertion('assertion', now))).toBe(true)
    })

    it('is refused what belongs to no organization, alone', async () => {
      const nowhere = asId<OrganizationId>('nowhere')
      const results = await Promise.allSettled([
        tokens.write((unit) => {
          unit.put(aToken('lost', { organizationId: nowhere }))
        }),
        tokens.write((unit) => {
          unit.put(aToken('kept'))
        }),
        tokens.write((unit) => {
          unit.countUsage(nowhere, [aUsageRow('client-1', '2026-02-01')])
        }),
      ])
      expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected'])
      expect([tokens.find('lost'), tokens.find('kept')?.hash]).toEqual([undefined, 'kept'])
    })

    it('remembers an assertion once, so that a second use is known (RFC 7522 §3)', async () => {
      const remember = (key: string) => tokens.write((unit) => unit.rememberAssertion(key, now))
      expect(await Promise.all([remember('a'), remember('a'), remember('b')])).toEqual([true, false, true])
    })

    it('adds to the counts of usage (S6)', async () => {
      const row = aUsageRow('client-1', '2026-02-01', { redirected: 1 })
      const failed = { ...row, failures: 1, throttled: 1, faulted: 1 }
      for (const counted of [row, failed])
        await tokens.write((unit) => {
          unit.countUsage(here, [counted])
        })
      expect(await store.read((unit) => unit.usage.of(here, one, '2026-01-01'))).toEqual([
        { ...row, requests: 2, failures: 1, redirected: 2, throttled: 1, faulted: 1 },
      ])
    })

    it('waits for units of other work, and they for it', async () => {
      const order: string[] = []
      const half = Promise.withResolvers<undefined>()
      const writing = store.write(async (unit) => {
        await half.promise
        await unit.put.client(here, aClient('client-1'))
        order.push('client')
      })
      const token = tokens.write((unit) => {
        order.push('token')
        unit.put(aToken('one'))
      })
      const last = store.put(aClient('client-2')).then(() => order.push('last'))
      half.resolve(undefined)
      await Promise.all([writing, token, last])
      expect(order).toEqual(['client', 'token', 'last'])
    })

    it('is refused inside other work, which would wait for ever, and once the store is closed', async () => {
      const write = () => tokens.write(() => undefined)
      await expect(store.write(write)).rejects.toThrow('a unit of work was started inside another one')
      const writing = write()
      await store.close()
      await expect(writing).resolves.toBeUndefined()
      await expect(write()).rejects.toThrow('the store is closed')
    })

    it('is refused after it has ended', async () => {
      const ended = await tokens.write((unit) => unit)
      expect(() => {
        ended.put(aToken('one'))
      }).toThrow('after it had ended')
      expect(() => ended.find('one')).toThrow('after it had ended')
    })
  })

  describe('the version', () => {
    it('rises with every unit that changed a record, for readers from their first look', async () => {
      const before = store.version()
      await store.put(aClient('client-1'))
      expect(store.version()).toBeGreaterThan(before)
      const [first, second] = await store.read(async (unit) => [await unit.version(), await unit.version()])
      expect([first, second]).toEqual([store.version(), store.version()])
    })

    it('stays with tokens, counts of usage, units that changed nothing and units that threw', async () => {
      let told = 0
      const end = store.subscribe(() => told++)
      const before = store.version()
      await tokens.write((unit) => {
        unit.put(aToken('one'))
        unit.countUsage(here, [aUsageRow('client-1', '2026-02-01')])
      })
      await store.write((unit) => unit.put.usage(here, [aUsageRow('client-1', '2026-02-01')]))
      await store.write((unit) => unit.remove.client(here, one))
      await store.write((unit) => unit.clients.count(here))
      await expect(
        store.write(async (unit) => {
          await unit.put.client(here, aClient('client-1'))
          throw new Error('no')
        }),
      ).rejects.toThrow('no')
      expect([store.version(), told]).toEqual([before, 0])
      end()
    })
  })

  it('shows tokens and the version as the last commit left them while a unit is under way (F1)', async () => {
    await tokens.write((unit) => {
      unit.put(aToken('one', { issuedAt: now + 1 }))
    })
    const before = store.version()
    const seen = await store.write(async (unit) => {
      await unit.put.client(here, aClient('client-1'))
      await unit.remove.credentialsOfMovedClock(here, { former: now, present: now, idleSince: null })
      const live = tokens.countLive({ organizationId: here }, now)
      return [tokens.find('one')?.hash, live, store.version(), await unit.version()]
    })
    expect(seen).toEqual(['one', 1, before, before])
    expect([tokens.find('one'), store.version() > before]).toEqual([undefined, true])
  })

  describe('identity providers', () => {
    it('are listed by name, of their organization only', async () => {
      const [beta, alpha] = [aProvider('1', { name: 'beta' }), aProvider('2', { name: 'Alpha' })]
      await store.write(async (unit) => {
        await unit.put.identityProvider(here, beta)
        await unit.put.identityProvider(here, { ...alpha, issuer: 'former' })
        await unit.put.identityProvider(here, alpha)
        await unit.put.identityProvider(elsewhere, aProvider('3'))
      })
      expect(await store.read((unit) => unit.identityProviders.all(here))).toEqual([alpha, beta])
      await store.write((unit) => unit.remove.identityProvider(here, beta.id))
      expect(await store.read((unit) => unit.identityProviders.all(here))).toEqual([alpha])
    })
  })

  function revokedAt(hash: string): number | null | undefined {
    return tokens.find(hash)?.revokedAt
  }
}
