import type { HttpRequest } from '../../model/http-exchange.ts'
import type { Language } from '../../wording/say.ts'

/** The language of the pages: what the app asks for, else what the browser prefers, else English (OpenID Connect Core §3.1.2.1). */
export function pageLanguage(request: Pick<HttpRequest, 'query' | 'header'>): Language {
  const wished = (request.query.get('ui_locales') ?? '').slice(0, 200).split(' ')
  return first(wished) ?? first(preferred(request.header('accept-language') ?? '')) ?? 'en'
}

function first(tags: readonly string[]): Language | undefined {
  for (const tag of tags) {
    const [language = ''] = tag.toLowerCase().split('-')
    if (language === 'en' || language === 'de') return language
  }
  return undefined
}

/** The tags of `Accept-Language`, the most wanted first (RFC 9110 §12.5.4). */
function preferred(header: string): readonly string[] {
  return header
    .slice(0, 1_000)
    .split(',')
    .map((item) => {
      const [tag = '', weight = ''] = item.split(';')
      const quality = /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(weight)
      return { tag: tag.trim(), quality: quality ? Number(quality[1]) : 1 }
    })
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality)
    .map(({ tag }) => tag)
}
