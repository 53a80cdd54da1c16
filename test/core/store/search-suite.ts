import { beforeEach, describe, expect, it } from 'vitest'
import { aClient } from './records.ts'
import { storeInUse } from './store-in-use.ts'
import type { OpenStore } from './store-in-use.ts'

/** What the search for clients finds, in every adapter. */
export function describeSearch(open: OpenStore): void {
  const store = storeInUse(open)

  describe('search for clients', () => {
    const crm = aClient('0f8e1d9a-1111-4c2b-9d3e-aaaaaaaaaaaa', {
      name: 'Vertrieb CRM "Süd" 100%',
      redirectUris: ['https://crm.example.com/oauth/callback', 'http://127.0.0.1:8080/cb'],
      scopes: ['users:readonly', 'routing'],
    })
    const bot = aClient('7c6b5a49-2222-4d3c-8e4f-bbbbbbbbbbbb', {
      name: 'Voice_Bot',
      redirectUris: ['https://bot.example.com/', 'http://localhost', 'com.example.bot:/oauth'],
      scopes: ['conversations'],
    })

    beforeEach(() => store.put(crm, bot))

    it.each([
      ['a name in any case', 'vertrieb crm', crm],
      ['the middle of a word', 'trieb', crm],
      ['letters beyond ASCII, in any case', 'SÜD', crm],
      ['an id', crm.id, crm],
      ['the end of an id', 'bbbbbbbbbbbb', bot],
      ['a scope', 'users:readonly', crm],
      ['a piece of a scope in any case', 'CONVERS', bot],
      ['a piece of a redirect URI', 'crm.example.com/oauth', crm],
      ['a redirect URI', 'https://crm.example.com/oauth/callback', crm],
      ['a redirect URI with a query', 'https://crm.example.com/oauth/callback?code=abc&state=1', crm],
      ['a redirect URI with a fragment', 'https://crm.example.com/oauth/callback#access_token=x', crm],
      ['a redirect URI with a trailing slash too many', 'https://crm.example.com/oauth/callback/', crm],
      ['a redirect URI with one too few', 'https://bot.example.com', bot],
      ['a redirect URI in other case', 'HTTPS://CRM.Example.com/OAuth/Callback', crm],
      ['a redirect URI out of a query', 'https%3A%2F%2Fcrm.example.com%2Foauth%2Fcallback', crm],
      ['the beginning of a redirect URI', 'https://crm.exam', crm],
      ['a loopback redirect URI with another port', 'http://127.0.0.1:53219/cb?code=1', crm],
      ['a loopback redirect URI without a port', 'http://127.0.0.1/cb', crm],
      ['a localhost with a port that was registered without', 'http://localhost:3000/', bot],
      ['a loopback address without its scheme', '127.0.0.1:53219/cb', crm],
      ['a host without its scheme and with a query', 'crm.example.com/oauth/callback?code=1', crm],
      ['a private-use scheme', 'com.example.bot:/oauth?code=1', bot],
      ['text between blanks and line ends', '  vertrieb \n crm\t', crm],
      ['a quotation mark', 'CRM "Sü', crm],
      ['a percent sign', '100%', crm],
      ['an underscore', 'voice_bot', bot],
      ['one letter, the beginning of a name', 'v', null],
      ['two letters, the beginning of a name in other case', 'VE', crm],
      ['two letters beyond the beginning', 'CR', undefined],
      ['an underscore that stands for itself only', 'voice-bot', undefined],
      ['a percent sign that stands for itself only', '1%0', undefined],
      ['words of a query language', 'crm OR bot', undefined],
      ['an asterisk', 'voice*', undefined],
      ['a column of an index', 'text:crm', undefined],
      ['quotation marks only', '"""', undefined],
      ['an unpaired bracket', '(crm', undefined],
      ['text that spans two fields', 'bot 7c6', undefined],
      ['another path of the same host', 'https://crm.example.com/oauth/other', undefined],
      ['a scheme that differs', 'ftp://crm.example.com', undefined],
      ['a null character', 'crm\0', crm],
      ['a broken percent encoding', 'https%3A%2F%2F%E0%A4%A', undefined],
      ['a very long text', 'crm'.repeat(600), undefined],
    ] as const)('reads %s: %s', async (_what, text, expected) => {
      const wanted = expected === null ? [crm.id, bot.id] : expected ? [expected.id] : []
      expect(await store.found(text)).toEqual(wanted)
    })

    it('follows a change of name, scopes and redirect URIs', async () => {
      await store.put({
        ...crm,
        name: 'Renamed',
        scopes: ['outbound'],
        redirectUris: ['https://new.example.com/cb'],
      })
      for (const text of ['Vertrieb', 'users:readonly', 'https://crm.example.com/oauth/callback', 've'])
        expect(await store.found(text)).toEqual([])
      for (const text of ['renamed', 'outbound', 'https://new.example.com/cb', 're'])
        expect(await store.found(text)).toEqual([crm.id])
    })

    it('pages a broad search in the order of names', async () => {
      const many = Array.from({ length: 700 }, (_none, index) =>
        aClient(`many-${String(index)}`, { name: `Broad ${String((index * 389) % 700).padStart(3, '0')}` }),
      )
      await store.put(...many)
      const seen: string[] = []
      let cursor: string | null = null
      do {
        const shown = await store.page({ search: 'broad', limit: 200, cursor, state: 'active' })
        expect(shown.total).toBe(700)
        seen.push(...shown.rows.map((row) => row.client.name))
        cursor = shown.cursor
      } while (cursor !== null)
      expect(seen).toEqual(many.map((client) => client.name).toSorted())
    })
  })
}
