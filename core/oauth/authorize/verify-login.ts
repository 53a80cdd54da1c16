import type { Organization, User } from '../../model/directory.ts'
import { isPassword, spendAGuess } from '../../organization/password.ts'
import type { FrontChannelContext } from './front-channel-context.ts'

/** Who wants to log in; `password` is null until it was asked for. */
export interface LoginAttempt {
  readonly organization: Organization
  readonly email: string
  readonly password: string | null
  readonly address: string
}

export type LoginOutcome =
  | { readonly kind: 'logged_in'; readonly user: User }
  | { readonly kind: 'password_wanted' }
  | { readonly kind: 'failed' }

/**
 * Logs a user in. One without a password is let in at once: whoever sits at this machine may be that user. Everybody else is
 * asked for a password, also who is unknown or inactive, and fails after the same time (RFC 6749 §10.10).
 */
export function verifyLogin(context: FrontChannelContext, attempt: LoginAttempt): Promise<LoginOutcome> {
  const email = attempt.email.trim().toLowerCase()
  const subject = `${attempt.organization.id} ${email}`
  // Guesses that are sent all at once wait for each other's failures.
  return context.logins.run(`${attempt.address} ${subject}`, () =>
    verify(context, { ...attempt, email }, subject),
  )
}

async function verify(
  context: FrontChannelContext,
  { organization, email, password, address }: LoginAttempt,
  subject: string,
): Promise<LoginOutcome> {
  const now = () => context.clock().getTime()
  const due = context.failedLogins.due(subject, address, now())
  if (due > 0) await context.delay(due)
  const { user, secret } = await context.store.read(async (unit) => {
    const found = await unit.users.byEmail(organization.id, email)
    return { user: found, secret: found && (await unit.secrets.get(found.id)) }
  })
  if (user?.state === 'active' && user.passwordChangedAt === null) return { kind: 'logged_in', user }
  if (password === null) return { kind: 'password_wanted' }
  const isRight = secret ? await isPassword(password, secret) : await spendAGuess(password)
  if (!isRight || user?.state !== 'active') {
    context.failedLogins.failed(subject, address, now())
    return { kind: 'failed' }
  }
  context.failedLogins.succeeded(subject, address)
  return { kind: 'logged_in', user }
}
