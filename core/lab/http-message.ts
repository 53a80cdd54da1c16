import type { SecretBook } from './secret-book.ts'

/** One name and value of a message; `isSecret` where its name says that it is one. */
export interface Field {
  readonly name: string
  readonly value: string
  readonly isSecret: boolean
}

/** A request or a response as the timeline shows it, with its real values (L3). */
export interface HttpMessage {
  /** `POST https://…` without query and fragment, or `HTTP 200`. */
  readonly line: string
  readonly parameters: readonly Field[]
  readonly headers: readonly Field[]
  readonly body: readonly Field[]
}

export interface SentRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface ReceivedResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What the timeline keeps of one text, in characters. */
const LONGEST_KEPT = 100_000

const secretHeaders = new Set(['authorization', 'proxy-authorization', 'cookie', 'set-cookie'])

/** Names, without their separators and in lower case, whose values are secrets wherever they stand. */
const secretNames = new Set([
  'accesstoken',
  'assertion',
  'clientassertion',
  'clientsecret',
  'codeverifier',
  'handle',
  'idtoken',
  'password',
  'refreshtoken',
  'samlresponse',
  'secret',
  'token',
])

function isSecretName(name: string): boolean {
  return secretNames.has(name.replace(/[-_]/g, '').toLowerCase())
}

/** A parameter of a URL or a form; there `code` is the authorization code, in JSON it is a word for an error. */
export function isSecretParameter(name: string): boolean {
  return name === 'code' || isSecretName(name)
}

/** Reads a request, and keeps every secret that its names tell of. */
export function readRequest(request: SentRequest, secrets: SecretBook): HttpMessage {
  const { address, parameters } = splitUrl(request.url)
  const message = {
    line: `${request.method} ${address}`,
    parameters,
    headers: readHeaders(request.headers),
    body: readBody(request, secrets),
  }
  keepSecrets(message, secrets)
  return message
}

/** Reads a response; its parameters are those of the address that it sends the browser to. */
export function readResponse(response: ReceivedResponse, secrets: SecretBook): HttpMessage {
  const location = response.headers['location']
  const message = {
    line: `HTTP ${String(response.status)}`,
    parameters: location === undefined ? [] : splitUrl(location).parameters,
    headers: readHeaders(response.headers),
    body: readBody(response, secrets),
  }
  keepSecrets(message, secrets)
  return message
}

/** What the browser brought back to the redirect URI. */
export function readRedirect(uri: string, parameters: URLSearchParams, secrets: SecretBook): HttpMessage {
  const message = { line: `GET ${uri}`, parameters: readParameters(parameters), headers: [], body: [] }
  keepSecrets(message, secrets)
  return message
}

function splitUrl(url: string): { readonly address: string; readonly parameters: readonly Field[] } {
  const [, address = '', query = '', fragment = ''] = /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(url) ?? []
  return {
    address,
    parameters: [
      ...readParameters(new URLSearchParams(query)),
      ...readParameters(new URLSearchParams(fragment)),
    ],
  }
}

function readParameters(parameters: URLSearchParams): readonly Field[] {
  return [...parameters].map(([name, value]) => ({ name, value, isSecret: isSecretParameter(name) }))
}

function readHeaders(headers: Readonly<Record<string, string>>): readonly Field[] {
  return Object.entries(headers).map(([name, value]) => ({
    name,
    value,
    isSecret: secretHeaders.has(name.toLowerCase()),
  }))
}

function readBody(
  { headers, body }: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
  secrets: SecretBook,
): readonly Field[] {
  if (body === '') return []
  const type = headers['content-type'] ?? ''
  if (type.startsWith('application/x-www-form-urlencoded')) return readParameters(new URLSearchParams(body))
  if (/^application\/([a-z.-]+\+)?json/.test(type)) return readJson(body, secrets)
  if (type.startsWith('text/html')) keepHandles(body, secrets)
  return [{ name: '', value: kept(body, secrets), isSecret: false }]
}

function readJson(body: string, secrets: SecretBook): readonly Field[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(body, (name, value: unknown) => {
      if (typeof value === 'string' && isSecretName(name)) secrets.keep(value)
      return value
    })
  } catch {
    keepTornSecrets(body, secrets)
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    return [{ name: '', value: kept(body, secrets), isSecret: false }]
  }
  return Object.entries(parsed).map(([name, value]) => ({
    name,
    value: kept(typeof value === 'string' ? value : JSON.stringify(value), secrets),
    isSecret: isSecretName(name),
  }))
}

/** A long text is kept in part, and masked before, so that no secret is cut in two. */
function kept(text: string, secrets: SecretBook): string {
  return text.length > LONGEST_KEPT ? `${secrets.mask(text).slice(0, LONGEST_KEPT)}…` : text
}

/** JSON that is cut off or malformed still holds what it was about to say. */
function keepTornSecrets(body: string, secrets: SecretBook): void {
  for (const [, name = '', value = ''] of body.matchAll(/"([\w-]{1,40})"\s*:\s*"([^"]*)/g)) {
    if (isSecretName(name)) secrets.keep(value)
  }
}

/** A page's handle can be used once, by whoever has it. */
function keepHandles(page: string, secrets: SecretBook): void {
  for (const [input] of page.matchAll(/<input\b[^>]*\bname="handle"[^>]*>/g)) {
    secrets.keep(/\bvalue="([^"]*)"/.exec(input)?.[1])
  }
}

function keepSecrets(message: Omit<HttpMessage, 'line'>, secrets: SecretBook): void {
  for (const { name, value, isSecret } of [...message.parameters, ...message.headers, ...message.body]) {
    if (!isSecret) continue
    secrets.keep(value)
    // `Bearer …` and `Basic …` hold a secret that is repeated without the word.
    if (secretHeaders.has(name.toLowerCase())) secrets.keep(...value.split(/[\s;,=]+/).filter(isLong))
  }
}

function isLong(part: string): boolean {
  return part.length >= 16
}
