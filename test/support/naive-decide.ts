import type { World, WorldQuestion } from './policy-world.ts'
import { WORLD_NOW } from './policy-world.ts'

export type NaiveResult = 'passed' | 'failed' | 'not_applicable'

/**
 * P2 once more, word by word and as slowly as it reads, to compare the engine with. It shares no code with it: strings
 * are split and compared here again.
 */
export function naiveDecide(
  world: World,
  question: WorldQuestion,
): { readonly outcome: 'allow' | 'deny'; readonly results: Readonly<Record<string, NaiveResult>> } {
  const now = Date.parse(world.now ?? WORLD_NOW)
  const client = own(world.clients, question.client)
  const authorization = own(world.authorizations, question.client)
  const operation = own(world.operations, question.operation)
  const userId = question.user ?? null
  const user = userId === null ? undefined : own(world.users, userId)
  const isService = client?.grantType === 'client_credentials'

  // 1. The client exists and is active.
  const state = client?.state ?? { kind: 'active' as const }
  const { token } = question
  const weekBefore = state.kind === 'inactive' ? Date.parse(state.removalAt) - 7 * 86_400_000 : 0
  const runsOut = token !== undefined && state.kind === 'inactive' && Date.parse(token.issuedAt) <= weekBefore
  const clientIsActive = client !== undefined && (state.kind === 'active' || runsOut)

  // 2. It is authorized in this organization, and that has not expired.
  const hasEnded = typeof authorization?.expiresAt === 'string' && Date.parse(authorization.expiresAt) <= now
  const appIsAuthorized =
    authorization !== undefined && (authorization.state ?? 'authorized') === 'authorized' && !hasEnded

  // 3. Limited to roles: the user holds one of them, in any division.
  const limit = authorization?.roleIds ?? []
  const holdsOne = limit.some((role) => (user?.roles ?? []).some((grant) => grant.split('@')[0] === role))

  // 4. Some scope in granted ∩ requested covers some scope that the operation lists.
  const requested = client?.scopes ?? []
  const granted = authorization?.scopes ?? []
  const usable = requested.filter((scope) => granted.includes(scope))
  const listed = operation?.scopes ?? []
  const covers = (held: string, wanted: string) => wanted === held || wanted === `${held}:readonly`
  const carried = (wanted: string) => token?.scopes?.some((held) => covers(held, wanted)) ?? true
  const scopeReaches =
    operation !== undefined &&
    (listed.length === 0 ||
      listed.some((wanted) => usable.some((held) => covers(held, wanted)) && carried(wanted)))

  // 5. The user, or the client itself, holds any or all of the permissions.
  const grants = isService ? (client.roles ?? []) : (user?.roles ?? [])
  const holderActs = isService || (user !== undefined && (user.state ?? 'active') === 'active')
  const holds = (permission: string) =>
    grants.some((grant) => {
      const [role = '', division = '*'] = grant.split('@')
      const isHere =
        (question.division ?? null) === null || division === '*' || division === question.division
      return isHere && (own(world.roles, role) ?? []).some((pattern) => matches(pattern, permission))
    })
  const wanted = operation?.all ?? operation?.any ?? []
  const holdsEnough = operation?.all ? wanted.every(holds) : wanted.length === 0 || wanted.some(holds)
  const isAboutCaller = /\/me(\/|$)/.test(question.operation.replace(/\/(organizations|tokens)\/me$/, ''))
  const permitted = operation !== undefined && holderActs && holdsEnough && !(isService && isAboutCaller)

  // 6. The operation accepts OAuth tokens at all, and the one that is presented is live.
  const acceptsOAuth = (operation?.acceptsOAuth ?? operation !== undefined) && (token?.isLive ?? true)

  const results: Record<string, NaiveResult> = {
    'P2.1': clientIsActive && !isGone(state, now) ? 'passed' : 'failed',
    'P2.2': isService ? 'not_applicable' : appIsAuthorized ? 'passed' : 'failed',
    'P2.3': isService || limit.length === 0 ? 'not_applicable' : holdsOne ? 'passed' : 'failed',
    'P2.4':
      isService || world.enforceScopes === false ? 'not_applicable' : scopeReaches ? 'passed' : 'failed',
    'P2.5': permitted ? 'passed' : 'failed',
    'P2.6': acceptsOAuth ? 'passed' : 'failed',
  }
  return { outcome: Object.values(results).includes('failed') ? 'deny' : 'allow', results }
}

function isGone(state: { readonly kind: string; readonly removalAt?: string }, now: number): boolean {
  return state.removalAt !== undefined && Date.parse(state.removalAt) <= now
}

/** A pattern has exactly three parts, each a name or `*`; a permission three names. */
function matches(pattern: string, permission: string): boolean {
  const pieces = pattern.split(':')
  const names = permission.split(':')
  if (pieces.length !== 3 || names.length !== 3) return false
  if (!names.every(isName) || !pieces.every((piece) => piece === '*' || isName(piece))) return false
  return pieces.every((piece, index) => piece === '*' || piece === names[index])
}

function isName(text: string): boolean {
  return /^[A-Za-z0-9_.-]+$/.test(text)
}

function own<Value>(entries: Readonly<Record<string, Value>> | undefined, key: string): Value | undefined {
  return entries && Object.hasOwn(entries, key) ? entries[key] : undefined
}
