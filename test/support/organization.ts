import type { AdminClient, InputOf, OutputOf } from '../../core/contract/contract.ts'
import {
  asId,
  type ClientId,
  type DivisionId,
  type OrganizationId,
  type UserId,
} from '../../core/model/brand.ts'
import type { RoleDivision } from '../../core/model/directory.ts'
import { valueOf } from './results.ts'

export type OrganizationWish = Partial<InputOf<'organization.create'>>
export type Draft = InputOf<'client.create'>['draft']
export type DraftWish = Partial<Draft>
export type CreatedClient = OutputOf<'client.create'>
export type Client = CreatedClient['client']
export type Authorization = OutputOf<'app.authorize'>
export type Role = OutputOf<'role.create'>
export type User = OutputOf<'user.create'>
/** A role by its name, everywhere or in a division. */
export type RoleWish = string | readonly [name: string, divisionId: RoleDivision]

/** In which organization and as whom an operation is called. */
export interface ActingAs {
  readonly organizationId: OrganizationId
  readonly userId: UserId
}

/** Drafts that every rule allows, one of each grant type. */
export const drafts = {
  code: {
    name: 'Agent Desktop',
    grantType: 'CODE',
    scopes: ['users:readonly'],
    redirectUris: ['https://app.example.com/callback'],
  },
  implicit: {
    name: 'Wallboard',
    grantType: 'TOKEN',
    scopes: ['users:readonly'],
    redirectUris: ['https://wall.example.com/'],
  },
  saml: { name: 'Payroll Bridge', grantType: 'SAML2-BEARER', scopes: ['users:readonly'] },
} as const

/** One organization as its first administrator sees it, with short ways to what tests need. */
export class TestOrganization {
  readonly admin: AdminClient
  readonly id: OrganizationId
  readonly homeDivisionId: DivisionId
  readonly administratorId: UserId
  /** The first administrator. */
  readonly acting: ActingAs

  private constructor(admin: AdminClient, shown: OutputOf<'organization.show'>) {
    this.admin = admin
    this.id = shown.organization.id
    this.homeDivisionId = asId(shown.homeDivisionId)
    this.administratorId = shown.administratorId
    this.acting = { organizationId: this.id, userId: this.administratorId }
  }

  static async enter(admin: AdminClient, id: OrganizationId): Promise<TestOrganization> {
    return new TestOrganization(admin, valueOf(await admin['organization.show']({ organizationId: id })))
  }

  as(user: { readonly id: UserId }): ActingAs {
    return { organizationId: this.id, userId: user.id }
  }

  async role(name: string): Promise<Role> {
    const roles = valueOf(await this.admin['role.list']({ organizationId: this.id }))
    const found = roles.find((role) => role.name === name)
    if (!found) throw new Error(`there is no role \`${name}\``)
    return found
  }

  async newRole(name: string, patterns: readonly string[]): Promise<Role> {
    return valueOf(await this.admin['role.create']({ acting: this.acting, name, patterns }))
  }

  async division(name: string): Promise<OutputOf<'division.create'>> {
    return valueOf(await this.admin['division.create']({ acting: this.acting, name }))
  }

  /** A new user with these roles. */
  async user(name: string, ...roles: readonly RoleWish[]): Promise<User> {
    const email = `${name.toLowerCase().replaceAll(' ', '.')}@example.com`
    let user = valueOf(await this.admin['user.create']({ acting: this.acting, email, name }))
    for (const wish of roles) user = await this.grant(user.id, wish)
    return user
  }

  async grant(userId: UserId, wish: RoleWish): Promise<User> {
    const [name, divisionId]: readonly [string, RoleDivision] = typeof wish === 'string' ? [wish, '*'] : wish
    const role = await this.role(name)
    const giving = { acting: this.acting, userId, roleId: role.id, divisionId }
    return valueOf(await this.admin['user.grantRole'](giving))
  }

  /** A client made by the administrator; a code client that is not authorized, where nothing else is asked for. */
  async client(draft: DraftWish = {}, authorize = false): Promise<CreatedClient> {
    const order = { acting: this.acting, draft: { ...drafts.code, ...draft }, authorize }
    return valueOf(await this.admin['client.create'](order))
  }

  /** A client-credentials client with these roles. */
  async service(name: string, ...roles: readonly RoleWish[]): Promise<CreatedClient> {
    const roleGrants = await Promise.all(
      roles.map(async (wish) => {
        const [role, divisionId] = withDivision(wish)
        return { roleId: (await this.role(role)).id, divisionId }
      }),
    )
    const draft = { name, grantType: 'CLIENT-CREDENTIALS', roleGrants }
    return valueOf(await this.admin['client.create']({ acting: this.acting, draft }))
  }

  async show(clientId: ClientId): Promise<OutputOf<'client.show'>> {
    return valueOf(await this.admin['client.show']({ acting: this.acting, clientId }))
  }

  async authorize(
    clientId: ClientId,
    scopes: readonly string[],
    terms: Partial<InputOf<'app.authorize'>> = {},
  ): Promise<Authorization> {
    const order = { acting: this.acting, clientId, scopes, ...terms }
    return valueOf(await this.admin['app.authorize'](order))
  }

  async ask(
    clientId: ClientId,
    user: string | null,
    operation: string,
    division: string | null = null,
  ): Promise<OutputOf<'access.ask'>> {
    return valueOf(
      await this.admin['access.ask']({ acting: this.acting, clientId, user, operation, division }),
    )
  }

  /** Every event of the organization, oldest first. */
  async events(): Promise<OutputOf<'event.list'>['events'][number]['event'][]> {
    const { events } = valueOf(await this.admin['event.list']({ organizationId: this.id, limit: 1_000 }))
    return events.map(({ event }) => event).reverse()
  }

  async importDocument(text: string, name = 'test.json'): Promise<OutputOf<'catalogue.import'>> {
    const source = { kind: 'text' as const, name, text }
    return valueOf(await this.admin['catalogue.import']({ acting: this.acting, source }))
  }

  async moveClock(advance: string): Promise<OutputOf<'clock.advance'>> {
    const move = { acting: this.acting, advance, confirmRemovals: true }
    return valueOf(await this.admin['clock.advance'](move))
  }
}

function withDivision(wish: RoleWish): readonly [string, RoleDivision] {
  return typeof wish === 'string' ? [wish, '*'] : wish
}

/** The draft that leaves a client as it is, to change one field of it. */
export function draftOf(client: Client): Draft {
  const { name, description, contact, environment, grantType, pkce, tokenDuration } = client
  const { redirectUris, scopes, roleGrants, addressRanges } = client
  const texts = { name, description, contact, environment, grantType, pkce, tokenDuration }
  return { ...texts, redirectUris, scopes, roleGrants, addressRanges }
}
