import type { Organization } from '../../model/directory.ts'
import { OAuthRefusal } from '../errors.ts'
import type { RequestParameters } from './request-parameters.ts'

/** How the app wants the login to go. */
export interface LoginWishes {
  /** Nobody is preselected (`prompt=login` and `prompt=select_account`). */
  readonly afresh: boolean
  /** An e-mail address to begin with (`login_hint`). */
  readonly hint: string | null
  readonly organization: Organization | null
  /** The identity provider that the vendor would send the browser to. */
  readonly provider: string | null
}

/** Reads `prompt`, `login_hint`, and `org` with `provider`; `target` is the vendor's own affair and only has to be readable. */
export function checkLoginWishes(
  parameters: RequestParameters,
  organizations: readonly Organization[],
): LoginWishes {
  const afresh = checkPrompt(parameters.get('prompt'))
  const hint = parameters.get('login_hint')
  const organization = checkOrganization(
    { org: parameters.get('org'), provider: parameters.get('provider') },
    organizations,
  )
  parameters.get('target')
  return { afresh, hint, ...organization }
}

/** Nobody is ever logged in already, so `none` cannot be fulfilled (OpenID Connect Core §3.1.2.1). */
function checkPrompt(value: string | null): boolean {
  const wishes = new Set(value === null ? [] : value.split(' '))
  if (wishes.has('none')) {
    throw new OAuthRefusal('login_required', 'no session is ever kept, so `prompt=none` cannot be fulfilled')
  }
  for (const wish of wishes) {
    if (wish === 'login' || wish === 'select_account' || wish === 'consent') continue
    throw new OAuthRefusal('invalid_request', 'parameter `prompt` has an unknown value')
  }
  return wishes.has('login') || wishes.has('select_account')
}

/** By its name, however it is written, or by its id. */
function checkOrganization(
  { org, provider }: { readonly org: string | null; readonly provider: string | null },
  organizations: readonly Organization[],
): Pick<LoginWishes, 'organization' | 'provider'> {
  if (org === null && provider === null) return { organization: null, provider: null }
  if (org === null || provider === null) {
    throw new OAuthRefusal('invalid_request', '`org` and `provider` must be sent together')
  }
  const wanted = org.toLowerCase()
  const organization = organizations.find(({ id, name }) => id === org || name.toLowerCase() === wanted)
  if (organization) return { organization, provider }
  throw new OAuthRefusal('invalid_request', 'parameter `org` names no organization of this server')
}
