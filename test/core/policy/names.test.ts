import { describe, expect, it } from 'vitest'
import type { Check } from '../../../core/model/decision.ts'
import { decide } from '../../../core/policy/decide.ts'
import type { OrganizationView } from '../../../core/policy/organization-view.ts'
import { questionOf, viewOf, type World, type WorldQuestion } from '../../support/policy-world.ts'
import { asService, question, service, world } from './one-world.ts'

/** The same organization in which nothing is called as its id is. */
function renamed(view: OrganizationView): OrganizationView {
  const rename = <Named extends { readonly name: string }>(found: Named | undefined) =>
    found && { ...found, name: `the ${found.name}` }
  return {
    ...view,
    client: (id) => rename(view.client(id)),
    user: (id) => rename(view.user(id)),
    role: (id) => rename(view.role(id)),
    divisionName: (id) => (view.divisionName(id) === undefined ? undefined : `the ${id}`),
  }
}

/** Whatever the checks call by name, without what is called by itself: operations, permissions, scopes, moments. */
function namesIn(changed: World, asked: WorldQuestion = question): readonly string[] {
  const { checks } = decide(questionOf(asked), renamed(viewOf(changed)))
  const flat = (check: Check): readonly Check[] => [check, ...check.children.flatMap(flat)]
  const named = ['client', 'user', 'holder', 'role', 'division']
  return checks
    .flatMap(flat)
    .flatMap(({ evidence }) => Object.entries(evidence.params))
    .filter(([name, value]) => named.includes(name) && value !== '' && value !== '*')
    .map(([, value]) => String(value))
}

describe('evidence speaks of names, not of ids (P3)', () => {
  const state = { kind: 'inactive', removalAt: '2027-01-12T10:00:00.000Z' } as const
  const limited = { Desktop: { scopes: ['users'], roleIds: ['Adder', 'Reader'] } }
  const cases: readonly (readonly [string, World, WorldQuestion])[] = [
    ['an allowed call', world, question],
    ['an allowed call in a division', world, { ...question, division: 'home' }],
    ['a denied call in a division', world, { ...question, division: 'sales' }],
    ['an app without authorization', { ...world, authorizations: {} }, question],
    ['a role limit that is kept', { ...world, authorizations: limited }, question],
    ['a role limit that is not', { ...world, users: { Jonas: {} }, authorizations: limited }, question],
    ['an inactive user', { ...world, users: { Jonas: { state: 'inactive' } } }, question],
    [
      'a deactivated client',
      { ...world, clients: { Desktop: { ...world.clients.Desktop, state } } },
      question,
    ],
    [
      'a disabled client',
      { ...world, clients: { Desktop: { ...world.clients.Desktop, state: { kind: 'disabled' } } } },
      question,
    ],
    ['a malformed pattern', { ...world, roles: { Adder: ['*'] } }, question],
    ['a client for itself', service, { ...asService, division: 'home' }],
  ]

  it.each(cases)('of %s', (_case, changed, asked) => {
    const names = namesIn(changed, asked)
    expect(names.length).toBeGreaterThan(0)
    expect(names.filter((name) => !name.startsWith('the '))).toEqual([])
  })

  it('and of ids where there is no name', () => {
    expect(namesIn({ ...world, clients: {}, authorizations: {} })).toContain('Desktop')
    expect(namesIn({ ...world, users: {} })).toContain('Jonas')
    expect(namesIn({ ...world, roles: {}, users: { Jonas: { roles: ['Gone@nowhere'] } } })).toEqual(
      expect.arrayContaining(['Gone', 'nowhere']),
    )
    const gone = { Desktop: { scopes: ['users'], roleIds: ['Gone'] } }
    expect(namesIn({ ...world, authorizations: gone })).toContain('Gone')
    expect(namesIn(world, { ...question, division: 'nowhere' })).toContain('nowhere')
  })
})
