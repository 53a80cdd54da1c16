import { asId, type ClientId, type UserId } from '../../model/brand.ts'
import type { Division, RoleGrant } from '../../model/directory.ts'
import { operationName } from '../../model/operation.ts'
import { fail, ok, type Result } from '../../model/result.ts'
import { recompile } from '../../policy/compile.ts'
import {
  numberDivision,
  type CompiledApp,
  type CompiledOrganization,
  type CompiledUser,
} from '../../policy/compiled-organization.ts'
import { findDivision } from '../ask.ts'
import { look, type Acting, type LookContext, type Looking } from '../context.ts'
import type { CatalogueShelf } from '../loaded-catalogue.ts'
import { clientsFromAbroad } from './clients-from-abroad.ts'
import type { CompiledOrganizations } from './compiled-organizations.ts'

/** What answering questions about whole organizations needs. */
export interface QuestionContext extends LookContext {
  readonly catalogues: CatalogueShelf
  /** Over the same catalogues. */
  readonly compiled: CompiledOrganizations
}

/**
 * The organization as it is now, as one of its users who may see clients (O6). The store is let go of before a question is
 * answered. Clients that are asked about are there also when only another organization of the workspace has them.
 */
export function compiledFor(
  context: QuestionContext,
  acting: Acting,
  clientIds: readonly ClientId[] = [],
): Promise<Result<CompiledOrganization>> {
  return lookCompiled(context, acting, clientIds, (_looking, organization) => Promise.resolve(organization))
}

/** The same, for what must be read in the same look. */
export function lookCompiled<Value>(
  context: QuestionContext,
  acting: Acting,
  clientIds: readonly ClientId[],
  work: (looking: Looking, organization: CompiledOrganization) => Promise<Value>,
): Promise<Result<Value>> {
  return look(context, acting, 'oauth:client:view', async (looking) => {
    const organization = await context.compiled.of(looking)
    const missing = clientIds.filter((id) => !organization.appNumbers.has(id))
    const abroad = await clientsFromAbroad(looking.unit, missing)
    const whole = abroad.length > 0 ? recompile(organization, { clients: { put: abroad } }) : organization
    return ok(await work(looking, whole))
  })
}

export function appIn(organization: CompiledOrganization, id: ClientId): Result<CompiledApp> {
  const app = organization.apps[organization.appNumbers.get(id) ?? -1]
  return app ? ok(app) : fail({ code: 'client_not_found', field: 'client', value: id })
}

/** A user by id or by e-mail address; null stays null. */
export function userIn(organization: CompiledOrganization, text: string | null): Result<CompiledUser | null> {
  if (text === null) return ok(null)
  const wanted = text.trim()
  const byId = organization.users[organization.userNumbers.get(asId<UserId>(wanted)) ?? -1]
  const email = wanted.toLowerCase()
  const user = byId ?? organization.users.find(({ user: { email: held } }) => held.toLowerCase() === email)
  return user ? ok(user) : fail({ code: 'user_not_found', field: 'user', value: text })
}

/** A division by id or name, with its number; null asks for any. */
export function divisionIn(
  organization: CompiledOrganization,
  text: string | null,
): Result<{ readonly number: number; readonly name: string | null }> {
  const found: Division | undefined = findDivision(organization.divisions, text)
  if (text !== null && !found) {
    return fail({ code: 'division_not_found', field: 'division', value: text, rule: 'P2.5' })
  }
  return ok({ number: numberDivision(organization, found?.id ?? null), name: found?.name ?? null })
}

/** An operation by `METHOD /path`, a template or a concrete path, with its number. */
export function operationIn(organization: CompiledOrganization, name: string) {
  const operation = organization.operation(name)
  const number = operation && organization.catalogue.operationNumbers.get(operationName(operation))
  if (!operation || number === undefined) {
    const value = name.slice(0, 200)
    return fail({ code: 'operation_unreadable', field: 'operation', value, rule: 'P5' })
  }
  return ok({ operation, number })
}

/** Role grants as people read them; `*` stays `*`. */
export function namedGrants(organization: CompiledOrganization, grants: readonly RoleGrant[]) {
  return grants.map(({ roleId, divisionId }) => ({
    name: organization.role(roleId)?.name ?? roleId,
    divisionName: divisionId === '*' ? '*' : (organization.divisionName(divisionId) ?? divisionId),
  }))
}
