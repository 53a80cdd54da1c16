import type { SnapshotProblem } from './snapshot-format.ts'

/** What does not fit, and where, seen from the value that was looked at. */
export interface ShapeProblem {
  readonly path: readonly (string | number)[]
  readonly problem: SnapshotProblem
  readonly fillings?: Readonly<Record<string, string | number>>
}

/** Answers the first thing that does not fit; undefined where all does. */
export type Shape = (value: unknown) => ShapeProblem | undefined

const here: readonly never[] = []

export const text: Shape = (value) =>
  typeof value === 'string' ? undefined : { path: here, problem: absentOr(value, 'text') }

export const flag: Shape = (value) =>
  typeof value === 'boolean' ? undefined : { path: here, problem: absentOr(value, 'boolean') }

/** A whole number from 0 on. */
export const count: Shape = (value) => {
  if (!Number.isSafeInteger(value)) return { path: here, problem: absentOr(value, 'whole_number') }
  return (value as number) >= 0 ? undefined : { path: here, problem: 'smaller', fillings: { limit: 0 } }
}

/** Whatever JSON can hold. */
export const anything: Shape = (value) =>
  value === undefined ? { path: here, problem: 'missing' } : undefined

const momentForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/

/** ISO 8601 in UTC. */
export const moment: Shape = (value) =>
  typeof value === 'string' && momentForm.test(value) && !Number.isNaN(Date.parse(value))
    ? undefined
    : { path: here, problem: absentOr(value, 'moment') }

const dayForm = /^\d{4}-\d\d-\d\d$/

/** `YYYY-MM-DD`. */
export function isDay(value: unknown): value is string {
  return typeof value === 'string' && dayForm.test(value)
}

export function matching(form: RegExp): Shape {
  return (value) =>
    typeof value === 'string' && form.test(value)
      ? undefined
      : { path: here, problem: absentOr(value, 'shape') }
}

export function oneOf(options: readonly string[]): Shape {
  const known = new Set<unknown>(options)
  const fillings = { options: options.map((option) => `\`${option}\``).join(', ') }
  return (value) => {
    if (known.has(value)) return undefined
    return value === undefined
      ? { path: here, problem: 'missing' }
      : { path: here, problem: 'options', fillings }
  }
}

export function orNull(shape: Shape): Shape {
  return (value) => (value === null ? undefined : shape(value))
}

export function optional(shape: Shape): Shape {
  const held: Shape = (value) => (value === undefined ? undefined : shape(value))
  return held
}

export function list(item: Shape): Shape {
  return (value) => {
    if (!Array.isArray(value)) return { path: here, problem: absentOr(value, 'list') }
    for (let at = 0; at < value.length; at++) {
      const found = item(value[at])
      if (found) return within(at, found)
    }
    return undefined
  }
}

/** An object with these members and no other. */
export function record(members: Readonly<Record<string, Shape>>): Shape {
  const shapes = new Map(Object.entries(members))
  return (value) => {
    if (!isObject(value)) return { path: here, problem: absentOr(value, 'object') }
    for (const [key, shape] of shapes) {
      const found = shape(value[key])
      if (found) return within(key, found)
    }
    for (const key of Object.keys(value)) {
      if (!shapes.has(key))
        return { path: here, problem: 'key_unknown', fillings: { key: key.slice(0, 100) } }
    }
    return undefined
  }
}

/** One of several records, told apart by the text in one of their members. */
export function variants(tag: string, shapes: Readonly<Record<string, Shape>>): Shape {
  const tags = oneOf(Object.keys(shapes))
  return (value) => {
    if (!isObject(value)) return { path: here, problem: absentOr(value, 'object') }
    const named = value[tag]
    const unknown = tags(named)
    if (unknown) return within(tag, unknown)
    return shapes[String(named)]?.(value)
  }
}

/** An object, whose members are its own: a key such as `__proto__` comes from JSON as an own member. */
function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function within(key: string | number, { path, ...found }: ShapeProblem): ShapeProblem {
  return { path: [key, ...path], ...found }
}

function absentOr(value: unknown, problem: SnapshotProblem): SnapshotProblem {
  return value === undefined ? 'missing' : problem
}
