import { asId, type ClientId, type DivisionId, type RoleId, type UserId } from '../model/brand.ts'
import type { AccessQuestion, Change, Explanation } from '../model/decision.ts'
import type { Division, User } from '../model/directory.ts'
import { operationName } from '../model/operation.ts'
import { fail, ok, type Result } from '../model/result.ts'
import { explain } from '../policy/explain.ts'
import { readRole, type OrganizationView } from '../policy/organization-view.ts'
import {
  describeChange,
  describeCheck,
  type DescribedChange,
  type DescribedCheck,
} from '../wording/describe-decision.ts'
import { say, type Language } from '../wording/say.ts'
import { findApp } from './authorizations.ts'
import { look, type Acting, type Looking } from './context.ts'
import type { ClientContext } from './clients.ts'
import type { LoadedCatalogue } from './loaded-catalogue.ts'
import type { ReadUnit } from './ports.ts'
import { isSnapshot, reviewer } from './reviewer.ts'

/** The question as a person asks it: a user by id or e-mail address, a division by id or name. */
export interface AskInput {
  readonly clientId: ClientId
  readonly user: string | null
  readonly operation: string
  readonly division: string | null
}

/** The answer in the person's language, with what it was about. */
export interface Answer {
  readonly outcome: 'allow' | 'deny'
  readonly summary: string
  readonly checks: readonly DescribedCheck[]
  readonly wouldAllow: readonly (readonly DescribedChange[])[]
  readonly moreSets: number
  readonly asked: {
    readonly clientName: string
    readonly userId: string | null
    readonly userName: string | null
    readonly operation: string
    readonly divisionName: string | null
  }
  readonly enforceScopes: boolean
  readonly now: string
  readonly operations: number
}

/** May this app, for this user, make this call, and why (P2, P3)? */
export function ask(context: ClientContext, acting: Acting, input: AskInput): Promise<Result<Answer>> {
  return look(context, acting, 'oauth:client:view', async (looking) => {
    const { unit, organization } = looking
    const divisions = await unit.divisions.all(organization.id)
    const division = findDivision(divisions, input.division)
    if (input.division !== null && !division) {
      return fail({ code: 'division_not_found', field: 'division', value: input.division, rule: 'P2.5' })
    }
    const catalogue = await context.catalogues.of(unit, organization.id)
    const user = input.user === null ? undefined : await findUser(unit, organization.id, input.user)
    const view = await viewFor(looking, { catalogue, divisions, clientId: input.clientId, user })
    const question: AccessQuestion = {
      clientId: input.clientId,
      userId: user?.id ?? (input.user === null ? null : asId<UserId>(input.user)),
      operation: input.operation,
      divisionId: division?.id ?? null,
    }
    const explanation = explain(question, view)
    return ok(answer(explanation, question, { view, language: looking.language, catalogue, user, division }))
  })
}

/** What the engine may look up, read once: this client, its authorization, this user, and the roles. */
async function viewFor(
  looking: Looking,
  given: {
    readonly catalogue: LoadedCatalogue
    readonly divisions: readonly Division[]
    readonly clientId: ClientId
    readonly user: User | undefined
  },
): Promise<OrganizationView> {
  const { unit, organization, now, roles, homeDivisionId } = looking
  const client = (await findApp(unit, organization.id, given.clientId))?.client
  const authorization = await unit.authorizations.get(organization.id, given.clientId)
  const rolesById = new Map(roles.map((role) => [role.id, readRole(role)]))
  const names = new Map(given.divisions.map((division) => [division.id, division.name]))
  return {
    now,
    enforceScopes: organization.settings.enforceScopes,
    homeDivisionId,
    roles,
    client: (id) => (id === given.clientId ? client : undefined),
    authorization: (id) => (id === given.clientId ? authorization : undefined),
    user: (id) => (id === given.user?.id ? given.user : undefined),
    role: (id) => rolesById.get(id),
    divisionName: (id) => names.get(id),
    operation: (name) => given.catalogue.index.find(name),
  }
}

function answer(
  explanation: Explanation,
  question: AccessQuestion,
  about: {
    readonly view: OrganizationView
    readonly language: Language
    readonly catalogue: LoadedCatalogue
    readonly user: User | undefined
    readonly division: Division | undefined
  },
): Answer {
  const { view, language, catalogue, user, division } = about
  const { decision, wouldAllow, moreSets } = explanation
  const client = view.client(question.clientId)
  const found = view.operation(question.operation)
  const operation = found ? operationName(found) : question.operation
  const clientName = client?.name ?? question.clientId
  const userName = user?.name ?? question.userId
  const hasUser = client?.grantType !== 'client_credentials' && userName !== null
  const summary = say(language, `answer.${decision.outcome}_${hasUser ? 'user' : 'self'}`, {
    client: clientName,
    user: userName ?? '',
    operation,
    where: division ? say(language, 'answer.where', { division: division.name }) : '',
  })
  const names = {
    client: clientName,
    user: userName ?? '',
    role: (id: string) => {
      const role = view.role(asId<RoleId>(id))
      return { name: role?.name ?? id, patterns: role?.patterns.length ?? 0 }
    },
    division: (id: string) => view.divisionName(asId<DivisionId>(id)) ?? id,
  }
  return {
    outcome: decision.outcome,
    summary,
    checks: decision.checks.map((check) => describeCheck(check, language)),
    wouldAllow: wouldAllow.map((set: readonly Change[]) =>
      set.map((change) => describeChange(change, names, language)),
    ),
    moreSets,
    asked: {
      clientName,
      userId: user?.id ?? null,
      userName: userName ?? null,
      operation,
      divisionName: division?.name ?? null,
    },
    enforceScopes: view.enforceScopes,
    now: view.now.toISOString(),
    operations: catalogue.index.operations.length,
  }
}

/** A user by id or by e-mail address. */
export async function findUser(
  unit: ReadUnit,
  organizationId: Acting['organizationId'],
  text: string,
): Promise<User | undefined> {
  const wanted = text.trim()
  return (
    (await unit.users.get(organizationId, asId<UserId>(wanted))) ??
    (await unit.users.byEmail(organizationId, wanted.toLowerCase()))
  )
}

/** The reviewer of a snapshot, by the id under which hosts act there (U1). */
export async function findReviewer(
  unit: ReadUnit,
  organizationId: Acting['organizationId'],
  text: string,
): Promise<User | undefined> {
  if (text !== reviewer.id) return undefined
  const organization = await unit.organizations.get(organizationId)
  return organization && isSnapshot(organization) ? reviewer : undefined
}

/** A division by id or by name. */
export function findDivision(divisions: readonly Division[], text: string | null): Division | undefined {
  if (text === null) return undefined
  const wanted = text.trim().toLowerCase()
  return divisions.find((division) => division.id === text || division.name.toLowerCase() === wanted)
}
