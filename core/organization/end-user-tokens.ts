import type { UserId } from '../model/brand.ts'
import type { User } from '../model/directory.ts'
import { fail, ok, type Result } from '../model/result.ts'
import { act, type Acting, type Context } from './context.ts'
import { timeOf } from './record-event.ts'

const PERMISSION = 'oauth:token:delete'

/** Ends every token that was issued for a user in this organization, of whatever app. */
export async function endUserTokens(
  context: Context,
  acting: Acting,
  userId: UserId,
): Promise<Result<{ readonly ended: number }>> {
  const recorded = await act(context, acting, PERMISSION, async (doing) => {
    const { organization, unit, now } = doing
    const user = await unit.users.get(organization.id, userId)
    if (!user) return fail({ code: 'user_not_found', field: 'user', value: userId.slice(0, 100) })
    const target = { kind: 'user' as const, id: user.id, name: user.name }
    await doing.record({ action: 'user.end_tokens', target })
    return ok(now.getTime())
  })
  if (!recorded.ok) return recorded
  // Tokens are a store of their own: the act is on record first, so that none ends without a trace.
  const owner = { organizationId: acting.organizationId, userId }
  const ended = await context.store.tokens.write((unit) => unit.revokeOf(owner, recorded.value))
  return ok({ ended })
}

/** Whoever was made inactive is logged out: what was issued for them stays ended when they come back. */
export async function endTokensOfInactive(
  context: Context,
  acting: Acting,
  changed: Result<User>,
): Promise<Result<User>> {
  if (!changed.ok || changed.value.state === 'active') return changed
  const { organizationId } = acting
  const organization = await context.store.read((unit) => unit.organizations.get(organizationId))
  if (!organization) return changed
  const at = timeOf(organization, context.clock).getTime()
  const owner = { organizationId, userId: changed.value.id }
  await context.store.tokens.write((unit) => unit.revokeOf(owner, at))
  return changed
}
