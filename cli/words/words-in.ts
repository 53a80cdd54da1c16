import type { Language } from '../../core/contract/shapes.ts'
import type { Words } from './english.ts'
import { english } from './english.ts'
import { german } from './german.ts'

/** The command's own words in a language. */
export function wordsIn(language: Language): Words {
  return language === 'de' ? german : english
}
