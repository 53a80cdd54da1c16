import { createHash } from 'node:crypto'
import { html, Html } from '../oauth/pages/html.ts'
import { logo } from '../oauth/pages/icons.ts'
import { stylesheet, stylesheetHash } from '../oauth/pages/stylesheet.ts'
import { say, type Language } from '../wording/say.ts'

/** What the page that answers a redirect says; nothing of the request is ever on it (L2). */
export type RedirectPage = 'received' | 'refused' | 'elsewhere' | 'fragment'

/**
 * Carries the fragment, which browsers send to nobody, to the listener that served the page (RFC 6749 §4.2), and clears it from the
 * address first. What the listener answers only decides which of the page's own sentences is shown.
 */
const script = `
const fragment = location.hash.slice(1)
history.replaceState(null, '', location.pathname)
const show = (id) => {
  for (const one of document.querySelectorAll('[data-state]')) one.hidden = one.dataset.state !== id
}
show('waiting')
fetch(location.pathname, {
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: fragment,
}).then((answer) => show(answer.ok ? 'received' : 'refused'), () => show('refused'))
`

const scriptHash = `sha256-${createHash('sha256').update(script).digest('base64')}`

/** By what a redirect's answer is protected: only the page with the fragment runs its one script. */
export function redirectPageHeaders(page: RedirectPage): Readonly<Record<string, string>> {
  const policy = [
    "default-src 'none'",
    `style-src '${stylesheetHash}'`,
    ...(page === 'fragment' ? [`script-src '${scriptHash}'`, "connect-src 'self'"] : []),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy.join('; '),
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  }
}

/** One of four pages, the same for everybody. */
export function redirectPage(page: RedirectPage, language: Language): string {
  const main =
    page === 'fragment'
      ? html`
          <noscript>${words('script', language)}</noscript>
          <div data-state="waiting" hidden>${words('waiting', language)}</div>
          <div data-state="received" hidden>${words('received', language)}</div>
          <div data-state="refused" hidden>${words('refused', language)}</div>
        `
      : words(page, language)
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Grantdesk</title>
        ${new Html(`<style>${stylesheet}</style>`)}
      </head>
      <body>
        <header>${logo}<span class="name">Grantdesk</span></header>
        <main>
          <div class="panel" role="status">${main}</div>
        </main>
        ${page === 'fragment' ? new Html(`<script>${script}</script>`) : null}
      </body>
    </html> `.text
}

function words(state: 'received' | 'refused' | 'elsewhere' | 'script' | 'waiting', language: Language): Html {
  return html`<div class="lead">
    <h1>${say(language, `redirect.${state}.title`)}</h1>
    <p class="quiet">${say(language, `redirect.${state}.text`)}</p>
  </div>`
}
