import { describe, expect, it } from 'vitest'
import { markdownText } from '../../../../core/audit/report/markdown-text.ts'
import { fieldChanges } from '../../../../core/organization/field-changes.ts'

describe('a full stop in Markdown (U4)', () => {
  it.each([
    ['1. first', '1\\. first'],
    ['123456789. last', '123456789\\. last'],
    ['1234567890. no list', '1234567890. no list'],
    ['www.acme.example', 'www\\.acme.example'],
    ['see WWW.acme.example', 'see WWW\\.acme.example'],
    ['v1.2', 'v1.2'],
  ])('of %s makes neither a list nor a link', (text, written) => {
    expect(markdownText(text)).toBe(written)
  })
})

describe('what somebody wrote to keep a report busy (U4)', () => {
  it.each([
    ['a name of full stops', () => markdownText('a.'.repeat(150_000)).length],
    [
      'a record of very many redirect URIs',
      () => {
        const uris = (host: string) =>
          Array.from({ length: 40_000 }, (_none, n) => `https://${host}${String(n)}.example/`)
        const [before, after] = [{ redirectUris: uris('app') }, { redirectUris: uris('desk') }]
        return fieldChanges(before, after, ['redirectUris'])[0]?.added.length
      },
    ],
  ])('costs time in proportion to %s only', (_name, work) => {
    const began = performance.now()

    expect(work()).toBeGreaterThanOrEqual(40_000)
    expect(performance.now() - began).toBeLessThan(2_000)
  })
})
