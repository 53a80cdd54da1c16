import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { changeRoles } from '../../../core/organization/change-roles.ts'
import type { Context } from '../../../core/organization/context.ts'
import { removeDivision, renameDivision } from '../../../core/organization/edit-division.ts'
import { editUser } from '../../../core/organization/edit-user.ts'
import { removeRole } from '../../../core/organization/remove-role.ts'
import { SeededRandom } from '../../../core/organization/sample/seeded-random.ts'
import type { TestOrganization } from '../../support/organization.ts'
import type { Acting } from '../../../core/organization/context.ts'
import type { Failure } from '../../../core/model/failure.ts'
import type { Result } from '../../../core/model/result.ts'
import { valueOf } from '../../support/results.ts'
import { openWorkspace, type Workspace } from '../../support/workspace.ts'

let workspace: Workspace
let organization: TestOrganization
let context: Context
let acting: Extract<Acting, { readonly userId: unknown }>

beforeEach(async () => {
  workspace = await openWorkspace()
  organization = await workspace.organization()
  const { store, clock } = workspace
  acting = { organizationId: organization.id, userId: organization.administratorId, language: 'en' }
  context = { store, clock: () => clock.now(), random: new SeededRandom('directory') }
})
afterEach(() => workspace[Symbol.asyncDispose]())

/** What a use case did. */
function done<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value
  throw new Error(`refused: ${result.failure.code}`)
}

/** Why a use case refused. */
function refusalOf(result: Result<unknown>): Failure {
  if (!result.ok) return result.failure
  throw new Error('it was not refused')
}

async function undoNewest(): Promise<void> {
  const { admin } = workspace
  const { events } = valueOf(await admin['event.list']({ organizationId: organization.id, limit: 1 }))
  const sequence = events[0]?.event.sequence ?? 0
  valueOf(await admin['event.undo']({ acting: acting, sequence }))
}

const userNow = async (user: string) =>
  valueOf(await workspace.admin['user.show']({ organizationId: organization.id, user }))

describe('an edited user', () => {
  it('has the new name, address and state, in one act that can be undone (C11)', async () => {
    const { id, revision, name, email } = await organization.user('Lena Brandt')
    const change = { name: 'Lena Maier', email: 'LENA.MAIER@bank.example', state: 'inactive' } as const
    done(await editUser(context, acting, { userId: id, revision, ...change }))
    expect(await userNow(id)).toMatchObject({ ...change, email: 'lena.maier@bank.example' })
    await undoNewest()
    expect(await userNow(id)).toMatchObject({ name, email, state: 'active' })
  })

  it('is refused where it changed meanwhile, or nothing would change (C11)', async () => {
    const { id: userId, revision } = await organization.user('Lena Brandt')
    const edit = (change: object) => editUser(context, acting, { userId, revision, ...change })
    expect(refusalOf(await edit({}))).toMatchObject({ code: 'nothing_changed' })
    done(await edit({ name: 'Lena Maier' }))
    expect(refusalOf(await edit({ name: 'Late' }))).toMatchObject({ code: 'record_changed', rule: 'C11' })
  })
})

describe('roles that are changed together (O6)', () => {
  it('come and go in one act, which can be undone', async () => {
    const user = await organization.user('Lena Brandt')
    const [one, two] = [
      await organization.newRole('One', ['a:b:c']),
      await organization.newRole('Two', ['a:b:d']),
    ]
    const give = (role: { readonly id: typeof one.id }) => ({ roleId: role.id, divisionId: '*' as const })
    const change = (...given: readonly ReturnType<typeof give>[]) =>
      changeRoles(context, acting, {
        userIds: [user.id],
        change: (held) => ({ give: given, take: held }),
      })
    done(await change(give(one)))
    done(await change(give(two)))
    expect((await userNow(user.id)).roleGrants).toEqual([give(two)])
    await undoNewest()
    expect((await userNow(user.id)).roleGrants).toEqual([give(one)])
  })

  it('are refused to who may neither give nor take any, also where there is nothing to do', async () => {
    const user = await organization.user('Lena Brandt')
    const lesser = { ...acting, userId: user.id }
    const nothing = { userIds: [user.id], change: () => ({ give: [], take: [] }) }
    expect(refusalOf(await changeRoles(context, lesser, nothing))).toMatchObject({
      code: 'permission_missing',
      value: 'authorization:grant:add',
    })
    expect((await changeRoles(context, acting, nothing)).ok).toBe(true)
  })
})

describe('what is still in use (O3)', () => {
  it('keeps a role that somebody holds, and lets it go afterwards', async () => {
    const user = await organization.user('Lena Brandt')
    const role = await organization.newRole('Held', ['a:b:c'])
    const grant = { acting: acting, userId: user.id, roleId: role.id, divisionId: '*' as const }
    valueOf(await workspace.admin['user.grantRole'](grant))
    const remove = () => removeRole(context, acting, role.id)
    expect(refusalOf(await remove())).toMatchObject({
      code: 'still_in_use',
      value: 'Held',
      params: { users: 1, clients: 0 },
    })
    valueOf(await workspace.admin['user.ungrantRole'](grant))
    expect(done(await remove()).id).toBe(role.id)
  })

  it('keeps an app limited to a role that is gone, so that nobody else may use it (A6)', async () => {
    const role = await organization.newRole('Limit', ['a:b:c'])
    const { client } = await organization.client({ scopes: ['users'] })
    await organization.authorize(client.id, ['users'], { roleIds: [role.id] })
    done(await removeRole(context, acting, role.id))
    const user = await organization.user('Lena Brandt')
    const { checks } = await organization.ask(client.id, user.id, 'GET /api/v2/users')
    expect(checks.find(({ rule }) => rule === 'P2.3')?.result).toBe('failed')
  })

  it('keeps the home division, and every name unique (O2)', async () => {
    const berlin = await organization.division('Berlin')
    const rename = (name: string) => renameDivision(context, acting, { divisionId: berlin.id, name })
    expect(refusalOf(await rename('home'))).toMatchObject({ code: 'division_name_taken' })
    expect(done(await rename('BERLIN')).name).toBe('BERLIN')
    expect(refusalOf(await removeDivision(context, acting, organization.homeDivisionId))).toMatchObject({
      code: 'division_is_home',
    })
    expect(done(await removeDivision(context, acting, berlin.id)).name).toBe('BERLIN')
  })
})
