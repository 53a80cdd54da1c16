import type { TranslationOf } from '../translation-of.ts'
import type { firstRun as english } from '../en/firstRun.ts'

export const firstRun: TranslationOf<typeof english> = {
  title: 'Willkommen',
}
