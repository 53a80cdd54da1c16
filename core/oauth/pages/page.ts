import type { HttpAnswer, RequestNote } from '../../model/http-exchange.ts'
import { say, type Language } from '../../wording/say.ts'
import { html, Html } from './html.ts'
import { logo } from './icons.ts'
import { stylesheet, stylesheetHash } from './stylesheet.ts'

/** What one page shows, and what is noted of the request that it answers. */
export interface Page {
  /** What the page is, for whoever drives it without looking. */
  readonly kind: 'login' | 'consent' | 'administrator-required' | 'role-required' | 'error' | 'logout'
  readonly status: number
  readonly language: Language
  readonly title: string
  readonly main: Html
  /** Where its forms may lead besides this server; null where it has none that leads away. */
  readonly leadsTo: string | null
  /** The address that the server was reached by, so that a person knows where they are. */
  readonly issuer: string
  readonly note: RequestNote
  readonly headers?: Readonly<Record<string, string>>
}

/** Answers with a page that runs no script, is framed by nobody, kept by nothing and tells nobody its address. */
export function answerPage(page: Page): HttpAnswer {
  return {
    status: page.status,
    headers: { ...pageHeaders(page.leadsTo), ...page.headers },
    body: render(page),
    note: page.note,
  }
}

/** What every answer to a browser has, whether it shows a page or leads on (RFC 9700 §4.2.4 and §4.16). */
export const frontChannelHeaders = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const

function pageHeaders(leadsTo: string | null): Readonly<Record<string, string>> {
  return {
    ...frontChannelHeaders,
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': contentSecurityPolicy(leadsTo),
    'cross-origin-resource-policy': 'same-origin',
    'x-frame-options': 'DENY',
  }
}

function contentSecurityPolicy(leadsTo: string | null): string {
  return [
    "default-src 'none'",
    `style-src '${stylesheetHash}'`,
    "base-uri 'none'",
    `form-action 'self'${leadsTo === null ? '' : ` ${formActionSource(leadsTo)}`}`,
    "frame-ancestors 'none'",
  ].join('; ')
}

/**
 * The source of a redirect URI in a policy: browsers ask it of the redirects that follow a form too. A policy can name no
 * IPv6 address and no origin of an app's own scheme, so there the scheme has to do.
 */
function formActionSource(redirectUri: string): string {
  const { protocol, host } = new URL(redirectUri)
  const isNamed = (protocol === 'http:' || protocol === 'https:') && /^[a-z0-9.-]+(:\d+)?$/.test(host)
  return isNamed ? `${protocol}//${host}` : protocol
}

function render({ kind, language, title, main, issuer }: Page): string {
  const wide = kind === 'consent' ? html` class="wide"` : null
  const written = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Grantdesk</title>
        ${new Html(`<style>${stylesheet}</style>`)}
      </head>
      <body>
        <header>
          ${logo}<span class="name">Grantdesk</span
          ><span class="where">${say(language, 'page.where')} ${issuer}</span>
        </header>
        <main data-page="${kind}" ${wide}>
          <div class="panel">${main}</div>
        </main>
        <footer>${say(language, 'page.footer')}</footer>
      </body>
    </html> `
  return written.text
}
