import type { AppAuthorization } from '../../model/app-authorization.ts'
import type { OrganizationId, UserId } from '../../model/brand.ts'
import type { HttpAnswer } from '../../model/http-exchange.ts'
import type { OAuthClient } from '../../model/oauth-client.ts'
import { requestAuthorization } from '../../organization/authorizations.ts'
import type { LiveCall } from '../../organization/live-records.ts'
import { OAuthRefusal } from '../errors.ts'
import { administratorPage } from '../pages/administrator-page.ts'
import { consentPage } from '../pages/consent-page.ts'
import { faultPage } from '../pages/fault-page.ts'
import { rolePage } from '../pages/role-page.ts'
import { answerAppRefused } from './authorization-response.ts'
import type { DecisionForm, FrontChannelContext } from './front-channel-context.ts'
import { issue } from './issue.ts'
import type { OpenRequest } from './open-request.ts'
import { loggedInScene } from './page-scenes.ts'
import { AUTHORIZE, standingOf } from './standing.ts'

/** Who has logged in, and where. */
export interface LoggedIn {
  readonly organizationId: OrganizationId
  readonly userId: UserId
}

/** Why a consent page is shown again, and what was checked on it. */
export interface ConsentAgain {
  readonly problem: string
  readonly scopes: readonly string[]
}

/** After a login and after a decision: what the organization's policy makes of this app for this user. */
export async function proceed(
  context: FrontChannelContext,
  open: OpenRequest,
  who: LoggedIn,
  again: ConsentAgain | null = null,
): Promise<HttpAnswer> {
  const { client } = open.target
  const call = await context.live.call({ ...who, clientId: client.id })
  if (call?.user?.state !== 'active') return faultPage({ ...open, fault: 'stale' })
  const { user } = call
  const scene = loggedInScene(open, { call, user })
  const formFor = (about: DecisionForm['about']): string => {
    const { query, language } = open
    return context.forms.issue({ kind: 'decision', about, query, language, ...who })
  }
  switch (standingOf(call, user, client.id)) {
    case 'admitted':
      return issue(context, open, { call, user })
    case 'may_be_authorized': {
      const former = call.view.authorization(client.id)
      const isOwn = client.ownerId === call.organization.id
      const roles = rolesOf(call, former)
      const checked = again?.scopes ?? prefilled(client, former)
      const problem = again?.problem ?? null
      const { enforceScopes } = call.view
      const shown = { ...scene, user, former, isOwn, roles, checked, enforceScopes, problem }
      return consentPage({ ...shown, handle: formFor('consent') })
    }
    case 'needs_administrator': {
      const record = await leaveRequest(context, open, who)
      const handle = formFor('administrator_required')
      return administratorPage({ ...scene, permission: AUTHORIZE, record, handle })
    }
    case 'role_missing': {
      const roles = rolesOf(call, call.view.authorization(client.id))
      return rolePage({ ...scene, roles, handle: formFor('role_required') })
    }
    case 'client_inactive': {
      const refusal = new OAuthRefusal('unauthorized_client', 'client is not active')
      return answerAppRefused(context, open.http, { ...open, refusal })
    }
  }
}

/** What the page checks to begin with: what was asked for or granted before, else all that the client requests. */
function prefilled(client: OAuthClient, former: AppAuthorization | undefined): readonly string[] {
  const kept = client.scopes.filter((scope) => former?.scopes.includes(scope))
  return kept.length > 0 ? kept : client.scopes
}

/** The names of the roles that an app is limited to. */
function rolesOf({ view }: LiveCall, authorization: AppAuthorization | undefined): readonly string[] {
  return (authorization?.roleIds ?? []).map((id) => view.role(id)?.name ?? id)
}

/** Leaves the request for an administrator to find (A3); null where the organization keeps none of it. */
async function leaveRequest(
  context: FrontChannelContext,
  open: OpenRequest,
  who: LoggedIn,
): Promise<AppAuthorization | null> {
  const acting = { ...who, language: open.language }
  const asked = await requestAuthorization(context, acting, open.target.client.id)
  return asked.ok ? asked.value : null
}
