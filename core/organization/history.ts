import type { AppAuthorization } from '../model/app-authorization.ts'
import type { AuditEvent, Json } from '../model/audit-event.ts'
import { asId, type ClientId, type OrganizationId, type RoleId, type UserId } from '../model/brand.ts'
import type { Organization, Role, RoleGrant, User } from '../model/directory.ts'
import type { IdentityProvider } from '../model/identity-provider.ts'
import type { OAuthClient } from '../model/oauth-client.ts'
import { fail, ok, type Result } from '../model/result.ts'
import { say } from '../wording/say.ts'
import { CHAIN_START, parseChainHead, verifyChain, type ChainHead, type ChainVerdict } from './audit-log.ts'
import { editApp } from './authorizations.ts'
import { changeRoles } from './change-roles.ts'
import { editClient, type ClientContext } from './clients.ts'
import { restoreClient } from './client-life.ts'
import type { Acting } from './context.ts'
import { editUser } from './edit-user.ts'
import { findEvents, titleOf, type EventFilter } from './event-search.ts'
import { editIdentityProvider } from './identity-providers.ts'
import { configureOrganization } from './organizations.ts'
import type { EventQuery, ReadUnit } from './ports.ts'
import { editRole } from './roles.ts'
import { grantRole, isSameGrant, setUserState, ungrantRole } from './users.ts'

export interface DescribedEvent {
  readonly event: AuditEvent
  readonly title: string
  readonly undoBlockedBy: string | null
}

/** The newest events that are wanted, with a sentence each and whether each can be undone (C11). */
export async function listEvents(
  unit: ReadUnit,
  organizationId: OrganizationId,
  wanted: EventQuery & EventFilter,
): Promise<{ readonly events: readonly DescribedEvent[]; readonly total: number; readonly all: number }> {
  const { events, total } = await findEvents(unit, organizationId, wanted)
  const described: DescribedEvent[] = []
  for (const event of events) {
    const block = await findUndoBlock(unit, event)
    described.push({
      event,
      title: titleOf(event, wanted.language),
      undoBlockedBy: block === null ? null : say(wanted.language, `undo.${block}`),
    })
  }
  return { events: described, total, all: await unit.events.count(organizationId, null) }
}

/** How many events there are and the hash of the last: what to keep elsewhere (U5). */
export async function chainHead(unit: ReadUnit, organizationId: OrganizationId): Promise<ChainHead> {
  const head = await unit.events.head(organizationId)
  return { count: head?.sequence ?? 0, hash: head?.hash ?? CHAIN_START }
}

const BATCH = 1_000

/** Walks the whole chain; `head` is `COUNT:HASH` as kept elsewhere, or null (U5). */
export async function verifyHistory(
  unit: ReadUnit,
  organizationId: OrganizationId,
  head: string | null,
): Promise<ChainVerdict> {
  const parsed = head === null ? null : parseChainHead(head)
  if (parsed === undefined) {
    const { count, hash } = await chainHead(unit, organizationId)
    return { intact: false, count, hash, brokenAt: null, problem: 'head_unreadable', anchored: false }
  }
  return verifyChain(organizationId, walk(unit, organizationId), parsed)
}

async function* walk(unit: ReadUnit, organizationId: OrganizationId): AsyncGenerator<AuditEvent> {
  let next = 1
  for (;;) {
    const batch = await unit.events.from(organizationId, next, BATCH)
    yield* batch
    const last = batch.at(-1)
    if (!last || batch.length < BATCH) return
    next = last.sequence + 1
  }
}

type UndoBlock = 'not_undoable' | 'final' | 'revoked' | 'changed_since' | 'gone'

/** Takes one act back, by the use case that does the opposite: its rules and permissions apply (C11). */
export async function undoEvent(
  context: ClientContext,
  acting: Acting,
  sequence: number,
): Promise<Result<AuditEvent>> {
  const found = await context.store.read(async (unit) => {
    const event = await unit.events.get(acting.organizationId, sequence)
    return event ? { event, block: await findUndoBlock(unit, event) } : undefined
  })
  if (!found) return fail({ code: 'event_not_found', value: String(sequence), rule: 'C11' })
  if (found.block !== null) {
    return fail({ code: 'event_not_undoable', rule: 'C11', params: { reason: found.block } })
  }
  const undone = await undo(context, acting, found.event)
  if (!undone.ok) return undone
  const latest = await context.store.read((unit) => unit.events.head(acting.organizationId))
  if (!latest) throw new Error('an undo left no event')
  return ok(latest)
}

