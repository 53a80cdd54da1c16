import { describe, expect, it } from 'vitest'
import { compileCatalogue } from '../../../core/policy/compile-catalogue.ts'
import { compileOrganization, recompile } from '../../../core/policy/compile.ts'
import {
  mayCall,
  numberQuestion,
  type CompiledOrganization,
} from '../../../core/policy/compiled-organization.ts'
import { decide } from '../../../core/policy/decide.ts'
import type { RecordChanges } from '../../../core/policy/organization-records.ts'
import { asId, type ClientId, type RoleId, type UserId } from '../../../core/model/brand.ts'
import { compiledWorld, questionOf, recordsOf, viewOf, type World } from '../../support/policy-world.ts'
import { fc, propertySeed } from '../catalogue/property-seed.ts'
import { asked } from './random-world.ts'

const parameters = { ...propertySeed.parameters, numRuns: 3_000 }

/** The answer to every question that can be asked in the world, and to some that name nothing. */
function answers(organization: CompiledOrganization, world: World): readonly string[] {
  const found: string[] = []
  for (const client of [...Object.keys(world.clients ?? {}), 'Ghost'])
    for (const user of [...Object.keys(world.users ?? {}), null])
      for (const operation of [...Object.keys(world.operations ?? {}), 'nonsense'])
        for (const division of [null, 'home', 'sales', 'nowhere']) {
          const question = questionOf({ client, user, operation, division })
          const answer = mayCall(organization, numberQuestion(organization, question))
          if (answer) found.push(`${client} ${String(user)} ${operation} ${String(division)}`)
          expect(decide(question, organization).outcome === 'allow', JSON.stringify(question)).toBe(answer)
        }
  return found
}

describe(`a compiled organization (${propertySeed.title})`, () => {
  it('answers as the records do, with the same reasons (P2, P3, P5)', () => {
    let allowed = 0
    fc.assert(
      fc.property(asked, ({ world, question }) => {
        const compiled = compiledWorld(world)
        const wanted = decide(questionOf(question), viewOf(world))
        const answer = mayCall(compiled, numberQuestion(compiled, questionOf(question)))
        expect(answer).toBe(wanted.outcome === 'allow')
        expect(decide(questionOf(question), compiled)).toEqual(wanted)
        if (answer) allowed++
      }),
      parameters,
    )
    expect(allowed).toBeGreaterThan(100)
  })

  it('compiled again after a change answers as one compiled from the start', () => {
    let different = 0
    fc.assert(
      fc.property(asked, asked, ({ world: before }, { world }) => {
        // Both worlds ask the same operations: a catalogue is compiled, not changed.
        const after = { ...world, ...(before.operations ? { operations: before.operations } : {}) }
        const former = compiledWorld(before)
        const changed = recompile(former, changesBetween(before, after))
        const one = answers(changed, after)
        expect(one).toEqual(answers(compiledWorld(after), after))
        if (one.join() !== answers(former, before).join()) different++
      }),
      { ...parameters, numRuns: 1_000 },
    )
    expect(different).toBeGreaterThan(100)
  })

  it('shares everything that a change does not touch', () => {
    const world: World = {
      roles: { R1: ['directory:user:view'], R2: ['routing:queue:view'] },
      users: { Jonas: { roles: ['R1@*'] }, Mia: { roles: ['R2@*'] } },
      clients: {
        Desktop: { scopes: ['users'] },
        Nightly: { grantType: 'client_credentials', roles: ['R1@*'] },
      },
      authorizations: { Desktop: { scopes: ['users'] } },
      operations: { 'GET /api/v2/users': { any: ['directory:user:view'], scopes: ['users'] } },
    }
    const former = compiledWorld(world)
    const role = former.compiledRoles.get(asId<RoleId>('R2'))
    if (!role) throw new Error('R2 is missing')
    const changed = recompile(former, { roles: { put: [{ ...role, patterns: [] }] } })
    expect(changed.catalogue).toBe(former.catalogue)
    expect(changed.apps[0]).toBe(former.apps[0])
    expect(changed.apps[1]).toBe(former.apps[1])
    expect(changed.users[0]).toBe(former.users[0])
    expect(changed.users[1]).not.toBe(former.users[1])
    expect(former.compiledRoles.get(asId<RoleId>('R2'))).toBe(role)
  })

  it('ends approvals and client removals by the clock alone (P2.1, P2.2)', () => {
    const world: World = {
      clients: { Desktop: {} },
      users: { Jonas: {} },
      authorizations: { Desktop: { expiresAt: '2027-01-10T09:00:00.000Z' } },
      operations: { 'GET /api/v2/date': {} },
    }
    const former = compiledWorld(world)
    const question = questionOf({ client: 'Desktop', user: 'Jonas', operation: 'GET /api/v2/date' })
    const later = (now: string) => recompile(former, { now: new Date(now) })
    const at = (organization: CompiledOrganization) =>
      mayCall(organization, numberQuestion(organization, question))
    expect(at(later('2027-01-10T08:59:59.999Z'))).toBe(true)
    expect(at(later('2027-01-10T09:00:00.000Z'))).toBe(false)
    expect(at(recompile(later('2027-01-10T09:00:00.000Z'), { now: former.now }))).toBe(true)
  })

  it('denies what its numbers do not name (P5)', () => {
    const world: World = {
      clients: { Desktop: { scopes: ['users'] } },
      users: { Jonas: {} },
      authorizations: { Desktop: { scopes: ['users'] } },
      operations: { 'GET /api/v2/date': {} },
    }
    const compiled = compiledWorld(world)
    const right = { app: 0, user: 0, operation: 0, division: -1 }
    expect(mayCall(compiled, right)).toBe(true)
    for (const wrong of [
      { app: 1 },
      { app: -2 },
      { user: 1 },
      { user: -2 },
      { operation: 1 },
      { operation: -2 },
    ])
      expect(mayCall(compiled, { ...right, ...wrong })).toBe(false)
  })
})

