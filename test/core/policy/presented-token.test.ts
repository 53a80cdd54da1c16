import { describe, expect, it } from 'vitest'
import { decide } from '../../../core/policy/decide.ts'
import { naiveDecide } from '../../support/naive-decide.ts'
import { questionOf, viewOf } from '../../support/policy-world.ts'
import type { World, WorldQuestion } from '../../support/policy-world.ts'
import { fc } from '../catalogue/property-seed.ts'
import { expectAllowed, expectDenied, question, world } from './one-world.ts'
import { askedWithToken } from './random-world.ts'

const issuedAt = '2027-01-10T07:00:00.000Z'
const live = { issuedAt, scopes: null, isLive: true }

const withToken = (token: WorldQuestion['token']): WorldQuestion => ({ ...question, ...(token && { token }) })

/** Deactivated just as long before its removal as the rule says (C8). */
const deactivated = (removalAt: string): World => ({
  ...world,
  clients: { Desktop: { ...world.clients.Desktop, state: { kind: 'inactive', removalAt } } },
})

describe('a call that carries a token', () => {
  it('is allowed with a live one of an active client', () => {
    expectAllowed(world, withToken(live))
  })

  it('is allowed after the deactivation of the client, where the token is older (P2.1, C8)', () => {
    expectAllowed(deactivated('2027-01-17T07:00:00.000Z'), withToken(live))
  })

  it('is denied where the token is younger than the deactivation by a millisecond (P2.1)', () => {
    expectDenied('P2.1', 'client.inactive', deactivated('2027-01-17T06:59:59.999Z'), withToken(live))
  })

  it('is denied once the deactivated client is to be gone (P2.1)', () => {
    const early = { ...live, issuedAt: '2027-01-02T08:00:00.000Z' }
    expectAllowed(deactivated('2027-01-10T08:00:00.001Z'), withToken(early))
    expectDenied('P2.1', 'client.unknown', deactivated('2027-01-10T08:00:00.000Z'), withToken(early))
  })

  it('is denied for a client that the vendor disabled, however old the token (P2.1, C8)', () => {
    const state = { kind: 'disabled' } as const
    const disabled = { ...world, clients: { Desktop: { ...world.clients.Desktop, state } } }
    expectDenied('P2.1', 'client.disabled', disabled, withToken(live))
  })

  it('is denied with one that has ended (P2.6)', () => {
    expectDenied('P2.6', 'operation.token_ended', world, withToken({ ...live, isLive: false }))
  })
})

describe('a token that was narrowed (P2.4, S1)', () => {
  const listing = (scopes: readonly string[]): World => ({
    ...world,
    operations: { 'POST /api/v2/users': { any: ['directory:user:add'], scopes } },
  })

  it('is allowed with the scope that the operation lists', () => {
    expectAllowed(world, withToken({ ...live, scopes: ['users'] }))
  })

  it('is denied without it, also where the app is granted it', () => {
    const found = { ...live, scopes: ['routing'] }
    expectDenied('P2.4', 'scope.missing', world, withToken(found))
    expectDenied('P2.4', 'scope.missing', world, withToken({ ...live, scopes: [] }))
  })

  it('is allowed with the readonly form where the operation lists that, and denied where it does not', () => {
    const readonly = withToken({ ...live, scopes: ['users:readonly'] })
    expectAllowed(listing(['users', 'users:readonly']), readonly)
    expectDenied('P2.4', 'scope.missing', listing(['users']), readonly)
  })

  it('is denied with a scope that the app is not granted', () => {
    expectDenied('P2.4', 'scope.missing', listing(['routing']), withToken({ ...live, scopes: ['routing'] }))
  })
})

describe('a thousand calls with tokens', () => {
  it('are decided as a slow reading of P2 decides them', () => {
    fc.assert(
      fc.property(askedWithToken, (one) => {
        const { outcome, checks } = decide(questionOf(one.question), viewOf(one.world))
        const results = Object.fromEntries(checks.map(({ rule, result }) => [rule, result]))
        expect({ outcome, results }).toEqual(naiveDecide(one.world, one.question))
      }),
      { numRuns: 1_000 },
    )
  })
})
