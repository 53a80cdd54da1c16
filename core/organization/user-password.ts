import type { UserId } from '../model/brand.ts'
import type { User } from '../model/directory.ts'
import { fail, ok, type Result } from '../model/result.ts'
import { act, look, type Acting, type Context } from './context.ts'
import { hashPassword } from './password.ts'
import { findUser, nothingChanged, saveUser } from './users.ts'

const PERMISSION = 'directory:user:edit'
/** How many characters a password may have. */
const LENGTH = { least: 8, most: 256 }

/**
 * Gives a user a password, or takes it away with `null`; without one, whoever sits at this machine may log in as that
 * user. Only a hash is stored, and no event holds even that (F4).
 */
export async function setPassword(
  context: Context,
  acting: Acting,
  wanted: { readonly userId: UserId; readonly password: string | null },
): Promise<Result<User>> {
  const { userId, password } = wanted
  const characters = password === null ? LENGTH.least : Array.from(password).length
  if (characters < LENGTH.least || characters > LENGTH.most) {
    return fail({ code: 'password_length', field: 'password', params: { ...LENGTH, count: characters } })
  }
  // Hashing takes its time; nobody waits for it inside a transaction, and nobody without the permission starts it.
  const allowed = await look(context, acting, PERMISSION, () => Promise.resolve(ok(null)))
  if (!allowed.ok) return allowed
  const hash = password === null ? null : await hashPassword(context.random, password)
  return act(context, acting, PERMISSION, async (doing) => {
    const found = await findUser(doing, userId)
    if (!found.ok) return found
    const before = found.value
    if (hash) await doing.unit.put.secret(userId, hash)
    else if (before.passwordChangedAt === null) return nothingChanged(before)
    else await doing.unit.remove.secret(userId)
    const after = { ...before, passwordChangedAt: hash && doing.now.toISOString() }
    return saveUser(doing, { action: 'user.set_password', before, after, note: '' })
  })
}
