import { createHash } from 'node:crypto'
import page from '../../../../resources/report/page.json' with { type: 'json' }
import type { Language } from '../../../wording/say.ts'
import { html, type Html } from './html.ts'
import { icons } from './icons.ts'

/**
 * A page that needs nothing but itself: its one script and its one style are admitted by their hashes, and nothing is ever
 * fetched. Trusted types forbid whoever changes the script to write markup from data.
 */
export function* pageFrame(
  title: string,
  language: Language,
  body: Html,
  /** The findings for the page's list; a page without has none. */
  data?: Iterable<string>,
): Generator<string> {
  const script = data ? page.script : page.plainScript
  const policy = [
    "default-src 'none'",
    `script-src '${hashSource(script)}'`,
    `style-src '${hashSource(page.style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ')
  // A style or script element holds exactly the text that was hashed, so no formatter may touch what is around it.
  yield [
    '<!doctype html>',
    `<html lang="${language}">`,
    '<head>',
    '<meta charset="utf-8">',
    html`<meta http-equiv="Content-Security-Policy" content="${policy}" />`.text,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    '<meta name="color-scheme" content="light dark">',
    html`<title>${title}</title>`.text,
    `<style>${page.style}</style>`,
    '</head>',
    '<body>',
    `${icons.text}\n`,
  ].join('\n')
  yield body.text
  if (data) {
    yield '<script type="application/json" id="data">'
    yield* data
    yield '</script>\n'
  }
  yield `<script>${script}</script>\n</body>\n</html>\n`
}

function hashSource(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
