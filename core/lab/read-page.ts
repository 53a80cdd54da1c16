/** One field of a form: what it is named, what it holds, and whether it would be sent as it stands. */
export interface FormField {
  readonly type: string
  readonly name: string
  readonly value: string
  readonly isSent: boolean
}

export interface PageForm {
  readonly method: string
  readonly action: string
  readonly fields: readonly FormField[]
}

/** A page of the local authorization server, as far as driving it takes. */
export interface ReadPage {
  /** Such as `login`; empty where the page does not say. */
  readonly kind: string
  readonly title: string
  /** What it says went wrong, or else its sentences. */
  readonly message: string
  readonly forms: readonly PageForm[]
}

/**
 * Reads our own pages and nothing else: attributes in double quotes, entities as our escaping writes them. Whatever is not
 * written that way is not there.
 */
export function readPage(html: string): ReadPage {
  const [main = ''] = /<main\b[\s\S]*<\/main>/.exec(html) ?? []
  const alert = /<div\b[^>]*\brole="alert"[^>]*>([\s\S]*?)<\/div>/.exec(main)?.[1]
  const paragraphs = [...main.matchAll(/<p\b[^>]*>([\s\S]*?)<\/p>/g)].map(([, text = '']) => textOf(text))
  return {
    kind: attributesOf(/<main\b[^>]*>/.exec(main)?.[0] ?? '')['data-page'] ?? '',
    title: textOf(/<h1\b[^>]*>([\s\S]*?)<\/h1>/.exec(main)?.[1] ?? ''),
    message: alert === undefined ? paragraphs.join(' ') : textOf(alert),
    forms: [...main.matchAll(/(<form\b[^>]*>)([\s\S]*?)<\/form>/g)].map(([, tag = '', content = '']) =>
      readForm(tag, content),
    ),
  }
}

function readForm(tag: string, content: string): PageForm {
  const { method = 'get', action = '' } = attributesOf(tag)
  const inputs = [...content.matchAll(/<(input|button)\b[^>]*>/g)].map(([input, element = '']) =>
    readInput(element, attributesOf(input)),
  )
  const selects = [...content.matchAll(/(<select\b[^>]*>)([\s\S]*?)<\/select>/g)].map(
    ([, select = '', options = '']) => readSelect(attributesOf(select), options),
  )
  return {
    method: method.toUpperCase(),
    action,
    fields: [...inputs, ...selects].filter(({ name }) => name !== ''),
  }
}

function readInput(element: string, attributes: Readonly<Record<string, string>>): FormField {
  const { name = '', type = element === 'button' ? 'submit' : 'text' } = attributes
  const isBox = type === 'checkbox' || type === 'radio'
  const isSent = type !== 'submit' && (!isBox || 'checked' in attributes) && !('disabled' in attributes)
  return { type, name, value: attributes['value'] ?? (isBox ? 'on' : ''), isSent }
}

function readSelect({ name = '' }: Readonly<Record<string, string>>, content: string): FormField {
  const options = [...content.matchAll(/<option\b[^>]*>/g)].map(([option]) => attributesOf(option))
  const chosen = options.find((option) => 'selected' in option) ?? options[0]
  return { type: 'select', name, value: chosen?.['value'] ?? '', isSent: chosen !== undefined }
}

function attributesOf(tag: string): Readonly<Record<string, string>> {
  const found = tag.replace(/^<[a-z0-9]+/i, '').matchAll(/([a-z][a-z0-9-]*)(?:="([^"]*)")?/gi)
  return Object.fromEntries(
    [...found].map(([, name = '', value = '']) => [name.toLowerCase(), decode(value)]),
  )
}

function textOf(html: string): string {
  return decode(html.replace(/<[^>]*>/g, ''))
    .replace(/\s+/g, ' ')
    .trim()
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
}

function decode(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity)
}
