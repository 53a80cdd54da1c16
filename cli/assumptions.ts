import type { InputOf } from '../core/contract/contract.ts'
import { isPermissionPattern } from '../core/model/permission.ts'
import type { TypedAssumption } from './assumption-options.ts'
import { formOf } from './assumption-options.ts'
import type { CommandError } from './exit.ts'
import { notFound, unlessRefused, usageError } from './exit.ts'
import { commaList } from './help.ts'
import { refusal } from './refusal.ts'
import { resolveRole, resolveRoleGrant } from './resolve.ts'
import type { Session } from './session.ts'
import { byIdOrName } from './session.ts'

type Assumption = InputOf<'access.whatIf'>['assume'][number]

/** What was typed as the contract takes it, names looked up; what cannot be read ends the command with its form. */
export async function readAssumptions(
  session: Session,
  typed: readonly TypedAssumption[],
): Promise<readonly Assumption[]> {
  const assumptions: Assumption[] = []
  for (const one of typed) assumptions.push(...(await readAssumption(session, one)))
  return assumptions
}

async function readAssumption(session: Session, typed: TypedAssumption): Promise<readonly Assumption[]> {
  const { flag, text } = typed
  switch (flag) {
    case 'remove-scope': {
      const { clientId, scopes: remove } = await readScopes(session, typed)
      return [{ kind: 'granted_scopes', clientId, remove }]
    }
    case 'add-scope': {
      const { clientId, scopes: add } = await readScopes(session, typed)
      return [
        { kind: 'requested_scopes', clientId, add },
        { kind: 'granted_scopes', clientId, add },
      ]
    }
    case 'unrequest-scope': {
      const { clientId, scopes: remove } = await readScopes(session, typed)
      return [{ kind: 'requested_scopes', clientId, remove }]
    }
    case 'revoke':
      return [{ kind: 'revoke_app', clientId: nameOf(session, typed) }]
    case 'authorize':
      return [{ kind: 'authorize_app', ...(await readApproval(session, typed)) }]
    case 'limit-roles':
      return [{ kind: 'role_limit', ...(await readLimit(session, typed)) }]
    case 'no-limit':
      return [{ kind: 'role_limit', clientId: nameOf(session, typed), roleIds: [] }]
    case 'give-role':
    case 'take-role':
      return [await readRoleGrant(session, typed)]
    case 'add-pattern':
    case 'remove-pattern': {
      const { roleId, pattern } = await readPattern(session, typed)
      const change = flag === 'add-pattern' ? { add: [pattern] } : { remove: [pattern] }
      return [{ kind: 'role_patterns', roleId, ...change }]
    }
    case 'delete-role':
      return [{ kind: 'delete_role', roleId: await resolveRole(session, nameOf(session, typed)) }]
    case 'enforce': {
      if (text !== 'on' && text !== 'off') throw unreadableForm(session, typed)
      return [{ kind: 'enforce_scopes', on: text === 'on' }]
    }
  }
}

/** A name alone. */
function nameOf(session: Session, typed: TypedAssumption): string {
  const name = typed.text.trim()
  if (name === '') throw unreadableForm(session, typed)
  return name
}

/** Two parts at the first colon, since an id or e-mail address holds none and a scope may. */
function partsOf(session: Session, typed: TypedAssumption): readonly [string, string] {
  const at = typed.text.indexOf(':')
  const [before, after] = [typed.text.slice(0, Math.max(at, 0)).trim(), typed.text.slice(at + 1).trim()]
  if (before === '' || after === '') throw unreadableForm(session, typed)
  return [before, after]
}

function listOf(session: Session, typed: TypedAssumption) {
  const [clientId, list] = partsOf(session, typed)
  const items = commaList(list)
  if (items.length === 0) throw unreadableForm(session, typed)
  return { clientId, items }
}

/** Scopes of the catalogue: about a mistyped one the answer would be that nothing changes. */
async function readScopes(session: Session, typed: TypedAssumption) {
  const { clientId, items } = listOf(session, typed)
  const { organization } = await session.organization()
  const { scopes } = await session.call('catalogue.show', { organizationId: organization.id })
  const known = new Set(scopes.map(({ name }) => name))
  const unknown = items.find((scope) => !known.has(scope))
  if (unknown !== undefined) {
    throw refusal(session, { code: 'scope_unknown', field: 'scopes', value: unknown, rule: 'C5' })
  }
  return { clientId, scopes: [...items] }
}

/** Without named scopes nothing beside the former ones of a revoked app, else all that is requested (A2, A5). */
async function readApproval(session: Session, typed: TypedAssumption) {
  if (typed.text.includes(':')) return readScopes(session, typed)
  const clientId = nameOf(session, typed)
  const found = await session.call('app.lookup', { acting: await session.acting(), clientId })
  const hadScopes = found.authorization?.state === 'revoked'
  return { clientId, scopes: hadScopes ? [] : [...found.requestedScopes] }
}

async function readLimit(session: Session, typed: TypedAssumption) {
  const { clientId, items } = listOf(session, typed)
  const roleIds = []
  for (const role of items) roleIds.push(await resolveRole(session, role))
  return { clientId, roleIds }
}

async function readRoleGrant(session: Session, typed: TypedAssumption): Promise<Assumption> {
  const [who, role] = partsOf(session, typed)
  const holder = await findHolder(session, who)
  const grant = await resolveRoleGrant(session, role)
  const gives = typed.flag === 'give-role'
  if ('userId' in holder) return { kind: gives ? 'give_user_role' : 'take_user_role', ...holder, ...grant }
  return { kind: gives ? 'give_client_role' : 'take_client_role', ...holder, ...grant }
}

/** Whoever can hold a role: a user by e-mail address or id, or a client by id. */
async function findHolder(
  session: Session,
  who: string,
): Promise<{ readonly userId: string } | { readonly clientId: string }> {
  const acting = await session.acting()
  const { organizationId } = acting
  const user = await unlessRefused(session.call('user.show', { organizationId, user: who }), 'user_not_found')
  if (user) return { userId: user.id }
  const client = await unlessRefused(
    session.call('client.show', { acting, clientId: who }),
    'client_not_found',
  )
  if (client) return { clientId: client.client.id }
  throw notFound('user_not_found', session.words.holderUnknown(who))
}

/** `ROLE:PATTERN`: both may hold colons, so the longest beginning that names a role is the role. */
async function readPattern(session: Session, typed: TypedAssumption) {
  let [name, pattern] = partsOf(session, typed)
  const { roles } = await session.directory()
  const parts = typed.text.split(':')
  for (let count = 1; count < parts.length; count++) {
    const beginning = parts.slice(0, count).join(':').trim()
    const rest = parts.slice(count).join(':').trim()
    if (rest !== '' && byIdOrName(roles, beginning).length > 0) [name, pattern] = [beginning, rest]
  }
  const roleId = await resolveRole(session, name)
  const isHeld = roles.find((role) => role.id === roleId)?.patterns.includes(pattern) ?? false
  if (!isHeld && !isPermissionPattern(pattern)) {
    const failure = { code: 'permission_pattern_malformed', field: 'permissions', rule: 'P2' } as const
    throw refusal(session, { ...failure, value: pattern })
  }
  return { roleId, pattern }
}

function unreadableForm({ words }: Session, { flag, text }: TypedAssumption): CommandError {
  return usageError(words.notOfForm(`--${flag}`, formOf(flag), text))
}
