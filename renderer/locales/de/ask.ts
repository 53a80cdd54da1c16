import type { TranslationOf } from '../../i18n.ts'
import type { ask as english } from '../en/ask.ts'

export const ask: TranslationOf<typeof english> = {
  title: 'Fragen',
}
