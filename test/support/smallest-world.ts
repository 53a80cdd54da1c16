import type { World } from './policy-world.ts'

/** Takes away from a world whatever can go while it still fails, so that a person can read what is left. */
export function smallestWorld(world: World, stillFails: (smaller: World) => boolean): World {
  let smallest = world
  for (let isSmaller = true; isSmaller;) {
    isSmaller = false
    for (const smaller of withoutOne(smallest)) {
      // Every part of a world may be missing, so what is left of one is one.
      const candidate = smaller as World
      if (!stillFails(candidate)) continue
      smallest = candidate
      isSmaller = true
      break
    }
  }
  return smallest
}

/** The value without one of its parts, the outer ones first; a client's state goes as a whole. */
function* withoutOne(value: unknown, name = ''): Generator {
  if (typeof value !== 'object' || value === null || name === 'state') return
  if (Array.isArray(value)) {
    for (let place = 0; place < value.length; place++) yield value.toSpliced(place, 1)
    return
  }
  const entries = Object.entries(value)
  for (const [gone] of entries) yield Object.fromEntries(entries.filter(([key]) => key !== gone))
  for (const [key, part] of entries) {
    for (const smaller of withoutOne(part, key)) yield { ...value, [key]: smaller }
  }
}
