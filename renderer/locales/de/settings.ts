import type { TranslationOf } from '../../i18n.ts'
import type { settings as english } from '../en/settings.ts'

export const settings: TranslationOf<typeof english> = {
  title: 'Einstellungen',
}
