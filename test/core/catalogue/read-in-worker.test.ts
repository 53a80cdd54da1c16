import { describe, expect, it } from 'vitest'
import { createCatalogueReader } from '../../../core/catalogue/read-in-worker.ts'
import { fail } from '../../../core/model/result.ts'
import { contentOf, needs, swagger } from './documents.ts'

const worker = new URL('../../../core/catalogue/catalogue-worker.ts', import.meta.url)
const reader = createCatalogueReader(worker)
const noWorker = createCatalogueReader(new URL('data:text/javascript,throw new Error("not needed")'))

const small = swagger({ '/a': { get: needs('ANY', ['a:b:c', 'admin'], ['x']) } })
const large = swagger(
  Object.fromEntries(
    Array.from({ length: 2_000 }, (_item, i) => [
      `/path/${String(i)}`,
      { get: needs('ANY', ['a:b:c', 'admin'], ['x']) },
    ]),
  ),
)
const source = (text: string) => ({ name: 'api.json', text })

describe('reading a document', () => {
  it('reads a small one without a worker', async () => {
    expect(await noWorker.read(source(small), {})).toEqual({ ok: true, value: contentOf(small) })
  })

  it('reads a large one in a worker, with the same answer and with progress', async () => {
    const seen: [number, number][] = []
    const result = await reader.read(source(large), { onProgress: (done, total) => seen.push([done, total]) })
    expect(result).toEqual({ ok: true, value: contentOf(large) })
    expect(seen[0]).toEqual([0, 2_000])
    expect(seen.at(-1)).toEqual([2_000, 2_000])
  })

  it.each([
    ['small', '{'],
    ['large', `{${' '.repeat(300_000)}`],
  ])('names the source of a %s one that cannot be read (F2)', async (_size, text) => {
    expect(await reader.read(source(text), {})).toMatchObject({
      ok: false,
      failure: { code: 'catalogue_unreadable', field: 'source', value: 'api.json' },
    })
  })

  it('refuses one of more than 40 MB without starting a worker', async () => {
    const text = ' '.repeat(40 * 1024 * 1024 + 1)
    expect(await noWorker.read(source(text), {})).toMatchObject({
      ok: false,
      failure: { code: 'catalogue_too_large', field: 'source', value: 'api.json' },
    })
  })
})

describe('cancelling', () => {
  const cancelled = fail({ code: 'cancelled' })

  it('ends a reading under way', async () => {
    const abort = new AbortController()
    const reading = reader.read(source(large), { signal: abort.signal })
    abort.abort()
    expect(await reading).toEqual(cancelled)
  })

  it('ends it in the middle of the document', async () => {
    const abort = new AbortController()
    const onProgress = (): void => {
      abort.abort()
    }
    expect(await reader.read(source(large), { signal: abort.signal, onProgress })).toEqual(cancelled)
  })

  it.each([
    ['small', small],
    ['large', large],
  ])('starts no reading of a %s document at all after the signal', async (_size, text) => {
    expect(await noWorker.read(source(text), { signal: AbortSignal.abort() })).toEqual(cancelled)
  })

  it('has no effect after the answer', async () => {
    const abort = new AbortController()
    const result = await reader.read(source(large), { signal: abort.signal })
    abort.abort()
    expect(result.ok).toBe(true)
  })
})

describe('a worker that fails is a fault', () => {
  it.each([
    ['dies', 'throw new Error("broken")', 'the catalogue worker failed'],
    ['says nothing', '', 'the catalogue worker ended without an answer, with code 0'],
    ['leaves', 'process.exit(7)', 'the catalogue worker ended without an answer, with code 7'],
  ])('when it %s', async (_what, code, message) => {
    const broken = createCatalogueReader(new URL(`data:text/javascript,${encodeURIComponent(code)}`))
    await expect(broken.read(source(large), {})).rejects.toThrow(message)
  })

  it('when there is none', async () => {
    const missing = createCatalogueReader(new URL('./no-such-worker.js', import.meta.url))
    await expect(missing.read(source(large), {})).rejects.toThrow('the catalogue worker failed')
  })
})
