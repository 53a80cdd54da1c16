import type { HttpAnswer, HttpRequest } from '../../model/http-exchange.ts'
import { authorizeApp } from '../../organization/authorizations.ts'
import { describeFailure } from '../../wording/describe-failure.ts'
import { say } from '../../wording/say.ts'
import { OAuthRefusal } from '../errors.ts'
import { answerAppRefused } from './authorization-response.ts'
import type { DecisionForm, FrontChannelContext } from './front-channel-context.ts'
import { openRequest, type OpenRequest } from './open-request.ts'
import { pageForm } from './page-form.ts'
import { proceed } from './proceed.ts'

/** What not allowing is told as. */
const denials: Readonly<Record<DecisionForm['about'], string>> = {
  consent: 'user denied the request',
  administrator_required: 'an administrator has to authorize the application first',
  role_required: 'user holds none of the roles that the application is limited to',
}

/**
 * `POST /oauth/authorize/consent`: `handle`, `decision` (`allow` or `deny`) and one `scope` for each that is granted. The pages
 * that only lead back to the app come here too, where nothing can be allowed.
 */
export async function answerDecision(context: FrontChannelContext, http: HttpRequest): Promise<HttpAnswer> {
  const sent = pageForm(context, http, 'decision')
  if ('answer' in sent) return sent.answer
  const { form, state } = sent
  const opened = await openRequest(context, http, { ...state, isFirst: false })
  if ('answer' in opened) return opened.answer
  const { open } = opened
  if (state.about === 'consent' && form.get('decision') === 'allow') {
    return allow(context, open, { state, scopes: form.getAll('scope') })
  }
  const note = { ...open.note, organizationId: state.organizationId, userId: state.userId }
  const refusal = new OAuthRefusal('access_denied', denials[state.about])
  return answerAppRefused(context, http, { ...open, note, refusal })
}

/** Authorizes the app as the user who decides, then goes on as if it had been so before (A3). */
async function allow(
  context: FrontChannelContext,
  open: OpenRequest,
  chosen: { readonly state: DecisionForm; readonly scopes: readonly string[] },
): Promise<HttpAnswer> {
  const { organizationId, userId } = chosen.state
  const { language, target } = open
  const clientId = target.client.id
  const former = await context.store.read((unit) => unit.authorizations.get(organizationId, clientId))
  const authorized = await authorizeApp(
    context,
    { organizationId, userId, language },
    {
      clientId,
      scopes: chosen.scopes,
      // A limit to roles outlasts a revocation: this page does not widen it.
      roleIds: former?.roleIds ?? [],
      reason: former?.state === 'pending' ? former.reason : '',
      ticket: former?.ticket ?? '',
      expiresAt: null,
    },
  )
  if (authorized.ok) return proceed(context, open, { organizationId, userId })
  const reason = describeFailure(authorized.failure, language)
  const problem =
    chosen.scopes.length === 0
      ? say(language, 'page.consent.none')
      : say(language, 'page.consent.not_done', { reason })
  return proceed(context, open, { organizationId, userId }, { problem, scopes: chosen.scopes })
}
