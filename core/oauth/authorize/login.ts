import type { Organization } from '../../model/directory.ts'
import type { HttpAnswer, HttpRequest } from '../../model/http-exchange.ts'
import { loginPage, type LoginProblem } from '../pages/login-page.ts'
import type { FrontChannelContext } from './front-channel-context.ts'
import { openRequest, type OpenRequest } from './open-request.ts'
import { pageForm } from './page-form.ts'
import { pageScene } from './page-scenes.ts'
import { proceed } from './proceed.ts'
import { verifyLogin } from './verify-login.ts'

/** What the login form shows. */
interface LoginView {
  readonly organization: Organization | undefined
  readonly email: string
  readonly wantsPassword: boolean
  readonly problem: LoginProblem | null
}

/** The first login page of an authorization request: the client's organization, and who logged in there last (S1). */
export async function beginLogin(context: FrontChannelContext, open: OpenRequest): Promise<HttpAnswer> {
  const { wishes } = open.wanted
  const { owner } = open.target
  const organization =
    wishes.organization ?? open.organizations.find(({ id }) => id === owner?.id) ?? open.organizations[0]
  const email = wishes.hint ?? (wishes.afresh ? '' : await lastEmail(context, organization))
  return showLogin(context, open, { organization, email, wantsPassword: false, problem: null })
}

/** `POST /oauth/authorize/login`: `handle`, `organization`, `email`, and `password` once it is asked for. */
export async function answerLogin(context: FrontChannelContext, http: HttpRequest): Promise<HttpAnswer> {
  const sent = pageForm(context, http, 'login')
  if ('answer' in sent) return sent.answer
  const { form, state } = sent
  const opened = await openRequest(context, http, { ...state, isFirst: false })
  if ('answer' in opened) return opened.answer
  const { open } = opened
  const organization = open.organizations.find(({ id }) => id === form.get('organization'))
  const email = (form.get('email') ?? '').slice(0, 1_000)
  const view = { organization, email, wantsPassword: false, problem: null }
  if (!organization) return beginLogin(context, open)
  if (email.trim() === '') return showLogin(context, open, { ...view, problem: 'email_missing' })
  const password = form.get('password')?.slice(0, 1_000) ?? null
  const attempt = { organization, email, password, address: http.remoteAddress }
  const outcome = await verifyLogin(context, attempt)
  switch (outcome.kind) {
    case 'logged_in':
      context.lastUsers.set(organization.id, outcome.user.id)
      return proceed(context, open, { organizationId: organization.id, userId: outcome.user.id })
    case 'password_wanted':
      return showLogin(context, open, { ...view, wantsPassword: true })
    case 'failed':
      return showLogin(context, open, { ...view, wantsPassword: true, problem: 'failed' })
  }
}

function showLogin(context: FrontChannelContext, open: OpenRequest, view: LoginView): HttpAnswer {
  const { query, language } = open
  const handle = context.forms.issue({ kind: 'login', query, language })
  const { organizations, wanted } = open
  const { provider } = wanted.wishes
  return loginPage({ ...pageScene(open), ...view, organizations, provider, handle })
}

async function lastEmail(
  { lastUsers, store }: FrontChannelContext,
  organization: Organization | undefined,
): Promise<string> {
  const userId = organization && lastUsers.get(organization.id)
  if (!userId) return ''
  const user = await store.read((unit) => unit.users.get(organization.id, userId))
  return user?.state === 'active' ? user.email : ''
}
