import { sentenceParts, type SentencePart } from './sentence.ts'

/** Control characters, which could end a line or a cell, as pictures of themselves. */
const invisible = /[\0-\x1F\x7F\u0085\u2028\u2029]/g

/** Text that Markdown shows as it is, also in a cell of a table: no markup, no HTML, no link, no line of its own (U4). */
export function markdownText(text: string): string {
  return visible(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[\\`*_{}[\]()#+\-.!|~@:]/g, (sign, at: number, whole: string) =>
      isMarkup(sign, at, whole) ? `\\${sign}` : sign,
    )
}

/** A technical name in the type of code, whatever backticks are in it. */
export function markdownCode(text: string): string {
  const shown = visible(text).replaceAll('|', '\\|')
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map(({ length }) => length))
  const fence = '`'.repeat(longest + 1)
  const space = shown === '' || /^[` ]|[` ]$/.test(shown) ? ' ' : ''
  return `${fence}${space}${shown}${space}${fence}`
}

/** A sentence whose technical names stand in backticks. */
export function markdownSentence(parts: string | readonly SentencePart[]): string {
  return (typeof parts === 'string' ? sentenceParts(parts) : parts)
    .map(({ text, code }) => (code ? markdownCode(text) : markdownText(text)))
    .join('')
}

export function markdownRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`
}

/** Head of a table: names, and which columns are numbers. */
export function markdownHead(heads: readonly string[], numbers: ReadonlySet<number> = new Set()): string {
  return markdownRow(heads) + markdownRow(heads.map((_head, column) => (numbers.has(column) ? '--:' : '---')))
}

/** A link only to what a browser opens safely. */
export function markdownLink(label: string, href: string | null): string {
  if (href === null || !/^https?:\/\/[^\s<>()]+$/.test(href)) return markdownText(label)
  return `[${markdownText(label)}](<${href}>)`
}

function visible(text: string): string {
  return text.replaceAll(invisible, (sign) => {
    const code = sign.charCodeAt(0)
    if (code === 0x7f) return '\u2421'
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : '\u2424'
  })
}

/** A full stop, hyphen or bracket inside a sentence is none; a colon or at sign would make an address a link. */
function isMarkup(sign: string, at: number, whole: string): boolean {
  switch (sign) {
    case '.':
      // Numbers of up to nine digits at the start of a line make a list, `www.` makes a link.
      return (
        (at < 10 && /^\d+$/.test(whole.slice(0, at))) || /^www$/i.test(whole.slice(Math.max(0, at - 3), at))
      )
    case '-':
    case '+':
      return at === 0
    case ':':
      return whole.startsWith('//', at + 1)
    case '(':
    case ')':
      return false
    case '@':
      return at > 0 && whole[at - 1] !== ' '
    default:
      return true
  }
}
