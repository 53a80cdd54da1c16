import type { TranslationOf } from '../../i18n.ts'
import type { firstRun as english } from '../en/firstRun.ts'

export const firstRun: TranslationOf<typeof english> = {
  title: 'Willkommen',
}
