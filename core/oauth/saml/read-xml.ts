import { DOMParser } from '@xmldom/xmldom'
import { AssertionRefused } from './assertion-refused.ts'
import { descendants, elementsOf, textOf } from './xml-elements.ts'

/** In characters. The parser and the canonicalization take time that grows faster than the text. */
const MAX_LENGTH = 100_000
const MAX_DEPTH = 40
/** Elements and attributes together. */
const MAX_PARTS = 4_000
const DECLARATION =
  /^<\?xml[ \t\r\n]+version=(["'])1\.0\1(?:[ \t\r\n]+encoding=(["'])utf-8\2)?(?:[ \t\r\n]+standalone=(["'])(?:yes|no)\3)?[ \t\r\n]*\?>/i
/** What is no character of XML, and what some take for the end of a line and others do not. */
const FORBIDDEN = /[^\t\n\r\u0020-\u007e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u
const PREDEFINED = /^&(?:amp|lt|gt|quot|apos);$/

/**
 * Parses what can only be read in one way. Whatever readers and signers have been known to see differently is refused
 * in the text already: document types with their entities, comments, processing instructions and CDATA.
 */
export function readXml(text: string): Element {
  if (text.length > MAX_LENGTH) {
    throw new AssertionRefused('size', `the assertion is longer than ${String(MAX_LENGTH)} characters`)
  }
  const content = text.replace(DECLARATION, '')
  checkMarkup(content)
  checkCharacters(content)
  const root = parse(content)
  let parts = 0
  for (const { element, depth } of descendants(root)) {
    parts += 1 + element.attributes.length
    if (depth > MAX_DEPTH || parts > MAX_PARTS) {
      throw new AssertionRefused('size', 'the assertion has too many elements or is nested too deeply')
    }
    checkNamespaces(element)
  }
  return root
}

/** Canonicalization writes the names of namespaces as they are, so that one with markup in it would become markup. */
function checkNamespaces(element: Element): void {
  const names = Array.from(element.attributes).filter(({ name }) => name.startsWith('xmlns'))
  if (names.every(({ value }) => !/[<>"&]/.test(value))) return
  throw new AssertionRefused('characters', 'the name of a namespace holds markup')
}

/** `<` begins nothing but tags, so these two are found wherever they stand. */
function checkMarkup(content: string): void {
  if (content.includes('<!')) {
    throw new AssertionRefused('markup', 'the assertion holds a document type, a comment or CDATA')
  }
  if (content.includes('<?')) {
    throw new AssertionRefused('markup', 'the assertion holds a processing instruction')
  }
}

function checkCharacters(content: string): void {
  if (FORBIDDEN.test(content)) {
    throw new AssertionRefused('characters', 'the assertion holds a control character')
  }
  const ampersands = content.split('&').length - 1
  const references = content.match(/&[^&;<]{1,12};/g) ?? []
  if (ampersands !== references.length || !references.every(isReference)) {
    throw new AssertionRefused('characters', 'the assertion refers to an entity that XML does not predefine')
  }
}

function isReference(reference: string): boolean {
  if (PREDEFINED.test(reference)) return true
  const number = /^&#(?:x([0-9a-f]{1,6})|([0-9]{1,7}));$/i.exec(reference)
  if (!number) return false
  const code = number[1] === undefined ? Number(number[2]) : Number.parseInt(number[1], 16)
  return code <= 0x10ffff && !FORBIDDEN.test(String.fromCodePoint(code))
}

function parse(content: string): Element {
  const parser = new DOMParser({
    locator: {},
    // At once, also for warnings: what the parser does to go on can take minutes.
    errorHandler: () => {
      throw notWellFormed()
    },
  })
  let document: Document
  try {
    document = parser.parseFromString(content, 'text/xml')
  } catch {
    throw notWellFormed()
  }
  const [root, ...others] = elementsOf(document)
  // The parser drops text before the root and keeps text behind it.
  const isAlone = /^\s*</.test(content) && textOf(document).trim() === ''
  if (!root || others.length > 0 || !isAlone) throw notWellFormed()
  return root
}

function notWellFormed(): AssertionRefused {
  return new AssertionRefused('well_formed', 'the assertion is not well-formed XML')
}
