import type { RouteLocationRaw } from 'vue-router'

/** A question as far as it is known here; an empty part is left to be chosen there. */
export interface AccessQuestion {
  readonly app: string
  readonly user: string
  readonly operation: string
  readonly division: string
}

/** The Ask page with a question filled in, for the tree of its checks. */
export function askAddress(question: Partial<AccessQuestion>): RouteLocationRaw {
  return { path: '/ask', query: filled(question) }
}

/** The page that tells who can make a call. */
export function whoAddress(question: Pick<AccessQuestion, 'operation' | 'division'>): RouteLocationRaw {
  return { path: '/who', query: filled(question) }
}

function filled(parts: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parts).filter((part): part is [string, string] => part[1] !== undefined && part[1] !== ''),
  )
}
