import type { Operation } from '../model/operation.ts'
import { patternCovers } from '../model/permission.ts'
import { isReadonlyScope } from '../model/scope.ts'

/** What an operation can do at worst: change who may do what, change something else, or only read. */
export type OperationRisk = (typeof risks)[number]
/** Riskiest first. */
export const risks = ['privileged', 'write', 'read'] as const

/** What somebody changes who widens access, their own or another's. */
export const escalationTargets = ['roles', 'clients', 'apps', 'users', 'identity_providers'] as const
export type EscalationTarget = (typeof escalationTargets)[number]

/** Changes that belong to a target: by a permission that they require, or, where that says too little, by their name. */
interface Privilege {
  readonly target: EscalationTarget
  readonly permissions: readonly string[]
  /** `METHOD /path`; `{}` stands for any parameter, a `*` at the end for whatever follows. */
  readonly operations: readonly string[]
}

/**
 * Which operations are privileged; reads never are. Groups stand under roles, because a group can carry roles for its
 * members. Integrations stand under clients, because their actions call with the credentials of a client. Changing one's own
 * password is not among them: it takes the former one, which no token knows.
 */
const privileges: readonly Privilege[] = [
  {
    target: 'roles',
    permissions: [
      'authorization:role:*',
      'authorization:grant:*',
      'authorization:policy:*',
      'authorization:division:*',
      'authorization:settings:*',
      'authorization:orgTrusteeUser:*',
      'authorization:orgTrusteeGroup:*',
      'directory:group:*',
    ],
    operations: [
      'POST /api/v2/authorization/divisions/{}/objects/{}',
      'POST /api/v2/groups/{}/members',
      'DELETE /api/v2/groups/{}/members',
    ],
  },
  {
    target: 'clients',
    permissions: [
      'oauth:client:add',
      'oauth:client:edit',
      'oauth:client:delete',
      'integrations:action:add',
      'integrations:action:edit',
      'integrations:actionFunction:*',
    ],
    operations: [
      'POST /api/v2/integrations',
      'PATCH /api/v2/integrations/{}',
      'PUT /api/v2/integrations/{}/config/*',
      'POST /api/v2/integrations/credentials',
      'PUT /api/v2/integrations/credentials/{}',
    ],
  },
  {
    target: 'apps',
    permissions: ['oauth:client:authorize'],
    operations: ['PUT /api/v2/organizations/enforcescopes'],
  },
  {
    target: 'users',
    permissions: [
      'directory:user:*',
      'mfa:verifier:*',
      'authorization:orgTrustee:*',
      'authorization:orgTrustor:*',
      'authorization:orgTrusteeUser:*',
      'authorization:orgTrusteeGroup:*',
    ],
    operations: [],
  },
  {
    target: 'identity_providers',
    permissions: ['sso:provider:*'],
    operations: [
      'PATCH /api/v2/organizations/authentication/*',
      'PUT /api/v2/organizations/ipaddressauthentication',
      'PUT /api/v2/organizations/whitelist',
    ],
  },
]

/**
 * The risk of an operation, by what it requires. GET and HEAD read. So does a POST that a readonly scope reaches, as the
 * document itself says, where a permission to view or search is enough for it, or where its path says that it only asks
 * (`.../query`). Everything else changes something: an unknown kind counts as a change, never as a read.
 */
export function operationRisk(operation: Operation): OperationRisk {
  if (onlyReads(operation)) return 'read'
  return privileges.some((privilege) => belongsTo(privilege, operation)) ? 'privileged' : 'write'
}

/** What a privileged operation can change; none for all others. */
export function escalationOf(operation: Operation): readonly EscalationTarget[] {
  if (onlyReads(operation)) return []
  return privileges.filter((privilege) => belongsTo(privilege, operation)).map(({ target }) => target)
}

/** The noun after `/api/v2`, by which lists of operations are grouped. */
export function operationGroup({ path }: Pick<Operation, 'path'>): string {
  const segments = path.split('/').filter((segment) => segment !== '')
  const noun = segments[0] === 'api' ? segments[2] : segments[0]
  return noun ?? path
}

const views = /:(view|search)[^:]*$/
const asks = /\/(search|query|validate|estimate|preview)(\/me)?$/

function onlyReads({ method, path, permissions, scopes }: Operation): boolean {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return true
  if (method !== 'POST' || !scopes.some(isReadonlyScope)) return false
  if (asks.test(path)) return true
  const { names, match } = permissions
  const areViews = names.map((name) => views.test(name))
  return names.length > 0 && (match === 'any' ? areViews.includes(true) : !areViews.includes(false))
}

function belongsTo({ permissions, operations }: Privilege, operation: Operation): boolean {
  const byPermission = operation.permissions.names.some(
    (name) => !views.test(name) && permissions.some((pattern) => patternCovers(pattern, name)),
  )
  return byPermission || operations.some((wanted) => isNamed(wanted, operation))
}

function isNamed(wanted: string, { method, path }: Operation): boolean {
  const name = `${method} ${path.replaceAll(/\{[^}]*\}/g, '{}')}`
  return wanted.endsWith('*') ? name.startsWith(wanted.slice(0, -1)) : name === wanted
}
