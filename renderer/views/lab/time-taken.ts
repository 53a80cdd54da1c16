import { formatNumber } from '../../format.ts'
import { currentLanguage, say } from '../../i18n.ts'

/** `12 ms`, `13.2 s`. */
export function timeTaken(milliseconds: number): string {
  const number = (value: number) => formatNumber(value, currentLanguage())
  if (milliseconds < 1_000)
    return say('lab.timeline.milliseconds', { number: number(Math.round(milliseconds)) })
  return say('lab.timeline.seconds', { number: number(Math.round(milliseconds / 100) / 10) })
}
