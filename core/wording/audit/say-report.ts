import { fill, type Fillings, type Language } from '../say.ts'
import { reportGerman } from './de/report.ts'
import { reportEnglish } from './en/report.ts'

export type ReportWord = keyof typeof reportEnglish

const words: Readonly<Record<Language, Readonly<Record<ReportWord, string>>>> = {
  en: reportEnglish,
  de: reportGerman,
}

/** What a report says beside its findings (U4). */
export function sayReport(language: Language, word: ReportWord, fillings: Fillings = {}): string {
  return fill(language, words[language][word], fillings)
}
