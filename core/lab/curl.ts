import type { SentRequest } from './http-message.ts'
import { isSecretParameter } from './http-message.ts'
import type { SecretBook } from './secret-book.ts'

/**
 * One request as a command for a POSIX shell, on one line. Whatever is secret is a variable of the shell, so that the command
 * can be shown to anybody and its secrets come from the environment (L3, F4).
 */
export function writeCurl(request: SentRequest, secrets: SecretBook): string {
  const url = new URL(request.url)
  const inQuery = [...url.searchParams]
  const form = isForm(request) ? [...new URLSearchParams(request.body)] : null
  const masked = (text: string) => quote(secrets.mask(text))
  const words = ['curl', '-sS', '-i']
  if (request.method !== 'GET' || (form === null && request.body !== ''))
    words.push('-X', quote(request.method))
  for (const [name, value] of Object.entries(request.headers)) {
    // What curl sets by itself for a form.
    if (form !== null && name.toLowerCase() === 'content-type') continue
    words.push(...headerWords(name, value, masked))
  }
  if (inQuery.length > 0 && form === null) words.push('-G')
  for (const [name, value] of form ?? inQuery) words.push('--data-urlencode', pair(name, value, masked))
  if (form === null && request.body !== '') words.push('--data-raw', masked(request.body))
  url.hash = ''
  if (form === null) url.search = ''
  words.push(masked(url.href))
  return words.join(' ')
}

function headerWords(name: string, value: string, masked: (text: string) => string): readonly string[] {
  const [, scheme = '', credentials = ''] = /^(Basic|Bearer)\s+(.+)$/i.exec(value) ?? []
  if (name.toLowerCase() !== 'authorization' || credentials === '') return ['-H', masked(`${name}: ${value}`)]
  if (scheme.toLowerCase() === 'bearer') return ['-H', `${quote(`${name}: Bearer `)}"$ACCESS_TOKEN"`]
  const [id = ''] = Buffer.from(credentials, 'base64').toString('utf8').split(':')
  return ['-u', `${quote(`${decodeURIComponent(id)}:`)}"$CLIENT_SECRET"`]
}

function pair(name: string, value: string, masked: (text: string) => string): string {
  if (!isSecretParameter(name)) return masked(`${name}=${value}`)
  return `${quote(`${name}=`)}"$${name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}"`
}

function isForm({ headers }: SentRequest): boolean {
  return (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')
}

/** INVARIANT: nothing inside is read by the shell; a single quote ends the text, stands escaped, and begins it again. */
function quote(text: string): string {
  return /^[A-Za-z0-9_./:=@-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
