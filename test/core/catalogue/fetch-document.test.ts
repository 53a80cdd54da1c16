import { describe, expect, it } from 'vitest'
import { fetchDocument, type FetchPage } from '../../../core/catalogue/fetch-document.ts'
import { MAX_DOCUMENT_BYTES } from '../../../core/model/api-document.ts'
import type { Failure } from '../../../core/model/failure.ts'
import { fail } from '../../../core/model/result.ts'

const address = 'https://api.example.com/api/v2/docs/swagger'

/** A network in which these addresses answer, and a list of those that were asked. */
function network(pages: Readonly<Record<string, () => Response>>): { fetch: FetchPage; asked: string[] } {
  const asked: string[] = []
  const fetch: FetchPage = (url, init) => {
    asked.push(url.href)
    if (init.redirect !== 'manual' || !init.signal)
      throw new Error('redirects and time must stay in our hands')
    const page = pages[url.href]
    return page ? Promise.resolve(page()) : Promise.reject(new TypeError('fetch failed'))
  }
  return { fetch, asked }
}

const redirect =
  (location: string, status = 302) =>
  () =>
    new Response(null, { status, headers: { location } })
const page = (text: BodyInit) => () => new Response(text)

function refusal(params: NonNullable<Failure['params']>, value: string) {
  return fail({ code: 'catalogue_source_refused', params, field: 'source', value })
}

function unreadable(params: NonNullable<Failure['params']>, value = address) {
  return fail({ code: 'catalogue_unreadable', params, field: 'source', value })
}

