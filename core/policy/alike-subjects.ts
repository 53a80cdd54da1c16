import type { BitSet } from './bit-set.ts'
import type { CompiledApp, CompiledUser, Holdings } from './compiled-organization.ts'

/** Users who hold the same, so that every question has one answer for all of them; `places` are those in the list. */
export interface AlikeUsers {
  readonly holdings: Holdings
  readonly places: readonly number[]
}

/** Apps with the same reach and the same limit, which act for users. */
export interface AlikeApps {
  readonly reach: BitSet
  readonly limit: BitSet | null
  readonly places: readonly number[]
}

/** Users that were compiled alike share their holdings, so that each kind need be looked at but once. */
export function groupAlikeUsers(users: readonly CompiledUser[]): readonly AlikeUsers[] {
  const groups = new Map<Holdings, number[]>()
  for (const [place, { holdings }] of users.entries()) addTo(groups, holdings, place)
  return Array.from(groups, ([holdings, places]) => ({ holdings, places }))
}

/** Leaves out the clients that act for themselves. */
export function groupAlikeApps(apps: readonly CompiledApp[]): readonly AlikeApps[] {
  const groups = new Map<BitSet | null, Map<BitSet, number[]>>()
  for (const [place, { reach, limit, own }] of apps.entries()) {
    if (own) continue
    const sameLimit = groups.get(limit) ?? new Map<BitSet, number[]>()
    groups.set(limit, sameLimit)
    addTo(sameLimit, reach, place)
  }
  return Array.from(groups, ([limit, sameLimit]) =>
    Array.from(sameLimit, ([reach, places]) => ({ reach, limit, places })),
  ).flat()
}

function addTo<Key>(groups: Map<Key, number[]>, key: Key, place: number): void {
  const places = groups.get(key)
  if (places) places.push(place)
  else groups.set(key, [place])
}
