import builtInClients from '../../resources/organization/built-in-clients.json' with { type: 'json' }
import clientTemplates from '../../resources/organization/client-templates.json' with { type: 'json' }
import defaultRoles from '../../resources/organization/default-roles.json' with { type: 'json' }
import { asId, type ClientId } from '../model/brand.ts'
import type { GrantType } from '../model/grant-type.ts'

/** A role that every local organization starts with; the permissions approximate the vendor's (O4). */
export interface DefaultRole {
  readonly defaultId: string
  readonly name: string
  readonly description: string
  readonly patterns: readonly string[]
}

export const defaultRoleList: readonly DefaultRole[] = defaultRoles.roles

/** The default role whose exact permissions allow a token of up to 450 days (C3). */
export const SCIM_ROLE = 'scim-integration'
/** The default role that holds everything. */
export const MASTER_ADMIN_ROLE = 'master-admin'

/** The vendor's own applications (A6). */
export const builtInClientList: readonly {
  readonly id: ClientId
  readonly name: string
  readonly description: string
  readonly redirectUri: string
}[] = builtInClients.clients.map((client) => ({ ...client, id: asId<ClientId>(client.id) }))

/** A starting point for a new client (C10). */
export interface ClientTemplate {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly grantType: GrantType
  readonly pkce: boolean
  readonly tokenDuration: number
  readonly redirectUris: readonly string[]
  readonly scopes: readonly string[]
  readonly roleNames: readonly string[]
  readonly environment: 'production' | 'test'
}

/** The templates in one language, with the organization's region filled in. */
export function templatesFor(language: 'en' | 'de', region: string): readonly ClientTemplate[] {
  return clientTemplates.map((template) => ({
    ...template,
    name: template.name[language],
    description: template.description[language],
    // The JSON import widens the literal; the templates' test holds it to the known grant types.
    grantType: template.grantType as GrantType,
    redirectUris: template.redirectUris.map((uri) => uri.replace('{region}', region)),
    environment: 'production',
  }))
}
