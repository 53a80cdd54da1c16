import type { TranslationOf } from '../translation-of.ts'
import type { settings as english } from '../en/settings.ts'

export const settings: TranslationOf<typeof english> = {
  title: 'Einstellungen',
}
