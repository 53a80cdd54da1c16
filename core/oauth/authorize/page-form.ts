import type { HttpAnswer, HttpRequest } from '../../model/http-exchange.ts'
import { faultPage } from '../pages/fault-page.ts'
import { pageLanguage } from '../pages/page-language.ts'
import type { FrontChannelContext, OpenForm } from './front-channel-context.ts'

/** The form of a page as a browser sent it, with what its handle stands for. */
export interface PageForm<Kind extends OpenForm['kind']> {
  readonly form: URLSearchParams
  readonly state: Extract<OpenForm, { readonly kind: Kind }>
}

/**
 * Reads a page's form and spends its handle. Forms of other sites are refused before, by what browsers say of their origin: the
 * pages send no referrer, so a browser may say `null` of them (Fetch §3.1), which is no reason to refuse.
 */
export function pageForm<Kind extends OpenForm['kind']>(
  context: Pick<FrontChannelContext, 'forms'>,
  http: HttpRequest,
  kind: Kind,
): PageForm<Kind> | { readonly answer: HttpAnswer } {
  const language = pageLanguage(http)
  if (!isForm(http)) return { answer: faultPage({ http, language, fault: 'not_a_form' }) }
  if (isForeign(http)) return { answer: faultPage({ http, language, fault: 'foreign' }) }
  const form = new URLSearchParams(http.body)
  const state = context.forms.take(kind, form.get('handle') ?? '')
  return state ? { form, state } : { answer: faultPage({ http, language, fault: 'stale' }) }
}

function isForm(http: HttpRequest): boolean {
  const [type = ''] = (http.header('content-type') ?? '').split(';', 1)
  return type.trim().toLowerCase() === 'application/x-www-form-urlencoded'
}

function isForeign(http: HttpRequest): boolean {
  const site = http.header('sec-fetch-site')
  // `none` is a person, who sends a page again by reloading it.
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true
  const origin = http.header('origin')
  if (origin === undefined || origin === 'null' || origin === http.issuer) return false
  // The server has other names than its issuer's, and answers to no foreign one.
  return origin !== `${new URL(http.issuer).protocol}//${http.header('host') ?? ''}`
}
