import { BlockList, isIP } from 'node:net'
import { MAX_DOCUMENT_BYTES } from '../model/api-document.ts'
import type { DocumentProblem } from '../model/document-problem.ts'
import type { Failure } from '../model/failure.ts'
import { fail, ok, type Result } from '../model/result.ts'
import type { DocumentText } from './catalogue.ts'
import { documentTooLarge } from './document-limit.ts'
import { unreadableDocument } from './unreadable-document.ts'

/** The part of `fetch` that is used here. */
export type FetchPage = (url: URL, init: RequestInit) => Promise<Response>

const MAX_REDIRECTS = 5
const TIMEOUT_MS = 30_000

/**
 * Gets an API document from an https address: at most five redirects, 40 MB and 30 seconds, and never from an address
 * that names this machine or its network. A name that resolves to such an address is not found out here.
 */
export async function fetchDocument(
  address: string,
  options: { readonly fetch: FetchPage; readonly signal?: AbortSignal },
): Promise<Result<DocumentText>> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS)
  const signal = options.signal ? AbortSignal.any([timeout, options.signal]) : timeout
  try {
    return await follow(address, (url) =>
      options.fetch(url, { redirect: 'manual', signal, headers: accepted }),
    )
  } catch (error) {
    if (options.signal?.aborted) return fail({ code: 'cancelled' })
    return atAddress(networkProblem(error), address)
  }
}

const accepted = { accept: 'application/json, application/yaml, text/yaml;q=0.9, */*;q=0.5' }

async function follow(address: string, get: (url: URL) => Promise<Response>): Promise<Result<DocumentText>> {
  let url = readAddress(address)
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    if (!url.ok) return url
    const response = await get(url.value)
    const location = response.headers.get('location')
    if (response.status < 300 || response.status > 399 || location === null) {
      return readResponse(response, url.value)
    }
    await response.body?.cancel()
    url = readAddress(location, url.value)
  }
  return refused(address, 'address_redirects', { limit: MAX_REDIRECTS })
}

/** An address that may be asked, absolute or relative to the page that redirects to it. */
function readAddress(address: string, base?: URL): Result<URL> {
  const url = URL.parse(address, base)
  if (!url) return refused(address, 'address_malformed')
  if (url.protocol !== 'https:') return refused(address, 'address_not_https')
  if (url.username !== '' || url.password !== '') return refused(address, 'address_credentials')
  if (namesThisNetwork(url.hostname)) return refused(address, 'address_local')
  return ok(url)
}

/** Loopback, private, link-local and otherwise special addresses, and the names that always mean this machine. */
function namesThisNetwork(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  if (host === 'localhost' || host.endsWith('.localhost')) return true
  const version = isIP(host)
  return version !== 0 && specialAddresses().check(host, version === 6 ? 'ipv6' : 'ipv4')
}

/** RFC 6890 and its successors: what no public server has. IPv4 inside IPv6 is checked as IPv4. */
function specialAddresses(): BlockList {
  const list = new BlockList()
  for (const [network, prefix] of [
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['224.0.0.0', 3],
  ] as const) {
    list.addSubnet(network, prefix, 'ipv4')
  }
  for (const [network, prefix] of [
    ['::', 96],
    ['64:ff9b::', 96],
    ['64:ff9b:1::', 48],
    ['2002::', 16],
    ['fc00::', 7],
    ['fe80::', 9],
    ['ff00::', 8],
  ] as const) {
    list.addSubnet(network, prefix, 'ipv6')
  }
  return list
}

async function readResponse(response: Response, url: URL): Promise<Result<DocumentText>> {
  const name = publicName(url.href)
  if (!response.ok) {
    await response.body?.cancel()
    return atAddress(unreadableDocument('server_status', { status: response.status }), url.href)
  }
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength
    // Leaving the loop cancels the stream.
    if (bytes > MAX_DOCUMENT_BYTES) return atAddress(documentTooLarge(bytes), url.href)
    chunks.push(chunk)
  }
  const text = decode(Buffer.concat(chunks))
  return text === undefined
    ? atAddress(unreadableDocument('document_not_utf8'), url.href)
    : ok({ name, text })
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // A fatal decoder throws a TypeError for malformed text, and nothing else.
    return undefined
  }
}

function networkProblem(error: unknown): Result<never> {
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return unreadableDocument('server_slow', { seconds: TIMEOUT_MS / 1000 })
  }
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && 'code' in cause
    ? unreadableDocument('server_unreachable_code', { error: String(cause.code) })
    : unreadableDocument('server_unreachable')
}

function refused(address: string, problem: DocumentProblem, fillings: Failure['params'] = {}): Result<never> {
  return atAddress(fail({ code: 'catalogue_source_refused', params: { ...fillings, problem } }), address)
}

function atAddress(result: Result<never>, address: string): Result<never> {
  return result.ok ? result : fail({ ...result.failure, field: 'source', value: publicName(address) })
}

/** An address without what could be a secret in it: credentials, query and fragment. */
function publicName(address: string): string {
  const url = URL.parse(address)
  if (!url)
    return address
      .replace(/[?#].*$/s, '')
      .replace(/\/\/[^/]*@/, '//')
      .slice(0, 200)
  return url.host === '' ? url.protocol : `${url.protocol}//${url.host}${url.pathname}`
}
