import { isReadonlyScope } from '../model/scope.ts'
import { say, type Language } from './say.ts'
import { scopeSentencesEnglish, scopeThingsEnglish } from './scopes-english.ts'
import { scopeSentencesGerman, scopeThingsGerman } from './scopes-german.ts'

type Words = Readonly<Record<string, string>>

const sentences: Readonly<Record<Language, Words>> = { en: scopeSentencesEnglish, de: scopeSentencesGerman }
const things: Readonly<Record<Language, Words>> = { en: scopeThingsEnglish, de: scopeThingsGerman }

/** What a scope lets an app do, in plain words: its own sentence, or one made of its name. */
export function describeScope(scope: string, language: Language): string {
  const own = wordsFor(sentences[language], scope)
  if (own !== undefined) return own
  const isReadonly = isReadonlyScope(scope)
  const name = isReadonly ? scope.slice(0, -':readonly'.length) : scope
  const thing = wordsFor(things[language], name) ?? name.replaceAll('-', ' ')
  return say(language, isReadonly ? 'page.scope.sees' : 'page.scope.changes', { thing })
}

function wordsFor(words: Words, name: string): string | undefined {
  return Object.hasOwn(words, name) ? words[name] : undefined
}
