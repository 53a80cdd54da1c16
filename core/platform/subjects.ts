import { asId, type ClientId, type RoleId, type UserId } from '../model/brand.ts'
import type { RoleGrant } from '../model/directory.ts'
import { ok } from '../model/result.ts'
import { changeRoles, type RoleChange } from '../organization/change-roles.ts'
import { look } from '../organization/context.ts'
import { isSameGrant } from '../organization/users.ts'
import { valueOrRefuse } from './failure-codes.ts'
import type { Handler, HandlerTable, PlatformAnswer, PlatformCall } from './platform-call.ts'
import { PlatformRefusal } from './platform-refusal.ts'
import { bodyOf } from './read-body.ts'
import { divisionOf, grantsOf, roleDivisionGrants, wireGrants } from './role-grants.ts'

/** A user, or a client-credentials client, as somebody who holds roles. */
interface Subject {
  readonly id: string
  readonly name: string
  readonly roleGrants: readonly RoleGrant[]
}

/** Whoever calls: the token's user, or the client itself. */
const showMe: Handler = (call) => Promise.resolve(answerFor(call, call.live.user ?? call.client))

const showSubject: Handler = async (call) => {
  const id = call.params['subjectId'] ?? ''
  const found = await look(call.context, call.acting, null, async ({ unit, organization }) =>
    ok<Subject | undefined>(
      (await unit.users.get(organization.id, asId<UserId>(id))) ??
        (await unit.clients.get(organization.id, asId<ClientId>(id))),
    ),
  )
  const subject = valueOrRefuse(found, call)
  if (!subject) throw new PlatformRefusal('not.found')
  return answerFor(call, subject)
}

function answerFor(call: PlatformCall, subject: Subject): PlatformAnswer {
  const { id, name } = subject
  return {
    body: { id, name, grants: wireGrants(call, subject), selfUri: `/api/v2/authorization/subjects/${id}` },
  }
}

const bulkAdd: Handler = (call) => {
  const give = grantsOf(call, bodyOf(call, roleDivisionGrants))
  return change(call, () => ({ give, take: [] }), 204)
}

const bulkRemove: Handler = (call) => {
  const take = grantsOf(call, bodyOf(call, roleDivisionGrants))
  return change(call, () => ({ give: [], take }), 204)
}

/** What is held and not named goes. */
const bulkReplace: Handler = (call) => {
  const give = grantsOf(call, bodyOf(call, roleDivisionGrants))
  const isNamed = (held: RoleGrant) => give.some((grant) => isSameGrant(grant, held))
  return change(call, (held) => ({ give, take: held.filter((grant) => !isNamed(grant)) }), 204)
}

const giveOne: Handler = (call) => change(call, () => ({ give: [grantInPath(call)], take: [] }), 200)
const takeOne: Handler = (call) => change(call, () => ({ give: [], take: [grantInPath(call)] }), 200)

function grantInPath(call: PlatformCall): RoleGrant {
  const { roleId = '', divisionId = '' } = call.params
  return { roleId: asId<RoleId>(roleId), divisionId: divisionOf(call, divisionId) }
}

/** The roles of a client are its own record's: `PUT /oauth/clients/{clientId}` changes them (C6). */
async function change(
  call: PlatformCall,
  wanted: (held: readonly RoleGrant[]) => RoleChange,
  status: 200 | 204,
): Promise<PlatformAnswer> {
  const subjectType = call.request.query.get('subjectType') ?? 'PC_USER'
  if (subjectType !== 'PC_USER') {
    throw new PlatformRefusal('invalid.value', {
      params: { field: 'subjectType', reason: 'only roles of a PC_USER are changed here' },
      details: [{ errorCode: 'invalid.value', fieldName: 'subjectType' }],
    })
  }
  const userIds = [asId<UserId>(call.params['subjectId'] ?? '')]
  valueOrRefuse(await changeRoles(call.context, call.acting, { userIds, change: wanted }), call)
  return { status }
}

export const subjectHandlers: HandlerTable = {
  'GET /api/v2/authorization/subjects/me': showMe,
  'GET /api/v2/authorization/subjects/{subjectId}': showSubject,
  'POST /api/v2/authorization/subjects/{subjectId}/bulkadd': bulkAdd,
  'POST /api/v2/authorization/subjects/{subjectId}/bulkremove': bulkRemove,
  'POST /api/v2/authorization/subjects/{subjectId}/bulkreplace': bulkReplace,
  'POST /api/v2/authorization/subjects/{subjectId}/divisions/{divisionId}/roles/{roleId}': giveOne,
  'DELETE /api/v2/authorization/subjects/{subjectId}/divisions/{divisionId}/roles/{roleId}': takeOne,
}
