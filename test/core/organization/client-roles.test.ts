import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asId, type DivisionId, type RoleId } from '../../../core/model/brand.ts'
import type { RoleGrant } from '../../../core/model/directory.ts'
import { DraftRules, grantOf, serviceDraft } from '../../support/draft-rules.ts'
import { refusalOf } from '../../support/results.ts'

let rules: DraftRules
beforeAll(async () => {
  rules = await DraftRules.open()
})
afterAll(() => rules.close())

describe('roles', () => {
  it('are needed by client credentials (C6)', async () => {
    expect(await rules.refuse(serviceDraft([]))).toEqual({
      code: 'client_role_required',
      field: 'roleGrants',
      rule: 'C6',
    })
  })

  it('are refused for clients that act for users (C6)', async () => {
    expect(await rules.refuse({ roleGrants: [grantOf(rules.employee)] })).toMatchObject({
      code: 'client_roles_not_applicable',
      field: 'roleGrants',
      rule: 'C6',
    })
  })

  it('are tied to a division or to all, each pair once (C6)', async () => {
    const roleGrants = [
      grantOf(rules.employee),
      grantOf(rules.employee, rules.homeId),
      grantOf(rules.employee),
    ]
    expect((await rules.accept(serviceDraft(roleGrants))).roleGrants).toEqual([
      grantOf(rules.employee),
      grantOf(rules.employee, rules.homeId),
    ])
  })

  it('must exist, and so must their division (C6)', async () => {
    const nowhere = asId<DivisionId>('00000000-0000-4000-8000-000000000000')
    expect(await rules.refuse(serviceDraft([grantOf(rules.employee, nowhere)]))).toEqual({
      code: 'division_not_found',
      field: 'roleGrants',
      value: nowhere,
      rule: 'C6',
    })
    const missing = asId<RoleId>('00000000-0000-4000-8000-000000000001')
    expect(await rules.refuse(serviceDraft([{ roleId: missing, divisionId: '*' }]))).toEqual({
      code: 'role_not_found',
      field: 'roleGrants',
      value: missing,
      rule: 'C6',
    })
  })
})

describe('giving roles to a client', () => {
  it('takes holding the role in that division or in all (C6)', async () => {
    const sales = await rules.organization.division('Sales')
    const everywhere = await rules.organization.user('Ada Everywhere', 'Developer', 'Employee')
    const inSales = await rules.organization.user('Sam Sales', 'Developer', ['Employee', sales.id])
    const nowhere = await rules.organization.user('Nora Nowhere', 'Developer')
    const tries = async (user: typeof everywhere, divisionId: RoleGrant['divisionId']) => {
      const draft = serviceDraft([grantOf(rules.employee, divisionId)])
      return rules.workspace.admin['client.create']({ acting: rules.organization.as(user), draft })
    }
    const notHeld = (user: string, division: string) => ({
      code: 'role_not_held',
      field: 'roleGrants',
      value: 'Employee',
      rule: 'C6',
      params: { role: 'Employee', division, user },
    })

    expect((await tries(everywhere, '*')).ok).toBe(true)
    expect((await tries(everywhere, sales.id)).ok).toBe(true)
    expect((await tries(inSales, sales.id)).ok).toBe(true)
    expect(refusalOf(await tries(inSales, rules.homeId))).toEqual(notHeld('Sam Sales', 'Home'))
    expect(refusalOf(await tries(inSales, '*'))).toEqual(notHeld('Sam Sales', '*'))
    expect(refusalOf(await tries(nowhere, sales.id))).toEqual(notHeld('Nora Nowhere', 'Sales'))
  })

  it('takes the role itself, not only its permissions (C6)', async () => {
    const twin = await rules.organization.newRole('Employee twin', rules.employee.patterns)
    expect(await rules.refuse(serviceDraft([grantOf(twin)]))).toMatchObject({
      code: 'role_not_held',
      value: 'Employee twin',
    })
  })
})
