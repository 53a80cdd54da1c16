/** A value of an API document: plain data, or whatever else stood there. */
export type DocumentRecord = Readonly<Record<string, unknown>>

export function isRecord(value: unknown): value is DocumentRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * What stood in the document, as short JSON-like text, for a report and as a stand-in for a requirement.
 *
 * INVARIANT: it is never a well-formed permission, as it is quoted, bracketed or free of colons; nobody can hold it.
 */
export function rawText(value: unknown): string {
  return shorten(outline(value, 0), 500)
}

/** JSON down to three levels and ten members each: a YAML alias can make a value far larger than its document. */
function outline(value: unknown, depth: number): string {
  if (typeof value === 'string') return JSON.stringify(shorten(value, 200))
  if (typeof value !== 'object' || value === null) return String(value)
  const members = Array.isArray(value)
    ? value.map((item: unknown) => ({ label: '', item }))
    : Object.entries(value).map(([key, item]: [string, unknown]) => ({
        label: `${JSON.stringify(shorten(key, 100))}:`,
        item,
      }))
  const shown = depth < 3 ? members.slice(0, 10) : []
  const texts = shown.map(({ label, item }) => label + outline(item, depth + 1))
  const inside = [...texts, ...(members.length > shown.length ? ['…'] : [])].join(',')
  return Array.isArray(value) ? `[${inside}]` : `{${inside}}`
}

export function shorten(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text
}

/** One step down a JSON pointer (RFC 6901). */
export function pointerTo(pointer: string, ...keys: readonly (string | number)[]): string {
  return keys.reduce<string>(
    (path, key) => `${path}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`,
    pointer,
  )
}

/** What a local reference (`#/components/…`) points to; undefined if there is nothing, or it is not local. */
export function resolveReference(root: DocumentRecord, reference: string): unknown {
  if (!reference.startsWith('#/')) return undefined
  let value: unknown = root
  for (const step of reference.slice(2).split('/')) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~')
    if (!isRecord(value) || !Object.hasOwn(value, key)) return undefined
    value = value[key]
  }
  return value
}