async function undo(context: ClientContext, acting: Acting, event: AuditEvent): Promise<Result<unknown>> {
  const note = say(acting.language, 'undo.note', { sequence: event.sequence })
  switch (event.action) {
    case 'client.edit': {
      const { former, revision } = pair<OAuthClient>(event)
      const clientId = former.id
      return editClient(context, acting, { clientId, revision, draft: former, confirmDropped: true, note })
    }
    case 'client.deactivate':
      return restoreClient(context, acting, { clientId: asId<ClientId>(event.target.id), note })
    case 'app.edit': {
      const { former, revision } = pair<AppAuthorization>(event)
      const { clientId, scopes, roleIds, reason, ticket, expiresAt } = former
      const edit = { clientId, revision, scopes, roleIds, reason, ticket, expiresAt, note }
      return editApp(context, acting, edit)
    }
    case 'role.edit': {
      const { former, revision } = pair<Role>(event)
      return editRole(context, acting, { ...former, roleId: former.id, revision, note })
    }
    case 'user.set_state': {
      const { former } = pair<User>(event)
      return setUserState(context, acting, { userId: former.id, state: former.state, note })
    }
    case 'user.grant_role':
    case 'user.ungrant_role': {
      const { former, later } = pair<User>(event)
      const given = event.action === 'user.grant_role'
      const grant = given ? missingFrom(former, later) : missingFrom(later, former)
      const change = { userId: former.id, ...grant, note }
      return given ? ungrantRole(context, acting, change) : grantRole(context, acting, change)
    }
    case 'user.edit': {
      const { former, revision } = pair<User>(event)
      const { id: userId, name, email, state } = former
      return editUser(context, acting, { userId, revision, name, email, state, note })
    }
    case 'user.change_roles': {
      const { former, later } = pair<User>(event)
      const change = () => ({ give: former.roleGrants, take: grantsMissingFrom(former, later) })
      return changeRoles(context, acting, { userIds: [former.id], change, note })
    }
    case 'organization.configure': {
      const { former } = pair<Organization>(event)
      const { name, region, settings } = former
      return configureOrganization(context, acting, { name, region, settings, note })
    }
    case 'identity_provider.edit': {
      const { former, revision } = pair<IdentityProvider>(event)
      return editIdentityProvider(context, acting, { ...former, revision, note })
    }
    default:
      return fail({ code: 'event_not_undoable', rule: 'C11', params: { reason: 'not_undoable' } })
  }
}

/** The records before and after, and the revision that the act left. */
function pair<Target extends { readonly revision: number }>(event: AuditEvent) {
  // The chain holds just what this program wrote: these actions always store two records of their target's kind.
  const former = event.before as unknown as Target
  const later = event.after as unknown as Target
  return { former, later, revision: later.revision }
}

function missingFrom(fewer: User, more: User): RoleGrant {
  const [grant] = grantsMissingFrom(fewer, more)
  if (!grant) throw new Error('the event changed no role grant')
  return grant
}

function grantsMissingFrom(fewer: User, more: User): readonly RoleGrant[] {
  return more.roleGrants.filter((held) => !fewer.roleGrants.some((kept) => isSameGrant(kept, held)))
}

/** Why an event cannot be undone now, or null where it can. */
async function findUndoBlock(unit: ReadUnit, event: AuditEvent): Promise<UndoBlock | null> {
  const { organizationId, target } = event
  switch (event.action) {
    case 'client.edit':
    case 'client.deactivate': {
      const client = await unit.clients.get(organizationId, asId<ClientId>(target.id))
      return sameRevision(client, event.after)
    }
    case 'app.edit': {
      const held = await unit.authorizations.get(organizationId, asId<ClientId>(target.id))
      return sameRevision(held, event.after)
    }
    case 'role.edit': {
      const role = await unit.roles.get(organizationId, asId<RoleId>(target.id))
      return sameRevision(role, event.after)
    }
    case 'user.set_state':
    case 'user.grant_role':
    case 'user.ungrant_role':
    case 'user.edit':
    case 'user.change_roles': {
      const user = await unit.users.get(organizationId, asId<UserId>(target.id))
      return sameRevision(user, event.after)
    }
    case 'organization.configure': {
      const organization = await unit.organizations.get(organizationId)
      return sameRevision(organization, event.after)
    }
    case 'identity_provider.edit': {
      const providers = await unit.identityProviders.all(organizationId)
      return sameRevision(
        providers.find(({ id }) => id === target.id),
        event.after,
      )
    }
    case 'client.remove':
    case 'identity_provider.remove':
    case 'app.end':
    case 'app.expire':
      return 'final'
    case 'app.revoke':
      return 'revoked'
    default:
      return 'not_undoable'
  }
}

function sameRevision(present: { readonly revision: number } | undefined, after: Json): UndoBlock | null {
  if (!present) return 'gone'
  const left = typeof after === 'object' && after !== null && 'revision' in after ? after.revision : null
  return left === present.revision ? null : 'changed_since'
}
