/** The segments of a path or path template, percent-decoded; null is a parameter, which any one segment fits. */
export type PathSegments = readonly (string | null)[]

/**
 * Reads `/users/{userId}` or `/users/4f1c`; undefined if it is no path. One trailing slash is ignored. Segments are
 * split before they are decoded, so that an encoded slash never separates; empty, `.` and `..` segments and
 * parameters beside text (`{id}.json`) cannot be read.
 */
export function readPath(path: string): PathSegments | undefined {
  if (!path.startsWith('/') || notInPaths.test(path)) return undefined
  const body = path.endsWith('/') ? path.slice(1, -1) : path.slice(1)
  if (body === '') return path === '/' ? [] : undefined
  const segments: (string | null)[] = []
  for (const raw of body.split('/')) {
    const segment = readSegment(raw)
    if (segment === undefined) return undefined
    segments.push(segment)
  }
  return segments
}

/** Equal for templates that differ only in the names of their parameters, and for no others. */
export function templateKey(method: string, segments: PathSegments): string {
  return JSON.stringify([method, ...segments])
}

// Not part of any path: query, fragment, backslash (which browsers turn into a slash), white space and controls.
const notInPaths = /[?#\\\s\u0000-\u001f\u007f]/

function readSegment(raw: string): string | null | undefined {
  if (raw.includes('{') || raw.includes('}')) return /^\{[^{}]+\}$/.test(raw) ? null : undefined
  const segment = raw.includes('%') ? decode(raw) : raw
  return segment === '' || segment === '.' || segment === '..' ? undefined : segment
}

function decode(raw: string): string | undefined {
  try {
    return decodeURIComponent(raw)
  } catch {
    // The only thing that decodeURIComponent throws is a URIError: an escape that is no UTF-8.
    return undefined
  }
}
