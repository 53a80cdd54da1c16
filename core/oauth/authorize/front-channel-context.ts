import type { OrganizationId, UserId } from '../../model/brand.ts'
import type { Language } from '../../wording/say.ts'
import { FailureDelays } from '../failure-delays.ts'
import type { OAuthContext } from '../oauth-context.ts'
import { FormHandles } from './form-handles.ts'
import { OneAtATime } from '../one-at-a-time.ts'

/** What the front channel remembers in memory only: the server keeps no cookie and no session. */
export interface FrontChannelContext extends OAuthContext {
  readonly forms: FormHandles<OpenForm>
  readonly failedLogins: FailureDelays
  /** Attempts to log in as one user from one address. */
  readonly logins: OneAtATime
  /** Who logged in to an organization last, to be preselected (S1). */
  readonly lastUsers: Map<OrganizationId, UserId>
}

/** What is known while a form is open in a browser. The request is checked again once the form comes. */
export type OpenForm =
  | (LoginForm & { readonly kind: 'login' })
  | (LoginForm & {
      readonly kind: 'decision'
      readonly organizationId: OrganizationId
      readonly userId: UserId
      /** What denying is told as, and whether this user may allow at all. */
      readonly about: 'consent' | 'administrator_required' | 'role_required'
    })

export type DecisionForm = Extract<OpenForm, { readonly kind: 'decision' }>

interface LoginForm {
  /** The query of the authorization request. */
  readonly query: string
  readonly language: Language
}

export function frontChannelContext(context: OAuthContext): FrontChannelContext {
  return {
    ...context,
    forms: new FormHandles<OpenForm>(context),
    failedLogins: new FailureDelays(),
    logins: new OneAtATime(),
    lastUsers: new Map(),
  }
}
