export const httpMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const
export type HttpMethod = (typeof httpMethods)[number]

/** Which permissions an operation asks of the caller: any one of them, or all (P1). Empty: none. */
export interface PermissionRequirement {
  readonly match: 'any' | 'all'
  readonly names: readonly string[]
}

/**
 * One API call (`POST /api/v2/users`) with what it requires (P1). `scopes` is any-of; empty means none needed.
 * `acceptsOAuth` is false for operations that only guest tokens reach (P2.6). Malformed permission strings stay
 * in `permissions.names`, where nobody can hold them (P5).
 */
export interface Operation {
  readonly method: HttpMethod
  readonly path: string
  readonly permissions: PermissionRequirement
  readonly scopes: readonly string[]
  readonly acceptsOAuth: boolean
  readonly deprecated: boolean
}

export function operationName(operation: Pick<Operation, 'method' | 'path'>): string {
  return `${operation.method} ${operation.path}`
}

/** `/users/me` and its like speak about the calling user, whom a client-credentials call does not have (P2). */
export function isAboutCaller(operation: Pick<Operation, 'path'>): boolean {
  const segments = operation.path.split('/')
  const at = segments.indexOf('me')
  return at > 0 && segments[at - 1] !== 'organizations' && segments[at - 1] !== 'tokens'
}
