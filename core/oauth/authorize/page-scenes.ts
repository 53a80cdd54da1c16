import type { LiveCall } from '../../organization/live-records.ts'
import type { User } from '../../model/directory.ts'
import type { PageScene } from '../pages/page-scene.ts'
import type { OpenRequest } from './open-request.ts'

/** What the pages of an authorization request show of it. */
export function pageScene(open: OpenRequest): PageScene {
  const { http, language, note, target, wanted, organizations } = open
  const { client, owner, redirectUri } = target
  const settings = (owner ?? organizations[0])?.settings
  const implicitEnd = wanted.responseType === 'token' ? (settings?.implicitEndDate ?? null) : null
  return { http, language, note, client, ownerName: owner?.name ?? null, redirectUri, implicitEnd }
}

/** The same once somebody has logged in. */
export function loggedInScene(
  open: OpenRequest,
  { call, user }: { readonly call: LiveCall; readonly user: User },
): PageScene & { readonly organizationName: string; readonly userName: string } {
  const scene = pageScene(open)
  const { organization } = call
  const note = { ...scene.note, organizationId: organization.id, userId: user.id }
  const implicitEnd = scene.implicitEnd === null ? null : organization.settings.implicitEndDate
  return { ...scene, note, implicitEnd, organizationName: organization.name, userName: user.name }
}
