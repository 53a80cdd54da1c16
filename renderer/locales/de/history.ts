import type { TranslationOf } from '../../i18n.ts'
import type { history as english } from '../en/history.ts'

export const history: TranslationOf<typeof english> = {
  title: 'Verlauf',
  undone: 'Rückgängig gemacht: {title}',
}
