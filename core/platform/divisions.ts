import { z } from 'zod'
import { asId, type DivisionId } from '../model/brand.ts'
import type { Division, RoleGrant } from '../model/directory.ts'
import { ok } from '../model/result.ts'
import { look } from '../organization/context.ts'
import { removeDivision, renameDivision } from '../organization/edit-division.ts'
import { createDivision } from '../organization/organizations.ts'
import { pagedListing, pageOf, sliceOf } from './entity-listing.ts'
import { valueOrRefuse } from './failure-codes.ts'
import type { Handler, HandlerTable, PlatformCall, WireObject } from './platform-call.ts'
import { PlatformRefusal } from './platform-refusal.ts'
import { bodyOf } from './read-body.ts'
import { wireGrants } from './role-grants.ts'

/** Divisions of an organization here have a name and nothing else to describe them. */
function wireDivision({ id, name, isHome }: Division): WireObject {
  return {
    id,
    name,
    description: '',
    homeDivision: isHome,
    selfUri: `/api/v2/authorization/divisions/${id}`,
  }
}

const listDivisions: Handler = async (call) => {
  const page = pageOf(call)
  const { query } = call.request
  const ids = query.getAll('id').flatMap((text) => text.split(','))
  const name = query.get('name')?.toLowerCase() ?? ''
  const divisions = (await divisionsOf(call))
    .filter((division) => ids.length === 0 || ids.includes(division.id))
    .filter((division) => division.name.toLowerCase().includes(name))
  const entities = sliceOf(divisions, page).map(wireDivision)
  return { body: pagedListing(call, { ...page, entities, total: divisions.length }) }
}

const showHome: Handler = async (call) => {
  const home = (await divisionsOf(call)).find(({ isHome }) => isHome)
  if (!home) throw new PlatformRefusal('not.found')
  return { body: wireDivision(home) }
}

const showDivision: Handler = async (call) => ({ body: wireDivision(await divisionIn(call)) })

const divisionShape = z.object({ name: z.string() })

const addDivision: Handler = async (call) => {
  const { name } = bodyOf(call, divisionShape)
  return {
    body: wireDivision(valueOrRefuse(await createDivision(call.context, call.acting, { name }), call)),
  }
}

const putDivision: Handler = async (call) => {
  const { name } = bodyOf(call, divisionShape)
  const former = await divisionIn(call)
  const renamed = await renameDivision(call.context, call.acting, { divisionId: former.id, name })
  const isSame = !renamed.ok && renamed.failure.code === 'nothing_changed'
  return { body: wireDivision(isSame ? former : valueOrRefuse(renamed, call)) }
}

const deleteDivision: Handler = async (call) => {
  const { id } = await divisionIn(call)
  valueOrRefuse(await removeDivision(call.context, call.acting, id), call)
  return { status: 204 }
}

/** The roles that users hold in the division; one that is held in all of them is held here too. */
const listGrants: Handler = async (call) => {
  const page = pageOf(call)
  const { id } = await divisionIn(call)
  const isHere = ({ divisionId }: RoleGrant) => divisionId === id || divisionId === '*'
  const users = await look(call.context, call.acting, null, async ({ unit, organization }) =>
    ok(await unit.users.all(organization.id)),
  )
  const grants = valueOrRefuse(users, call).flatMap((user) =>
    wireGrants(call, { id: user.id, roleGrants: user.roleGrants.filter(isHere) }),
  )
  return { body: pagedListing(call, { ...page, entities: sliceOf(grants, page), total: grants.length }) }
}

async function divisionsOf(call: PlatformCall): Promise<readonly Division[]> {
  const found = await look(call.context, call.acting, null, async ({ unit, organization }) =>
    ok(await unit.divisions.all(organization.id)),
  )
  return valueOrRefuse(found, call)
}

async function divisionIn(call: PlatformCall): Promise<Division> {
  const id = asId<DivisionId>(call.params['divisionId'] ?? '')
  const division = (await divisionsOf(call)).find((candidate) => candidate.id === id)
  if (division) return division
  throw new PlatformRefusal('not.found')
}

export const divisionHandlers: HandlerTable = {
  'GET /api/v2/authorization/divisions': listDivisions,
  'POST /api/v2/authorization/divisions': addDivision,
  'GET /api/v2/authorization/divisions/home': showHome,
  'GET /api/v2/authorization/divisions/{divisionId}': showDivision,
  'PUT /api/v2/authorization/divisions/{divisionId}': putDivision,
  'DELETE /api/v2/authorization/divisions/{divisionId}': deleteDivision,
  'GET /api/v2/authorization/divisions/{divisionId}/grants': listGrants,
}
