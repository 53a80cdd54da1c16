import type { OAuthClient } from './oauth-client.ts'

/** The regions of the vendor's cloud; `login.` and `api.` precede them. */
export const regions = [
  'mypurecloud.com',
  'mypurecloud.ie',
  'mypurecloud.com.au',
  'mypurecloud.jp',
  'mypurecloud.de',
  'usw2.pure.cloud',
  'cac1.pure.cloud',
  'apne2.pure.cloud',
  'euw2.pure.cloud',
  'aps1.pure.cloud',
  'sae1.pure.cloud',
  'mec1.pure.cloud',
  'apne3.pure.cloud',
  'euc2.pure.cloud',
  'mxc1.pure.cloud',
  'apse1.pure.cloud',
  'use2.us-gov-pure.cloud',
  'edee1.eusc-pure.cloud',
] as const

/** Code and implicit clients work in every region, the others only in their organization's (C12). */
export function regionsOf(
  client: Pick<OAuthClient, 'grantType'>,
  organizationRegion: string,
): readonly string[] {
  if (client.grantType !== 'authorization_code' && client.grantType !== 'implicit')
    return [organizationRegion]
  return [organizationRegion, ...regions.filter((region) => region !== organizationRegion)]
}
