import type { TranslationOf } from '../../i18n.ts'
import type { apps as english } from '../en/apps.ts'

export const apps: TranslationOf<typeof english> = {
  title: 'Autorisierte Apps',
}
