import type { HttpAnswer, HttpRequest } from '../../model/http-exchange.ts'
import { methodPage } from '../pages/fault-page.ts'
import { pageLanguage } from '../pages/page-language.ts'
import { answerDecision } from './decision.ts'
import type { FrontChannelContext } from './front-channel-context.ts'
import { answerLogin, beginLogin } from './login.ts'
import { answerLogout } from './logout.ts'
import { openRequest } from './open-request.ts'

type Endpoint = (context: FrontChannelContext, http: HttpRequest) => Promise<HttpAnswer>

const endpoints: Readonly<Record<string, { readonly method: 'GET' | 'POST'; readonly answer: Endpoint }>> = {
  '/oauth/authorize': { method: 'GET', answer: authorize },
  '/oauth/authorize/login': { method: 'POST', answer: answerLogin },
  '/oauth/authorize/consent': { method: 'POST', answer: answerDecision },
  '/logout': { method: 'GET', answer: answerLogout },
}

/** Answers what a person's browser asks of the authorization server; undefined where the path is none of the front channel's. */
export async function answerFrontChannel(
  context: FrontChannelContext,
  http: HttpRequest,
): Promise<HttpAnswer | undefined> {
  if (!Object.hasOwn(endpoints, http.path)) return undefined
  const endpoint = endpoints[http.path]
  if (!endpoint) return undefined
  if (http.method !== endpoint.method) return methodPage(http, pageLanguage(http), endpoint.method)
  return endpoint.answer(context, http)
}

/** `GET /oauth/authorize` (RFC 6749 §3.1): what passes every check begins with a login. */
async function authorize(context: FrontChannelContext, http: HttpRequest): Promise<HttpAnswer> {
  const sent = { query: http.query.toString(), language: pageLanguage(http), isFirst: true }
  const opened = await openRequest(context, http, sent)
  return 'answer' in opened ? opened.answer : beginLogin(context, opened.open)
}
