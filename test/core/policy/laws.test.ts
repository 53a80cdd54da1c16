import { describe, expect, it } from 'vitest'
import { compileCatalogue } from '../../../core/policy/compile-catalogue.ts'
import { mayCall, numberQuestion } from '../../../core/policy/compiled-organization.ts'
import { decide } from '../../../core/policy/decide.ts'
import { fourAnswers } from '../../support/four-answers.ts'
import {
  compiledWorld,
  questionOf,
  recordsOf,
  viewOf,
  type World,
  type WorldQuestion,
} from '../../support/policy-world.ts'
import { randomOrganization } from '../../support/random-organization.ts'
import { realOperations } from '../../support/real-document.ts'
import { smallestWorld } from '../../support/smallest-world.ts'
import { fc, propertySeed } from '../catalogue/property-seed.ts'
import { asked, roleNames, someGrant, somePattern, someScope } from './random-world.ts'

const parameters = { ...propertySeed.parameters, numRuns: 5_000 }

function decideIn(world: World, question: WorldQuestion) {
  return decide(questionOf(question), viewOf(world))
}

/** Both engines are asked, so that every law holds for the compiled one as well. */
function allows(world: World, question: WorldQuestion): boolean {
  const isAllowed = decideIn(world, question).outcome === 'allow'
  const compiled = compiledWorld(world)
  expect(mayCall(compiled, numberQuestion(compiled, questionOf(question)))).toBe(isAllowed)
  return isAllowed
}

/** A change of a world that must only ever widen what is allowed. */
type Widening = (world: World) => World

const withEach = <Wish>(entries: Readonly<Record<string, Wish>> | undefined, edit: (wish: Wish) => Wish) =>
  Object.fromEntries(Object.entries(entries ?? {}).map(([name, wish]) => [name, edit(wish)]))

const widening: fc.Arbitrary<Widening> = fc.oneof(
  someScope.map((scope): Widening => (world) => ({
    ...world,
    clients: withEach(world.clients, (held) => ({ ...held, scopes: [...(held.scopes ?? []), scope] })),
  })),
  someScope.map((scope): Widening => (world) => ({
    ...world,
    authorizations: withEach(world.authorizations, (held) => ({
      ...held,
      scopes: [...(held.scopes ?? []), scope],
    })),
  })),
  someGrant.map((grant): Widening => (world) => ({
    ...world,
    users: withEach(world.users, (held) => ({ ...held, roles: [...(held.roles ?? []), grant] })),
    clients: withEach(world.clients, (held) => ({ ...held, roles: [...(held.roles ?? []), grant] })),
  })),
  fc.tuple(fc.constantFrom(...roleNames), somePattern).map(([role, pattern]): Widening => (world) => ({
    ...world,
    roles: { ...world.roles, [role]: [...(world.roles?.[role] ?? []), pattern] },
  })),
  // One more role may use an app that is limited; naming the first one would limit it.
  fc.constantFrom(...roleNames).map((role): Widening => (world) => ({
    ...world,
    authorizations: withEach(world.authorizations, (held) => ({
      ...held,
      roleIds: (held.roleIds ?? []).length === 0 ? [] : [...(held.roleIds ?? []), role],
    })),
  })),
  fc.constantFrom<Widening>(
    (world) => ({ ...world, users: withEach(world.users, (held) => ({ ...held, state: 'active' })) }),
    (world) => ({
      ...world,
      clients: withEach(world.clients, (held) => ({ ...held, state: { kind: 'active' } })),
    }),
    (world) => ({
      ...world,
      authorizations: {
        Desktop: { ...world.authorizations?.['Desktop'], state: 'authorized', expiresAt: null },
      },
    }),
    (world) => ({
      ...world,
      authorizations: withEach(world.authorizations, (held) => ({ ...held, roleIds: [] })),
    }),
    (world) => ({
      ...world,
      users: withEach(world.users, (held) => ({
        ...held,
        roles: (held.roles ?? []).map((grant) => grant.replace(/@.*/, '@*')),
      })),
    }),
  ),
)

const real = realOperations()
const catalogue = 'operations' in real ? 'the real document' : `invented operations, because ${real.missing}`

