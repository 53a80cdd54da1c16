import type { DivisionId } from '../model/brand.ts'
import type { Division, RoleGrant } from '../model/directory.ts'
import { fail, ok, type Result } from '../model/result.ts'
import { act, type Acting, type Context, type Doing } from './context.ts'
import { checkDivisionName } from './organizations.ts'

/** Gives a division another name (O2). */
export function renameDivision(
  context: Context,
  acting: Acting,
  wanted: { readonly divisionId: DivisionId; readonly name: string },
): Promise<Result<Division>> {
  return act(context, acting, 'authorization:division:edit', async (doing) => {
    const found = await findDivisionById(doing, wanted.divisionId)
    if (!found.ok) return found
    const former = found.value
    const name = await checkDivisionName(doing, wanted.name, former)
    if (!name.ok) return name
    if (name.value === former.name) return fail({ code: 'nothing_changed', value: former.name, rule: 'C11' })
    const after = { ...former, name: name.value }
    await doing.unit.put.division(doing.organization.id, after)
    await record(doing, { action: 'division.rename', before: former, after })
    return ok(after)
  })
}

/** Removes a division in which nobody holds a role any more; the home division stays (O2). */
export function removeDivision(
  context: Context,
  acting: Acting,
  divisionId: DivisionId,
): Promise<Result<Division>> {
  return act(context, acting, 'authorization:division:delete', async (doing) => {
    const found = await findDivisionById(doing, divisionId)
    if (!found.ok) return found
    const division = found.value
    if (division.isHome) return fail({ code: 'division_is_home', value: division.name, rule: 'O2' })
    const isHere = ({ roleGrants }: { readonly roleGrants: readonly RoleGrant[] }) =>
      roleGrants.some((grant) => grant.divisionId === divisionId)
    const users = (await doing.unit.users.all(doing.organization.id)).filter(isHere).length
    const clients = (await doing.unit.clients.all(doing.organization.id)).filter(isHere).length
    if (users + clients > 0) {
      return fail({ code: 'still_in_use', value: division.name, rule: 'O3', params: { users, clients } })
    }
    await doing.unit.remove.division(doing.organization.id, divisionId)
    await record(doing, { action: 'division.remove', before: division, after: null })
    return ok(division)
  })
}

async function findDivisionById(doing: Doing, id: DivisionId): Promise<Result<Division>> {
  const divisions = await doing.unit.divisions.all(doing.organization.id)
  const division = divisions.find((candidate) => candidate.id === id)
  return division ? ok(division) : fail({ code: 'division_not_found', field: 'division', value: id })
}

async function record(
  doing: Doing,
  step: { readonly action: string; readonly before: Division; readonly after: Division | null },
): Promise<void> {
  const { id, name } = doing.organization
  await doing.record({ ...step, target: { kind: 'organization', id, name } })
}
