import { formatNumber } from '../../format.ts'
import { currentLanguage, say } from '../../i18n.ts'

const units = ['B', 'KB', 'MB', 'GB'] as const

/** `36 MB`, with one digit after the point below ten. */
export function fileSize(bytes: number): string {
  let amount = bytes
  let step = 0
  while (amount >= 1_000 && step < units.length - 1) {
    amount /= 1_000
    step++
  }
  const rounded = step > 0 && amount < 10 ? Math.round(amount * 10) / 10 : Math.round(amount)
  return say('snapshots.bytes', {
    amount: formatNumber(rounded, currentLanguage()),
    unit: units[step] ?? 'B',
  })
}