describe('fetching an API document', () => {
  it('answers its text, named by the address without query and fragment (F4)', async () => {
    const { fetch, asked } = network({
      [`${address}?token=hush#top`]: page('\uFEFF{"swagger":"2.0","title":"ä"}'),
    })
    expect(await fetchDocument(`${address}?token=hush#top`, { fetch })).toEqual({
      ok: true,
      value: { name: address, text: '{"swagger":"2.0","title":"ä"}' },
    })
    expect(asked).toHaveLength(1)
  })

  it('follows five redirects, also relative ones, and is named by the last address', async () => {
    const { fetch, asked } = network({
      [address]: redirect('/1'),
      'https://api.example.com/1': redirect('2', 301),
      'https://api.example.com/2': redirect('https://docs.example.com/3', 307),
      'https://docs.example.com/3': redirect('//docs.example.com/4', 308),
      'https://docs.example.com/4': redirect('?five', 303),
      'https://docs.example.com/4?five': page('text'),
    })
    expect(await fetchDocument(address, { fetch })).toEqual({
      ok: true,
      value: { name: 'https://docs.example.com/4', text: 'text' },
    })
    expect(asked).toHaveLength(6)
  })

  it('refuses a sixth redirect', async () => {
    const { fetch, asked } = network({ [address]: redirect(address) })
    expect(await fetchDocument(address, { fetch })).toEqual(
      refusal({ problem: 'address_redirects', limit: 5 }, address),
    )
    expect(asked).toHaveLength(6)
  })

  it.each([
    ['no address', 'swagger.json', 'address_malformed'],
    ['http', 'http://api.example.com/docs', 'address_not_https'],
    ['a file', 'file:///etc/passwd', 'address_not_https'],
    ['data', 'data:application/json,{}', 'address_not_https'],
    ['localhost', 'https://localhost/docs', 'address_local'],
    ['a name below localhost', 'https://API.LocalHost./docs', 'address_local'],
    ['loopback', 'https://127.0.0.1/docs', 'address_local'],
    ['loopback in one number', 'https://2130706433/docs', 'address_local'],
    ['loopback in hexadecimal', 'https://0x7f.1/docs', 'address_local'],
    ['any address', 'https://0.0.0.0/docs', 'address_local'],
    ['a private network', 'https://10.1.2.3/docs', 'address_local'],
    ['a private network', 'https://172.31.255.255/docs', 'address_local'],
    ['a private network', 'https://192.168.0.1:8443/docs', 'address_local'],
    ['a shared network', 'https://100.64.0.1/docs', 'address_local'],
    ['link-local', 'https://169.254.169.254/docs', 'address_local'],
    ['IPv6 loopback', 'https://[::1]/docs', 'address_local'],
    ['IPv6 any', 'https://[::]/docs', 'address_local'],
    ['IPv6 link-local', 'https://[fe80::1]/docs', 'address_local'],
    ['IPv6 unique local', 'https://[fd00::1]/docs', 'address_local'],
    ['loopback inside IPv6', 'https://[::ffff:127.0.0.1]/docs', 'address_local'],
    ['a private network inside IPv6', 'https://[64:ff9b::10.0.0.1]/docs', 'address_local'],
  ])('refuses %s, directly and by a redirect, without asking it', async (_what, bad, problem) => {
    const { fetch, asked } = network({ [address]: redirect(bad) })
    const direct = await fetchDocument(bad, { fetch })
    expect(direct).toMatchObject({
      ok: false,
      failure: { code: 'catalogue_source_refused', params: { problem } },
    })
    expect(asked).toEqual([])
    if (bad === 'swagger.json') return
    expect(await fetchDocument(address, { fetch })).toEqual(direct)
    expect(asked).toEqual([address])
  })

  it.each([
    'https://8.8.8.8/docs',
    'https://172.32.0.1/docs',
    'https://[2001:4860::8888]/docs',
    'https://localhost.example.com/',
  ])('asks the public address %s', async (good) => {
    const { fetch } = network({ [good]: page('text') })
    expect(await fetchDocument(good, { fetch })).toMatchObject({ ok: true })
  })

  it('refuses credentials in the address and does not repeat them, nor the query (F4)', async () => {
    const { fetch, asked } = network({})
    const result = await fetchDocument('https://me:hush@api.example.com/docs?key=hush#hush', { fetch })
    expect(result).toEqual(refusal({ problem: 'address_credentials' }, 'https://api.example.com/docs'))
    const broken = await fetchDocument('https://me:hush@[bad/docs?key=hush', { fetch })
    expect(JSON.stringify(broken)).not.toContain('hush')
    expect(asked).toEqual([])
  })

  it.each([
    [
      'a status that is no success',
      () => new Response('no', { status: 404 }),
      { problem: 'server_status', status: 404 },
    ],
    [
      'a redirect to nowhere',
      () => new Response(null, { status: 302 }),
      { problem: 'server_status', status: 302 },
    ],
    ['text that is not UTF-8', page(new Uint8Array([0x7b, 0xff, 0x7d])), { problem: 'document_not_utf8' }],
  ])('says so on %s', async (_what, answer, problem) => {
    const { fetch } = network({ [address]: answer })
    expect(await fetchDocument(address, { fetch })).toEqual(unreadable(problem))
  })

  it.each([
    ['cannot be reached', new TypeError('fetch failed'), { problem: 'server_unreachable' }],
    [
      'has no address',
      new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ENOTFOUND' }) }),
      { problem: 'server_unreachable_code', error: 'ENOTFOUND' },
    ],
    ['is too slow', new DOMException('late', 'TimeoutError'), { problem: 'server_slow', seconds: 30 }],
  ])('says so when the server %s', async (_what, error, problem) => {
    expect(await fetchDocument(address, { fetch: () => Promise.reject(error) })).toEqual(unreadable(problem))
  })

  it('says so when the answer breaks off', async () => {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        controller.enqueue(new Uint8Array(3))
        controller.error(new TypeError('terminated'))
      },
    })
    const { fetch } = network({ [address]: page(body) })
    expect(await fetchDocument(address, { fetch })).toEqual(unreadable({ problem: 'server_unreachable' }))
  })

  it('stops reading at 40 MB', async () => {
    const step = 1024 * 1024
    let sent = 0
    let isCancelled = false
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += step
        controller.enqueue(new Uint8Array(step))
      },
      cancel: () => {
        isCancelled = true
      },
    })
    const { fetch } = network({ [address]: page(body) })
    expect(await fetchDocument(address, { fetch })).toEqual(
      fail({
        code: 'catalogue_too_large',
        params: { bytes: MAX_DOCUMENT_BYTES + step, limit: MAX_DOCUMENT_BYTES },
        field: 'source',
        value: address,
      }),
    )
    expect(isCancelled).toBe(true)
    expect(sent).toBeLessThan(MAX_DOCUMENT_BYTES + 5 * step)
  })

  it('ends when it is cancelled', async () => {
    const abort = new AbortController()
    const fetch: FetchPage = (_url, { signal }) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => {
          reject(new DOMException('stopped', 'AbortError'))
        })
        abort.abort()
      })
    expect(await fetchDocument(address, { fetch, signal: abort.signal })).toEqual(fail({ code: 'cancelled' }))
  })
})
