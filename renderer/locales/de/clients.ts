import type { TranslationOf } from '../../i18n.ts'
import type { clients as english } from '../en/clients.ts'

export const clients: TranslationOf<typeof english> = {
  title: 'OAuth-Clients',
}
