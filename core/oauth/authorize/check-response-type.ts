import { wireGrantType } from '../../model/grant-type.ts'
import type { OAuthClient } from '../../model/oauth-client.ts'
import { OAuthRefusal } from '../errors.ts'

export type ResponseType = 'code' | 'token'

/** Known, and the one of the client's grant type (RFC 6749 §3.1.1, RFC 9700 §2.1.2). */
export function checkResponseType({ grantType }: OAuthClient, value: string | null): ResponseType {
  if (value === null) throw new OAuthRefusal('invalid_request', 'parameter `response_type` is missing')
  if (value !== 'code' && value !== 'token') {
    throw new OAuthRefusal('unsupported_response_type', 'parameter `response_type` must be `code` or `token`')
  }
  if ((value === 'token') === (grantType === 'implicit')) return value
  const description = `client has the grant type \`${wireGrantType[grantType]}\` and may not ask for a \`${value}\``
  throw new OAuthRefusal('unauthorized_client', description)
}
