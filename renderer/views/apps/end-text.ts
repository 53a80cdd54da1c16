import type { AppAuthorization } from '../../../core/model/app-authorization.ts'
import { formatDay } from '../../format.ts'
import { currentLanguage, say } from '../../i18n.ts'

/** What stands under the state of an authorization: until when it holds, or why it ended. */
export function endText({ state, expiresAt, revocationCause }: AppAuthorization): string | undefined {
  if (state === 'authorized' && expiresAt !== null) {
    return say('apps.until', { date: formatDay(expiresAt, currentLanguage()) })
  }
  if (state !== 'revoked' || revocationCause === null || revocationCause === 'administrator') return undefined
  return say(`apps.cause.${revocationCause}`)
}
