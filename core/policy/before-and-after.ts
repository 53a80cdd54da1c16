import type { User } from '../model/directory.ts'
import type { OAuthClient } from '../model/oauth-client.ts'
import { intersection, type BitSet } from './bit-set.ts'
import {
  operationsOf,
  type CompiledApp,
  type CompiledOrganization,
  type Holdings,
} from './compiled-organization.ts'
import type { Numbered } from './numbered.ts'
import { changeOf, type SetChange } from './set-change.ts'

/** Two organizations over one catalogue, and the number that a division has in both, or `ANY_DIVISION`. */
export interface BeforeAndAfter {
  readonly before: CompiledOrganization
  readonly after: CompiledOrganization
  readonly division: number
}

/** Users who held the same before, and hold the same after; undefined where they were not or are no longer there. */
export interface UsersCompared {
  readonly users: readonly User[]
  readonly before: Holdings | undefined
  readonly after: Holdings | undefined
  readonly calls: SetChange
}

/** Apps with the same reach and the same limit to roles before, and both the same after. */
export interface AppsCompared {
  readonly clients: readonly OAuthClient[]
  readonly limitBefore: BitSet | null
  readonly limitAfter: BitSet | null
  readonly reach: SetChange
}

/** A client that acts for itself. */
export interface ServiceCompared {
  readonly client: OAuthClient
  readonly calls: SetChange
}

/** All users of both sides, those who are alike together. */
export function compareUsers({ before, after, division }: BeforeAndAfter): readonly UsersCompared[] {
  const both = pairUp(
    { items: before.users, numbers: before.userNumbers },
    { items: after.users, numbers: after.userNumbers },
    ({ user }) => user.id,
  )
  return groupAlike(both, ([former, current]) => [former?.holdings, current?.holdings]).map((alike) => {
    const [held, holds] = [alike[0][0]?.holdings, alike[0][1]?.holdings]
    return {
      users: alike.flatMap(([former, current]) => (former ?? current)?.user ?? []),
      before: held,
      after: holds,
      calls: changeOf(held && operationsOf(held, division), holds && operationsOf(holds, division)),
    }
  })
}

/** The apps of both sides that act for users, those that are alike together; or only those that were compiled anew. */
export function compareApps(
  { before, after }: BeforeAndAfter,
  which: 'all' | 'changed',
): readonly AppsCompared[] {
  const both = pairApps(before, after, which, (app) => app.own === null)
  const alike = groupAlike(both, ([former, current]) => [
    former?.reach,
    former?.limit,
    current?.reach,
    current?.limit,
  ])
  return alike.map((pairs) => {
    const [former, current] = pairs[0]
    return {
      clients: pairs.flatMap((pair) => (pair[0] ?? pair[1])?.client ?? []),
      limitBefore: former?.limit ?? null,
      limitAfter: current?.limit ?? null,
      reach: changeOf(former?.reach, current?.reach),
    }
  })
}

/** The clients of both sides that act for themselves and were compiled anew. */
export function compareServices({ before, after, division }: BeforeAndAfter): readonly ServiceCompared[] {
  const callsOf = (app: CompiledApp | undefined) =>
    app?.own ? intersection(app.reach, operationsOf(app.own, division)) : undefined
  return pairApps(before, after, 'changed', (app) => app.own !== null).flatMap(([former, current]) => {
    const client = (former ?? current)?.client
    return client ? [{ client, calls: changeOf(callsOf(former), callsOf(current)) }] : []
  })
}

type Pair<Item> = readonly [former: Item | undefined, current: Item | undefined]

/** Only apps for which `holds` is true count as there. */
function pairApps(
  before: CompiledOrganization,
  after: CompiledOrganization,
  which: 'all' | 'changed',
  holds: (app: CompiledApp) => boolean,
): readonly Pair<CompiledApp>[] {
  const both = pairUp(
    { items: before.apps, numbers: before.appNumbers },
    { items: after.apps, numbers: after.appNumbers },
    ({ client }) => client.id,
  )
  const only = (app: CompiledApp | undefined) => (app && holds(app) ? app : undefined)
  return (which === 'all' ? both : both.filter(([former, current]) => former !== current))
    .map(([former, current]): Pair<CompiledApp> => [only(former), only(current)])
    .filter(([former, current]) => former ?? current)
}

/** Each item of the one with that of the same id in the other. */
function pairUp<Id, Item>(
  before: Numbered<Id, Item>,
  after: Numbered<Id, Item>,
  idOf: (item: Item) => Id,
): readonly Pair<Item>[] {
  const pairs: Pair<Item>[] = []
  for (const [number, former] of before.items.entries()) {
    const atSamePlace = after.items[number]
    const current = atSamePlace === former ? former : after.items[after.numbers.get(idOf(former)) ?? -1]
    pairs.push([former, current])
  }
  if (after.numbers === before.numbers) return pairs
  for (const current of after.items) {
    if (!before.numbers.has(idOf(current))) pairs.push([undefined, current])
  }
  return pairs
}

/** Puts together the items whose parts are the very same objects. */
function groupAlike<Item>(
  items: readonly Item[],
  partsOf: (item: Item) => readonly unknown[],
): readonly (readonly [Item, ...Item[]])[] {
  const tags = new Map<unknown, number>()
  const tagOf = (part: unknown) => {
    const tag = tags.get(part) ?? tags.size
    tags.set(part, tag)
    return tag
  }
  const groups = new Map<string, [Item, ...Item[]]>()
  for (const item of items) {
    const key = partsOf(item).map(tagOf).join()
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return [...groups.values()]
}
