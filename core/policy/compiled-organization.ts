import type { AppAuthorization } from '../model/app-authorization.ts'
import type { ClientId, DivisionId, RoleId, UserId } from '../model/brand.ts'
import type { AccessQuestion } from '../model/decision.ts'
import type { Division, User } from '../model/directory.ts'
import type { OAuthClient } from '../model/oauth-client.ts'
import { operationName } from '../model/operation.ts'
import { hasBit, overlaps, type BitSet } from './bit-set.ts'
import type { CompiledCatalogue } from './compile-catalogue.ts'
import type { CompiledRole } from './compile-role.ts'
import type { OrganizationView } from './organization-view.ts'

/** Stands for any division in a numbered question. */
export const ANY_DIVISION = -1
/** Stands for an app, a user, an operation or a division that is not there. */
const NOTHING = -2

/**
 * What somebody may call by the roles held, apart from any app (P2.5): with roles of whatever division, with those held
 * in all divisions, and for each division in which a role is held with those in force there. `roles` are all that are
 * held (P2.3).
 */
export interface Holdings {
  readonly anywhere: BitSet
  readonly everywhere: BitSet
  readonly inDivision: readonly (BitSet | undefined)[]
  readonly roles: BitSet
}

/** An inactive user has roles, and may call nothing (P2.5). */
export interface CompiledUser {
  readonly user: User
  readonly holdings: Holdings
}

/**
 * `reach` is what the app may call by its state, authorization and scopes, before anybody's permissions (P2.1, P2.2,
 * P2.4, P2.6); `limit` are the roles of which a user must hold one, null for everybody (P2.3). A client-credentials
 * client calls for itself: `own` is what it may call by its own roles, null for every other client.
 */
export interface CompiledApp {
  readonly client: OAuthClient
  readonly authorization: AppAuthorization | undefined
  readonly reach: BitSet
  readonly limit: BitSet | null
  readonly own: Holdings | null
}

/**
 * An organization with every name replaced by a number and every pattern by what it stands for, so that a yes or no is
 * the test of two bits. Immutable: a changed organization, or an assumed one, is a second value, which shares with the
 * first whatever is the same. It also answers what `decide` looks up, so that reasons come from the same records.
 */
export interface CompiledOrganization extends OrganizationView {
  readonly catalogue: CompiledCatalogue
  readonly divisions: readonly Division[]
  readonly apps: readonly CompiledApp[]
  readonly users: readonly CompiledUser[]
  /** The reach of each app once more, where a yes or no finds it without a detour. */
  readonly reaches: readonly BitSet[]
  /** 1 for each app that acts for users, whatever their roles: nothing else of it needs to be looked at. */
  readonly actsForAll: Uint8Array
  /** What each user may call, likewise: in any division, then in each; the next user follows. */
  readonly openings: readonly BitSet[]
  readonly appNumbers: ReadonlyMap<ClientId, number>
  readonly userNumbers: ReadonlyMap<UserId, number>
  /** Also of divisions and roles that are only named in a grant. */
  readonly divisionNumbers: ReadonlyMap<DivisionId, number>
  readonly roleNumbers: ReadonlyMap<RoleId, number>
  readonly compiledRoles: ReadonlyMap<RoleId, CompiledRole>
  /** Authorizations of clients that are not there. */
  readonly strayAuthorizations: ReadonlyMap<ClientId, AppAuthorization>
}

/** A question in numbers: places in `apps`, `users`, the catalogue's `operations`, and a division or `ANY_DIVISION`. */
export interface NumberedQuestion {
  readonly app: number
  /** Of no account for an app that acts for itself. */
  readonly user: number
  readonly operation: number
  readonly division: number
}

/** May this app, for this user, make this call (P2)? A number that stands for nothing denies (P5). */
export function mayCall(organization: CompiledOrganization, question: NumberedQuestion): boolean {
  const { operation } = question
  const reach = organization.reaches[question.app]
  if (!reach || !hasBit(reach, operation)) return false
  const isPlain = organization.actsForAll[question.app] === 1
  const opening = isPlain ? userOpening(organization, question) : appOpening(organization, question)
  return opening !== undefined && hasBit(opening, operation)
}

/** What the user may call. A division that is not there has no place among the openings: it would be another user's. */
function userOpening(
  { openings, users, divisionNumbers }: CompiledOrganization,
  { user, division }: NumberedQuestion,
): BitSet | undefined {
  const places = divisionNumbers.size + 1
  const isThere = division >= ANY_DIVISION && division < divisionNumbers.size
  return isThere ? openings[user * places + division + 1] : users[user]?.holdings.everywhere
}

/** What a client may call by its own roles, or what the user may, where the app is not limited to others. */
function appOpening(organization: CompiledOrganization, question: NumberedQuestion): BitSet | undefined {
  const app = organization.apps[question.app]
  if (app?.own) return operationsOf(app.own, question.division)
  const user = organization.users[question.user]
  return app && user && isAdmitted(app, user) ? userOpening(organization, question) : undefined
}

/** What these holdings open in a division, or in any. */
export function operationsOf(holdings: Holdings, division: number): BitSet {
  if (division === ANY_DIVISION) return holdings.anywhere
  return (division < 0 ? undefined : holdings.inDivision[division]) ?? holdings.everywhere
}

/** May the app act for this user at all, where it is limited to roles (P2.3)? */
export function isAdmitted(
  app: Pick<CompiledApp, 'limit'>,
  { holdings }: Pick<CompiledUser, 'holdings'>,
): boolean {
  return app.limit === null || overlaps(app.limit, holdings.roles)
}

/** The question in the organization's numbers. */
export function numberQuestion(
  organization: CompiledOrganization,
  question: AccessQuestion,
): NumberedQuestion {
  const { userId } = question
  const operation = organization.operation(question.operation)
  return {
    app: organization.appNumbers.get(question.clientId) ?? NOTHING,
    user: (userId === null ? undefined : organization.userNumbers.get(userId)) ?? NOTHING,
    operation:
      (operation && organization.catalogue.operationNumbers.get(operationName(operation))) ?? NOTHING,
    division: numberDivision(organization, question.divisionId),
  }
}

/** The number of a division, or `ANY_DIVISION` for null. */
export function numberDivision(
  organization: Pick<CompiledOrganization, 'divisionNumbers'>,
  id: DivisionId | null,
): number {
  return id === null ? ANY_DIVISION : (organization.divisionNumbers.get(id) ?? NOTHING)
}
