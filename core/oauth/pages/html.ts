/** HTML that may stand in a page as it is; only `html` makes it. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Fragment = string | Html | readonly Html[] | null

/** The one way to HTML: whatever is filled in is escaped, unless it is HTML already; null is nothing. */
export function html(strings: TemplateStringsArray, ...fillings: readonly Fragment[]): Html {
  const written = strings.map((string, index) => string + write(fillings[index] ?? null))
  return new Html(written.join(''))
}

function write(filling: Fragment): string {
  if (filling === null) return ''
  if (typeof filling === 'string') return escape(filling)
  if (filling instanceof Html) return filling.text
  return filling.map(({ text }) => text).join('')
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as it is shown: also without what turns the direction of the text around it, or ends it. */
function escape(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '\ufffd')
    .replace(/[&<>"']/g, (character) => entities[character] ?? '')
}

/** A sentence of `core/wording`: what stands in backticks is code. */
export function prose(sentence: string): Html {
  const parts = sentence
    .split('`')
    .map((part, index) => (index % 2 === 0 ? html`${part}` : html`<code>${part}</code>`))
  return html`${parts}`
}
