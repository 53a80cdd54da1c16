import { expect, it } from 'vitest'
import { pageLanguage } from '../../../../core/oauth/pages/page-language.ts'

it.each([
  ['the app’s wish before the browser’s', 'de', 'en', 'de'],
  ['the first wish that there is', 'fr-CA fr de-AT en', 'en', 'de'],
  ['the browser’s, if the app’s are not there', 'fr', 'de-CH, en;q=0.8', 'de'],
  ['the most wanted one of the browser', '', 'de;q=0.4, fr, en-US;q=0.7', 'en'],
  ['no language that the browser rules out', '', 'de;q=0, fr', 'en'],
  ['English for anybody else', '', '', 'en'],
  ['English where nothing can be read', '\u0000', ';;q=x,,', 'en'],
])('speaks %s', (_what, wishes, accepted, language) => {
  const query = new URLSearchParams({ ui_locales: wishes })
  const header = (name: string) => (name === 'accept-language' ? accepted : undefined)

  expect(pageLanguage({ query, header })).toBe(language)
})
