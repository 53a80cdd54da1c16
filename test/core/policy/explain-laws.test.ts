import { describe, expect, it } from 'vitest'
import { asId, type RoleId } from '../../../core/model/brand.ts'
import type { AccessQuestion, Change } from '../../../core/model/decision.ts'
import { applyChange } from '../../../core/policy/apply-change.ts'
import { decide } from '../../../core/policy/decide.ts'
import { explain } from '../../../core/policy/explain.ts'
import type { OrganizationView } from '../../../core/policy/organization-view.ts'
import { questionOf, viewOf } from '../../support/policy-world.ts'
import { fc, propertySeed } from '../catalogue/property-seed.ts'
import { asked, roleNames, scopeNames } from './random-world.ts'

const parameters = { ...propertySeed.parameters, numRuns: 2_000 }

function wouldAllow(question: AccessQuestion, view: OrganizationView, set: readonly Change[]): boolean {
  const changed = set.reduce((former, change) => applyChange(former, question, change), view)
  return decide(question, changed).outcome === 'allow'
}

function isWithin(inner: readonly Change[], outer: readonly Change[]): boolean {
  const texts = new Set(outer.map((change) => JSON.stringify(change)))
  return inner.every((change) => texts.has(JSON.stringify(change)))
}

/** Every change that a person could make in a small world, in an order in which they can be made. */
function everyChange({ divisionId }: AccessQuestion, view: OrganizationView): readonly Change[] {
  const division = divisionId ?? view.homeDivisionId
  const roleIds = roleNames.map((name) => asId<RoleId>(name))
  return [
    { kind: 'restore_client' },
    { kind: 'activate_user' },
    ...scopeNames.map((scope): Change => ({ kind: 'request_scope', scope })),
    { kind: 'authorize_app', scopes: [] },
    ...scopeNames.map((scope): Change => ({ kind: 'authorize_app', scopes: [scope] })),
    ...scopeNames.map((scope): Change => ({ kind: 'grant_scope', scope })),
    ...roleIds.map((roleId): Change => ({ kind: 'give_user_role', roleId, divisionId: division })),
    ...roleIds.map((roleId): Change => ({ kind: 'give_client_role', roleId, divisionId: division })),
    ...roleIds.map((roleId): Change => ({ kind: 'admit_role', roleId })),
  ]
}

/** The sets of so many changes, each change once. */
function* setsOf(changes: readonly Change[], size: number): Generator<readonly Change[]> {
  if (size === 0) {
    yield []
    return
  }
  for (const [index, change] of changes.entries()) {
    for (const rest of setsOf(changes.slice(index + 1), size - 1)) yield [change, ...rest]
  }
}

describe(`what would allow a call, whatever the organization (P3, ${propertySeed.title})`, () => {
  it('allows it once it is done, and no part of it is superfluous', () => {
    let proven = 0
    fc.assert(
      fc.property(asked, (one) => {
        const question = questionOf(one.question)
        const view = viewOf(one.world)
        for (const set of explain(question, view).wouldAllow) {
          proven++
          expect(wouldAllow(question, view, set)).toBe(true)
          for (const left of set) {
            const without = set.filter((change) => change !== left)
            expect(wouldAllow(question, view, without)).toBe(false)
          }
        }
      }),
      parameters,
    )
    expect(proven).toBeGreaterThan(500)
  })

  it('is listed smallest first, no set within another, at most twenty', () => {
    fc.assert(
      fc.property(asked, (one) => {
        const { decision, wouldAllow: sets, moreSets } = explain(questionOf(one.question), viewOf(one.world))
        const sizes = sets.map((set) => set.length)
        expect(sizes).toEqual(sizes.toSorted((a, b) => a - b))
        for (const set of sets) {
          expect(sets.filter((other) => isWithin(other, set))).toEqual([set])
        }
        expect(sets.length).toBeLessThanOrEqual(20)
        if (sets.length < 20) expect(moreSets).toBe(0)
        if (decision.outcome === 'allow') expect(sets).toEqual([])
      }),
      parameters,
    )
  })

  it('is as small as any set of changes that anybody could find, and is found where there is one', () => {
    fc.assert(
      fc.property(asked, (one) => {
        const question = questionOf(one.question)
        const view = viewOf(one.world)
        const { decision, wouldAllow: sets } = explain(question, view)
        if (decision.outcome === 'allow') return
        const smallest = sets[0]?.length ?? Number.POSITIVE_INFINITY
        // Trying every set of four takes too long, and few denials need as many.
        for (let size = 1; size < Math.min(smallest, 4); size++) {
          for (const set of setsOf(everyChange(question, view), size)) {
            if (wouldAllow(question, view, set)) expect(set).toBe('a set that was not found')
          }
        }
      }),
      { ...parameters, numRuns: 150 },
    )
  })

  it('does not depend on the order in which roles are listed', () => {
    fc.assert(
      fc.property(asked, ({ world, question }) => {
        const roles = Object.fromEntries(Object.entries(world.roles ?? {}).reverse())
        const turned = explain(questionOf(question), viewOf({ ...world, roles }))
        expect(turned.wouldAllow).toEqual(explain(questionOf(question), viewOf(world)).wouldAllow)
      }),
      parameters,
    )
  })
})
