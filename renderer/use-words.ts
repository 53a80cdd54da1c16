import { currentLanguage, say } from './i18n.ts'
import { ageOf, formatDateTime, formatDay, formatNumber, formatTime, formatUtc } from './format.ts'

/** Sentences, numbers and times in the present language, for templates. */
export function useWords() {
  return {
    t: say,
    number: (value: number) => formatNumber(value, currentLanguage()),
    day: (at: string) => formatDay(at, currentLanguage()),
    dateTime: (at: string) => formatDateTime(at, currentLanguage()),
    time: (at: string) => formatTime(at, currentLanguage()),
    utc: (at: string) => formatUtc(at, currentLanguage()),
    /** `4 min ago`, `yesterday`, `12 d ago`. */
    ago: (at: string, now: Date) => {
      const age = ageOf(at, now)
      return 'amount' in age
        ? say(`common.ago.${age.unit}`, { amount: age.amount })
        : say(`common.ago.${age.unit}`)
    },
  }
}
