import type { RouteLocationRaw } from 'vue-router'
import type { Change } from '../../../core/model/decision.ts'
import type { AskedApp } from '../../stores/ask.ts'

/** The changes that a dialog of the Ask page carries out itself. */
export type DialogChange = Exclude<
  Change,
  { readonly kind: 'authorize_app' | 'request_scope' | 'give_client_role' }
>

export type ChangeWay =
  | { readonly kind: 'dialog'; readonly change: DialogChange }
  | { readonly kind: 'page'; readonly to: RouteLocationRaw }
  /** The client belongs to this other organization, and only there can it be changed. */
  | { readonly kind: 'elsewhere'; readonly organization: string }

/** Where a change is made: here in a dialog, or on a page that is filled in for it and leads back to `from`. */
export function wayOf(change: Change, app: AskedApp, from: string): ChangeWay {
  const changesClient = ['request_scope', 'give_client_role', 'restore_client'].includes(change.kind)
  if (changesClient && app.ownerName !== null) return { kind: 'elsewhere', organization: app.ownerName }
  switch (change.kind) {
    case 'authorize_app':
      return {
        kind: 'page',
        to: { path: '/apps/authorize', query: { client: app.id, scopes: change.scopes.join(','), from } },
      }
    case 'request_scope':
      return { kind: 'page', to: { path: `/clients/${app.id}/edit`, query: { scope: change.scope, from } } }
    case 'give_client_role':
      return {
        kind: 'page',
        to: {
          path: `/clients/${app.id}/edit`,
          query: { role: `${change.roleId}@${change.divisionId}`, from },
        },
      }
    case 'grant_scope':
    case 'admit_role':
    case 'give_user_role':
    case 'activate_user':
    case 'restore_client':
      return { kind: 'dialog', change }
  }
}
