import type { AppAuthorization } from '../model/app-authorization.ts'
import type { AccessQuestion, Change } from '../model/decision.ts'
import type { User } from '../model/directory.ts'
import { usesScopes } from '../model/grant-type.ts'
import { removalIsDue, type OAuthClient } from '../model/oauth-client.ts'
import { authorizedApp } from './authorized-app.ts'
import type { OrganizationView } from './organization-view.ts'

/** The organization as it would be after one change, as a second value beside the first. */
export function applyChange(
  view: OrganizationView,
  question: AccessQuestion,
  change: Change,
): OrganizationView {
  switch (change.kind) {
    case 'authorize_app':
      return withAuthorization(view, question, (former, client) =>
        authorizedApp(client, former, change.scopes),
      )
    case 'grant_scope':
      return withAuthorization(view, question, (former) =>
        former ? { ...former, scopes: [...new Set([...former.scopes, change.scope])] } : undefined,
      )
    case 'admit_role':
      return withAuthorization(view, question, (former) =>
        former ? { ...former, roleIds: [...former.roleIds, change.roleId] } : undefined,
      )
    case 'request_scope':
      return withClient(view, question, (client) => ({ ...client, scopes: [...client.scopes, change.scope] }))
    case 'give_client_role':
      return withClient(view, question, (client) => ({
        ...client,
        roleGrants: [...client.roleGrants, { roleId: change.roleId, divisionId: change.divisionId }],
      }))
    case 'restore_client':
      return withClient(view, question, (client) =>
        canComeBack(client, view.now) ? { ...client, state: { kind: 'active' } } : client,
      )
    case 'give_user_role':
      return withUser(view, question, (user) => ({
        ...user,
        roleGrants: [...user.roleGrants, { roleId: change.roleId, divisionId: change.divisionId }],
      }))
    case 'activate_user':
      return withUser(view, question, (user) => ({ ...user, state: 'active' }))
  }
}

/** Only a client that is deactivated, not yet due for removal, and not short of scopes can come back (C9). */
function canComeBack(client: OAuthClient, now: Date): boolean {
  const lacksScopes = usesScopes(client.grantType) && client.scopes.length === 0
  return client.state.kind === 'inactive' && !removalIsDue(client, now) && !lacksScopes
}

function withClient(
  view: OrganizationView,
  question: AccessQuestion,
  edit: (client: OAuthClient) => OAuthClient,
): OrganizationView {
  const former = view.client(question.clientId)
  if (!former) return view
  const edited = edit(former)
  return { ...view, client: (id) => (id === question.clientId ? edited : view.client(id)) }
}

function withAuthorization(
  view: OrganizationView,
  question: AccessQuestion,
  edit: (former: AppAuthorization | undefined, client: OAuthClient) => AppAuthorization | undefined,
): OrganizationView {
  const client = view.client(question.clientId)
  if (!client) return view
  const edited = edit(view.authorization(question.clientId), client)
  return { ...view, authorization: (id) => (id === question.clientId ? edited : view.authorization(id)) }
}

function withUser(
  view: OrganizationView,
  question: AccessQuestion,
  edit: (user: User) => User,
): OrganizationView {
  const former = question.userId === null ? undefined : view.user(question.userId)
  if (!former) return view
  const edited = edit(former)
  return { ...view, user: (id) => (id === former.id ? edited : view.user(id)) }
}
