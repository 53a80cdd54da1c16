import type { HttpRequest, RequestNote } from '../../model/http-exchange.ts'
import type { OAuthClient } from '../../model/oauth-client.ts'
import { say, type Language } from '../../wording/say.ts'
import { html, prose, type Html } from './html.ts'
import { notice } from './notice.ts'

/** What every page of an authorization request knows. */
export interface PageScene {
  readonly http: Pick<HttpRequest, 'issuer' | 'correlationId'>
  readonly language: Language
  readonly note: RequestNote
  readonly client: OAuthClient
  /** Null for a built-in client. */
  readonly ownerName: string | null
  readonly redirectUri: string
  /** When the vendor ends the implicit grant, as a day, where the app uses it (C2). */
  readonly implicitEnd: string | null
}

/** Where the browser goes afterwards, in a line under the buttons. */
export function afterwards({ language, redirectUri }: PageScene): Html {
  const { protocol, host } = new URL(redirectUri)
  const where = host === '' ? protocol : host
  return html`<p class="small">${prose(say(language, 'page.then', { host: where }))}</p>`
}

/** The warning of an app that uses the implicit grant (C2). */
export function implicitWarning({ language, client, implicitEnd }: PageScene): Html | null {
  if (implicitEnd === null) return null
  const day = writeDay(language, implicitEnd)
  return notice('warn', say(language, 'page.implicit', { app: client.name, day }))
}

function writeDay(language: Language, day: string): string {
  const locale = language === 'en' ? 'en-GB' : 'de-DE'
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' })
  return format.format(new Date(day))
}
