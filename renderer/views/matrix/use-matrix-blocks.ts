import { computed, ref, shallowRef, triggerRef } from 'vue'
import type { WireFailure, WireResult } from '../../../core/contract/definition.ts'
import type { AccessMatrix } from '../../stores/access.ts'
import type { Span } from './grid-window.ts'

interface Part {
  readonly offset: number
  readonly limit: number
}

export type MatrixApp = AccessMatrix['apps']['rows'][number]
export type MatrixUser = AccessMatrix['users']['rows'][number]

/** How many apps and users are read at once. */
const blockSize = 50
const mostBlocks = 200
const mostAtOnce = 4

/**
 * The part of the matrix that is looked at, read in blocks of apps and users. Blocks that were seen stay for a while;
 * what has left the sight before it was asked for is never asked for.
 */
export function useMatrixBlocks(read: (apps: Part, users: Part) => Promise<WireResult<AccessMatrix>>) {
  const blocks = shallowRef(new Map<string, AccessMatrix>())
  const failure = ref<WireFailure | null>(null)
  const sums = shallowRef<{
    readonly apps: number
    readonly users: number
    readonly operations: number
  } | null>(null)
  let stale = new Set<string>()
  let onTheWay = new Set<string>()
  let wanted: readonly string[] = ['0:0']
  let generation = 0

  /** Begins anew, for another filter. */
  function restart(): void {
    generation++
    blocks.value = new Map()
    stale = new Set()
    onTheWay = new Set()
    failure.value = null
    wanted = ['0:0']
    readOn()
  }

  /** Reads what is in sight again, and shows the former until the new is there. */
  function refresh(): void {
    generation++
    onTheWay = new Set()
    failure.value = null
    for (const key of blocks.value.keys()) if (!wanted.includes(key)) blocks.value.delete(key)
    stale = new Set(blocks.value.keys())
    readOn()
  }

  /** Tells what is in sight. */
  function look(apps: Span, users: Span): void {
    wanted = blockKeys(apps, users)
    readOn()
  }

  function readOn(): void {
    for (const key of wanted) {
      if (onTheWay.size >= mostAtOnce || failure.value) return
      if ((!blocks.value.has(key) || stale.has(key)) && !onTheWay.has(key)) void readBlock(key)
    }
  }

  async function readBlock(key: string): Promise<void> {
    const number = generation
    onTheWay.add(key)
    const [app = 0, user = 0] = key.split(':').map(Number)
    const result = await read(partOf(app), partOf(user))
    if (number !== generation) return
    onTheWay.delete(key)
    if (!result.ok) {
      failure.value = result.failure
      return
    }
    keep(key, result.value)
    readOn()
  }

  function keep(key: string, block: AccessMatrix): void {
    stale.delete(key)
    blocks.value.delete(key)
    blocks.value.set(key, block)
    for (const old of blocks.value.keys()) {
      if (blocks.value.size <= mostBlocks) break
      if (!wanted.includes(old)) blocks.value.delete(old)
    }
    sums.value = { apps: block.apps.total, users: block.users.total, operations: block.operations }
    triggerRef(blocks)
  }

  const blockAt = (app: number, user: number) =>
    blocks.value.get(`${String(Math.floor(app / blockSize))}:${String(Math.floor(user / blockSize))}`)

  /** Any block of a row knows its app. */
  function appAt(place: number, inSight: Span): MatrixApp | undefined {
    for (let user = inSight.from; user < inSight.to + blockSize; user += blockSize) {
      const found = blockAt(place, user)?.apps.rows[place % blockSize]
      if (found) return found
    }
    return undefined
  }

  /** Any block of a column knows its user. */
  function userAt(place: number, inSight: Span): MatrixUser | undefined {
    for (let app = inSight.from; app < inSight.to + blockSize; app += blockSize) {
      const found = blockAt(app, place)?.users.rows[place % blockSize]
      if (found) return found
    }
    return undefined
  }

  const countAt = (app: number, user: number) =>
    blockAt(app, user)?.counts[app % blockSize]?.[user % blockSize]

  return {
    restart,
    refresh,
    look,
    appAt,
    userAt,
    countAt,
    sums,
    failure,
    isLoaded: computed(() => blocks.value.size > 0),
  }
}

export type MatrixBlocks = ReturnType<typeof useMatrixBlocks>

function partOf(block: number): Part {
  return { offset: block * blockSize, limit: blockSize }
}

/** The blocks that cover what is in sight, each as `app:user`. */
export function blockKeys(apps: Span, users: Span): readonly string[] {
  return blocksOf(apps).flatMap((app) => blocksOf(users).map((user) => `${String(app)}:${String(user)}`))
}

function blocksOf({ from, to }: Span): readonly number[] {
  const first = Math.floor(from / blockSize)
  const last = Math.max(first, Math.floor((to - 1) / blockSize))
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}