describe('a catalogue', () => {
  it('compiled for many patterns stands for what each covers (P2)', () => {
    const catalogue = compileCatalogue(
      recordsOf({
        operations: {
          'GET /a': { any: ['a:b:view'] },
          'GET /b': { any: ['a:c:view'] },
          'GET /c': { any: ['d:b:view'] },
        },
      }).catalogue,
    )
    const opened = (pattern: string) => {
      const { records } = recordsOf({
        roles: { R: [pattern] },
        clients: { Nightly: { grantType: 'client_credentials', roles: ['R@*'] } },
      })
      const compiled = compileOrganization(records, catalogue)
      return [0, 1, 2].filter((operation) => mayCall(compiled, { app: 0, user: -2, operation, division: -1 }))
    }
    expect(opened('a:b:view')).toEqual([0])
    expect(opened('a:b:*')).toEqual([0])
    expect(opened('a:*:*')).toEqual([0, 1])
    expect(opened('a:*:view')).toEqual([0, 1])
    expect(opened('*:b:view')).toEqual([0, 2])
    expect(opened('*:*:*')).toEqual([0, 1, 2])
    expect(opened('*:b:edit')).toEqual([])
    for (const malformed of ['a:b', '*:*:*:*', '', '*', `a:${'b'.repeat(10_000)}`, 'a:b:view '])
      expect(opened(malformed)).toEqual([])
  })
})

/** Every record of the one world that is not in the other is gone, every other one is put. */
function changesBetween(before: World, after: World): RecordChanges {
  const { records } = recordsOf(after)
  const gone = <Id extends RoleId | UserId | ClientId>(
    former: object | undefined,
    present: object | undefined,
  ): readonly Id[] =>
    Object.keys(former ?? {})
      .filter((name) => !Object.hasOwn(present ?? {}, name))
      .map((name) => asId<Id>(name))
  return {
    now: records.now,
    enforceScopes: records.enforceScopes,
    divisions: records.divisions,
    roles: { put: records.roles, removed: gone<RoleId>(before.roles, after.roles) },
    users: { put: records.users, removed: gone<UserId>(before.users, after.users) },
    clients: { put: records.clients, removed: gone<ClientId>(before.clients, after.clients) },
    authorizations: {
      put: records.authorizations,
      removed: gone<ClientId>(before.authorizations, after.authorizations),
    },
  }
}
