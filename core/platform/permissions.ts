import { isPermission, permissionTitle } from '../model/permission.ts'
import type { LoadedCatalogue } from '../organization/loaded-catalogue.ts'
import { pagedListing, pageOf, sliceOf } from './entity-listing.ts'
import type { Handler, HandlerTable, WireObject } from './platform-call.ts'

/** Every permission that the organization's catalogue or one of its roles names, by domain. */
const listPermissions: Handler = (call) => {
  const page = pageOf(call)
  const { query } = call.request
  const wanted = query.get('query')?.toLowerCase() ?? ''
  const byDomain = permissionsByDomain(
    call.live.catalogue,
    call.live.view.roles.flatMap(({ patterns }) => patterns),
  )
  const domains = [...byDomain].filter(([domain, names]) =>
    query.get('queryType') === 'permission'
      ? names.some((name) => name.toLowerCase().includes(wanted))
      : domain.toLowerCase().includes(wanted),
  )
  const entities = sliceOf(domains, page).map(([domain, names]) => wireCollection(domain, names))
  return Promise.resolve({ body: pagedListing(call, { ...page, entities, total: domains.length }) })
}

function permissionsByDomain(
  { index }: LoadedCatalogue,
  patterns: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const named = index.operations.flatMap(({ permissions }) => permissions.names)
  const all = [...new Set([...named, ...patterns.filter((pattern) => !pattern.includes('*'))])]
  const byDomain = new Map<string, string[]>()
  for (const name of all.filter(isPermission).sort()) {
    const domain = name.slice(0, name.indexOf(':'))
    byDomain.set(domain, [...(byDomain.get(domain) ?? []), name])
  }
  return byDomain
}

/** The vendor's `DomainPermissionCollection`: the actions of each entity. */
function wireCollection(domain: string, names: readonly string[]): WireObject {
  const permissionMap: Record<string, WireObject[]> = {}
  for (const name of names) {
    const [, entityType = '', action = ''] = name.split(':')
    const permission = { domain, entityType, action, label: permissionTitle(name), allowsConditions: false }
    permissionMap[entityType] = [...(permissionMap[entityType] ?? []), permission]
  }
  return { id: domain, name: domain, domain, permissionMap }
}

export const permissionHandlers: HandlerTable = {
  'GET /api/v2/authorization/permissions': listPermissions,
}
