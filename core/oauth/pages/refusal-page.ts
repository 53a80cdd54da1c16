import { nobody, type HttpAnswer, type HttpRequest } from '../../model/http-exchange.ts'
import { asId, type ClientId } from '../../model/brand.ts'
import { say, type Language } from '../../wording/say.ts'
import { html, type Html } from './html.ts'
import { alert } from './notice.ts'
import { answerPage } from './page.ts'

/** Two redirect URIs, and the character (from 0) at which the presented one leaves the registered one. */
export interface RedirectDifference {
  readonly presented: string
  readonly registered: string
  readonly differsAt: number
}

export interface RefusalPage {
  readonly http: HttpRequest
  readonly language: Language
  /** Such as `invalid_request`. */
  readonly code: string
  /** Why, as one clause in the page's language. */
  readonly clause: string
  readonly clientId: string | null
  readonly difference: RedirectDifference | null
}

/** A refusal that nobody may be redirected with: client or redirect URI is not proven (RFC 6749 §4.1.2.1). */
export function refusalPage(page: RefusalPage): HttpAnswer {
  const { http, language, code, clause, clientId, difference } = page
  const title = say(language, 'page.error.title')
  const main = html`
    <h1>${title}</h1>
    ${alert('problem', clause.slice(0, 1).toUpperCase() + clause.slice(1) + '.')}
    <p>${say(language, 'page.error.developer')}</p>
    <dl class="facts">
      ${difference === null ? null : differenceRows(language, difference)}
      <dt>${say(language, 'page.error.code')}</dt>
      <dd><code>${code}</code></dd>
      ${
        clientId === null
          ? null
          : html`<dt>${say(language, 'page.error.client')}</dt>
              <dd><code>${clientId.slice(0, 100)}</code></dd>`
      }
      <dt>${say(language, 'page.error.reference')}</dt>
      <dd><code>${http.correlationId}</code></dd>
    </dl>
  `
  const note = { ...nobody, clientId: clientId === null ? null : asId<ClientId>(clientId), refusal: code }
  const { issuer } = http
  return answerPage({ kind: 'error', status: 400, language, title, main, leadsTo: null, issuer, note })
}

function differenceRows(language: Language, difference: RedirectDifference): Html {
  const { presented, registered, differsAt } = difference
  return html`<dt>${say(language, 'page.error.presented')}</dt>
    <dd>${marked(presented, differsAt)}</dd>
    <dt>${say(language, 'page.error.registered')}</dt>
    <dd>${marked(registered, differsAt)}</dd>`
}

/** The URI with one character marked; where it ends before, the mark stands for its end. */
function marked(uri: string, at: number): Html {
  const character = uri.slice(at, at + 1)
  return html`<code
    >${uri.slice(0, at)}<mark>${character === '' ? '∎' : character}</mark>${uri.slice(at + 1)}</code
  >`
}
