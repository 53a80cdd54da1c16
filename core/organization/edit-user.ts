import type { UserId } from '../model/brand.ts'
import type { User } from '../model/directory.ts'
import { fail, type Result } from '../model/result.ts'
import { act, type Acting, type Context } from './context.ts'
import { endTokensOfInactive } from './end-user-tokens.ts'
import { checkEmail, checkUserName, findUser, nothingChanged, saveUser } from './users.ts'

/** Changes a user's name, address or state; whoever is edited must not have changed since it was read (C11). */
export async function editUser(
  context: Context,
  acting: Acting,
  edit: {
    readonly userId: UserId
    readonly revision: number
    readonly name?: string
    readonly email?: string
    readonly state?: User['state']
    readonly note?: string
  },
): Promise<Result<User>> {
  const changed = await act(context, acting, 'directory:user:edit', async (doing) => {
    const found = await findUser(doing, edit.userId)
    if (!found.ok) return found
    const before = found.value
    if (before.revision !== edit.revision) {
      return fail({ code: 'record_changed', value: before.name, rule: 'C11', params: { by: '', at: '' } })
    }
    const email = checkEmail(edit.email ?? before.email)
    if (!email.ok) return email
    const twin = await doing.unit.users.byEmail(doing.organization.id, email.value)
    if (twin && twin.id !== before.id) {
      return fail({ code: 'user_email_taken', field: 'email', value: email.value })
    }
    const name = checkUserName(edit.name ?? before.name, email.value)
    if (!name.ok) return name
    const after = { ...before, email: email.value, name: name.value, state: edit.state ?? before.state }
    const isSame = after.email === before.email && after.name === before.name && after.state === before.state
    if (isSame) return nothingChanged(before)
    return saveUser(doing, { action: 'user.edit', before, after, note: edit.note ?? '' })
  })
  return endTokensOfInactive(context, acting, changed)
}
