/** JSON that keeps `undefined`, which Electron's wire carries and JSON drops. */
export function serialize(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (part === undefined ? { $undefined: true } : part))
}

export function parse(text: string): unknown {
  return JSON.parse(text, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && '$undefined' in part ? undefined : part,
  )
}
