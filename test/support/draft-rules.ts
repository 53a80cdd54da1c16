import { expect } from 'vitest'
import type { DivisionId } from '../../core/model/brand.ts'
import type { RoleGrant } from '../../core/model/directory.ts'
import { drafts, type Draft, type DraftWish, type Role, type TestOrganization } from './organization.ts'
import { refusalOf, valueOf } from './results.ts'
import { openWorkspace, type Workspace } from './workspace.ts'

/** An organization in which the rules about the fields of a client are tried (C1 to C6). */
export class DraftRules {
  readonly workspace: Workspace
  readonly organization: TestOrganization
  readonly employee: Role
  readonly scim: Role

  private constructor(
    workspace: Workspace,
    organization: TestOrganization,
    roles: { readonly employee: Role; readonly scim: Role },
  ) {
    this.workspace = workspace
    this.organization = organization
    this.employee = roles.employee
    this.scim = roles.scim
  }

  static async open(): Promise<DraftRules> {
    const workspace = await openWorkspace()
    const organization = await workspace.organization()
    const employee = await organization.role('Employee')
    return new DraftRules(workspace, organization, {
      employee,
      scim: await organization.role('SCIM Integration'),
    })
  }

  get homeId(): DivisionId {
    return this.organization.homeDivisionId
  }

  async close(): Promise<void> {
    await this.workspace[Symbol.asyncDispose]()
  }

  create(draft: DraftWish) {
    const whole: Draft = { ...drafts.code, ...draft }
    return this.workspace.admin['client.create']({ acting: this.organization.acting, draft: whole })
  }

  /** Registers what a rule allows. */
  async accept(draft: DraftWish) {
    return valueOf(await this.create(draft)).client
  }

  /** Tells how a rule refuses, and makes sure that nothing was written. */
  async refuse(draft: DraftWish) {
    const before = await this.organization.events()
    const refusal = refusalOf(await this.create(draft))
    expect(await this.organization.events()).toEqual(before)
    return refusal
  }
}

export function grantOf(role: Role, divisionId: RoleGrant['divisionId'] = '*'): RoleGrant {
  return { roleId: role.id, divisionId }
}

/** A draft of a client-credentials client with these roles. */
export function serviceDraft(roleGrants: readonly RoleGrant[], more: DraftWish = {}): Draft {
  const name = 'Provisioning Service'
  return { name, grantType: 'CLIENT-CREDENTIALS', scopes: [], redirectUris: [], roleGrants, ...more }
}