describe(`the engines and a second, slow reading of P2 (${propertySeed.title})`, () => {
  it('agree on every check and on the outcome', () => {
    const outcomes = { allow: 0, deny: 0 }
    fc.assert(
      fc.property(asked, ({ world, question }) => {
        const { isAllowed, difference } = fourAnswers(world)(question)
        outcomes[isAllowed ? 'allow' : 'deny']++
        expect(difference).toBeUndefined()
      }),
      { ...parameters, numRuns: 10_000 },
    )
    // Questions that are all denied would prove little.
    expect(outcomes.allow).toBeGreaterThan(300)
    expect(outcomes.deny).toBeGreaterThan(300)
  })

  it(`agree in larger organizations over ${catalogue}`, () => {
    const operations = 'operations' in real ? real.operations : undefined
    const compiled = operations && compileCatalogue(recordsOf({ operations }).catalogue)
    const outcomes = { allow: 0, deny: 0 }
    for (let number = 0; number < 50; number++) {
      const seed = `${propertySeed.title} ${String(number)}`
      const { world, questions } = randomOrganization(seed, 200, operations)
      const answer = fourAnswers(world, compiled)
      for (const question of questions) {
        const { isAllowed, difference } = answer(question)
        outcomes[isAllowed ? 'allow' : 'deny']++
        if (difference !== undefined) expect(smallestCase(world, question)).toBe('no difference')
      }
    }
    expect(outcomes.allow).toBeGreaterThan(300)
    expect(outcomes.deny).toBeGreaterThan(300)
  })

  it('would show a difference in the smallest world that still has it', () => {
    const { world } = randomOrganization('a fixed one', 0)
    const holdsAll = (smaller: World) =>
      Object.values(smaller.roles ?? {}).some((patterns) => patterns.length > 1)
    const { roles = {}, ...rest } = smallestWorld(world, holdsAll)
    expect(rest).toEqual({})
    expect(Object.values(roles).map((patterns) => patterns.length)).toEqual([2])
  })
})

/** What is left of a world in which two answers differ. */
function smallestCase(world: World, question: WorldQuestion): string {
  const differs = (smaller: World) => fourAnswers(smaller)(question).difference !== undefined
  return JSON.stringify({ world: smallestWorld(world, differs), question })
}

describe(`whatever the organization (${propertySeed.title})`, () => {
  it('granting never takes access away, and revoking never gives it (P2)', () => {
    let changed = 0
    fc.assert(
      fc.property(asked, widening, ({ world, question }, widen) => {
        const before = allows(world, question)
        const after = allows(widen(world), question)
        if (before !== after) changed++
        expect({ before, after }).not.toEqual({ before: true, after: false })
      }),
      parameters,
    )
    expect(changed).toBeGreaterThan(20)
  })

  it('everything that enforcement allows is allowed without it (O2, P2.4)', () => {
    fc.assert(
      fc.property(asked, ({ world, question }) => {
        const enforced = allows({ ...world, enforceScopes: true }, question)
        const free = allows({ ...world, enforceScopes: false }, question)
        expect(enforced && !free).toBe(false)
      }),
      parameters,
    )
  })

  it('what is allowed in a division is allowed where none is given (P2.5)', () => {
    fc.assert(
      fc.property(asked, ({ world, question }) => {
        const here = allows(world, { ...question, division: 'sales' })
        expect(here && !allows(world, { ...question, division: null })).toBe(false)
      }),
      parameters,
    )
  })

  it('the order of roles, grants, patterns and scopes is irrelevant', () => {
    const turned = <Item>(items: readonly Item[] | undefined) => [...(items ?? [])].reverse()
    fc.assert(
      fc.property(asked, ({ world, question }) => {
        const reversed: World = {
          ...world,
          roles: Object.fromEntries(turned(Object.entries(withEach(world.roles, turned)))),
          users: withEach(world.users, (held) => ({ ...held, roles: turned(held.roles) })),
          clients: withEach(world.clients, (held) => ({
            ...held,
            roles: turned(held.roles),
            scopes: turned(held.scopes),
          })),
          authorizations: withEach(world.authorizations, (held) => ({
            ...held,
            scopes: turned(held.scopes),
            roleIds: turned(held.roleIds),
          })),
          operations: withEach(world.operations, (held) => ({
            ...held,
            ...(held.any ? { any: turned(held.any) } : {}),
            ...(held.all ? { all: turned(held.all) } : {}),
            scopes: turned(held.scopes),
          })),
        }
        const results = (one: World) => [
          allows(one, question),
          ...decideIn(one, question).checks.map(({ rule, result }) => [rule, result]),
        ]
        expect(results(reversed)).toEqual(results(world))
      }),
      parameters,
    )
  })

  it('a malformed pattern changes nothing (P5)', () => {
    fc.assert(
      fc.property(
        asked,
        fc.constantFrom('*', '*:*', '*:*:*:*', '*:*:* ', 'directory:user'),
        (one, pattern) => {
          const { world, question } = one
          const roles = withEach(world.roles, (patterns) => [pattern, ...patterns])
          expect(allows({ ...world, roles }, question)).toBe(allows(world, question))
        },
      ),
      parameters,
    )
  })

  it('a call is allowed only while no check fails, and every check is there (P2, P3)', () => {
    fc.assert(
      fc.property(asked, ({ world, question }) => {
        const { outcome, checks } = decideIn(world, question)
        expect(checks.map(({ rule }) => rule)).toEqual(['P2.1', 'P2.2', 'P2.3', 'P2.4', 'P2.5', 'P2.6'])
        expect(allows(world, question)).toBe(outcome === 'allow')
        expect(outcome === 'allow').toBe(checks.every(({ result }) => result !== 'failed'))
      }),
      parameters,
    )
  })
})
