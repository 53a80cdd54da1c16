import { nobody, type HttpAnswer, type HttpRequest } from '../../model/http-exchange.ts'
import { say, type Language } from '../../wording/say.ts'
import { html, prose } from './html.ts'
import { answerPage } from './page.ts'

export type PageFault =
  /** The handle of a form is spent or expired. */
  | 'stale'
  /** Another site sent the form. */
  | 'foreign'
  | 'not_a_form'

export interface FaultPage {
  readonly http: Pick<HttpRequest, 'issuer'>
  readonly language: Language
  readonly fault: PageFault
}

/** A form that cannot be taken; the way out is in the app. */
export function faultPage({ http, language, fault }: FaultPage): HttpAnswer {
  switch (fault) {
    case 'stale': {
      const detail = say(language, 'page.stale.detail', { minutes: FORM_MINUTES })
      return page({ http, language, status: 400, title: say(language, 'page.stale.title'), detail })
    }
    case 'foreign': {
      const detail = say(language, 'page.foreign.detail')
      return page({ http, language, status: 403, title: say(language, 'page.foreign.title'), detail })
    }
    case 'not_a_form': {
      const detail = say(language, 'page.form.detail')
      return page({ http, language, status: 415, title: say(language, 'page.method.title'), detail })
    }
  }
}

/** An address that another method was meant for (RFC 9110 §15.5.6). */
export function methodPage(
  http: Pick<HttpRequest, 'issuer'>,
  language: Language,
  method: 'GET' | 'POST',
): HttpAnswer {
  const detail = say(language, 'page.method.detail', { method })
  const title = say(language, 'page.method.title')
  return page({ http, language, status: 405, title, detail, headers: { allow: method } })
}

/** How long a page's form may be sent, in minutes. */
export const FORM_MINUTES = 10

function page(shown: {
  readonly http: Pick<HttpRequest, 'issuer'>
  readonly language: Language
  readonly status: number
  readonly title: string
  readonly detail: string
  readonly headers?: Readonly<Record<string, string>>
}): HttpAnswer {
  const { http, detail, ...rest } = shown
  const main = html`<div class="lead">
    <h1>${rest.title}</h1>
    <p>${prose(detail)}</p>
  </div>`
  const note = { ...nobody, refusal: 'invalid_request' }
  return answerPage({ kind: 'error', main, leadsTo: null, issuer: http.issuer, note, ...rest })
}
