import { divisionHandlers } from './divisions.ts'
import { authorizationHandlers } from './oauth-authorizations.ts'
import { clientHandlers } from './oauth-clients.ts'
import { scopeHandlers } from './oauth-scopes.ts'
import { usageHandlers } from './oauth-usage.ts'
import { organizationHandlers } from './organizations.ts'
import { permissionHandlers } from './permissions.ts'
import type { HandlerTable } from './platform-call.ts'
import { roleHandlers } from './roles.ts'
import { subjectHandlers } from './subjects.ts'
import { tokenHandlers } from './tokens.ts'
import { userHandlers } from './users.ts'

/** Everything that a local organization answers itself, one file per noun (S5). */
export function createHandlers(): HandlerTable {
  return {
    ...clientHandlers,
    ...authorizationHandlers,
    ...scopeHandlers,
    ...usageHandlers(),
    ...tokenHandlers,
    ...userHandlers,
    ...organizationHandlers,
    ...roleHandlers,
    ...divisionHandlers,
    ...permissionHandlers,
    ...subjectHandlers,
  }
}
