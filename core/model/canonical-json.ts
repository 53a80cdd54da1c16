/**
 * JSON with sorted keys and without white space: equal values have equal text, so that a hash of it means the value.
 * Throws on whatever JSON cannot hold exactly (`undefined`, NaN, a Date, a class instance), as that would be lost.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${Array.from(value, canonicalJson).join(',')}]`
  if (typeof value === 'object' && value !== null) return canonicalObject(value)
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) {
    return JSON.stringify(value)
  }
  throw new TypeError(`a value of type ${typeof value} has no canonical JSON`)
}

function canonicalObject(value: object): string {
  if (!isPlain(value)) throw new TypeError('an object with a class has no canonical JSON')
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`
}

/** An object literal, also one of another realm such as a message from a worker. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || (typeof prototype === 'object' && Object.getPrototypeOf(prototype) === null)
}
