import type { OAuthClient } from '../core/model/oauth-client.ts'
import { say } from './i18n.ts'

/** `Code + PKCE`, `Client credentials`: the grant type as people name it. */
export function grantTypeLabel(client: Pick<OAuthClient, 'grantType' | 'pkce'>): string {
  if (client.grantType === 'authorization_code' && client.pkce) {
    return say('common.grantType.authorization_code_pkce')
  }
  return say(`common.grantType.${client.grantType}`)
}
