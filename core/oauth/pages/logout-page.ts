import type { HttpAnswer, HttpRequest, RequestNote } from '../../model/http-exchange.ts'
import { say, type Language } from '../../wording/say.ts'
import { html } from './html.ts'
import { notice } from './notice.ts'
import { answerPage } from './page.ts'

export interface LogoutPage {
  readonly http: HttpRequest
  readonly language: Language
  readonly note: RequestNote
  /** Why nobody was sent on, as a sentence; null where nobody had to be. */
  readonly hindrance: string | null
}

/** Where somebody stays who has logged out and is not sent on. */
export function logoutPage({ http, language, note, hindrance }: LogoutPage): HttpAnswer {
  const title = say(language, 'page.logout.title')
  const main = html`
    <div class="lead">
      <h1>${title}</h1>
      <p>${say(language, 'page.logout.detail')}</p>
    </div>
    ${hindrance === null ? null : notice('warn', hindrance)}
  `
  const status = hindrance === null ? 200 : 400
  const { issuer } = http
  return answerPage({ kind: 'logout', status, language, title, main, leadsTo: null, issuer, note })
}
