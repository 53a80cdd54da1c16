import { authorizationHasExpired, type AppAuthorization } from '../../model/app-authorization.ts'
import { BUILT_IN_OWNER, type OAuthClient } from '../../model/oauth-client.ts'
import type { AuditSetting, AuditSubject, FoundInClient, FoundInSnapshot } from '../rule.ts'
import { oncePerSubject } from './once-per-subject.ts'
import { aboutApp, aboutClient } from './own-records.ts'

type Setting = Pick<AuditSetting, 'organization'>
type Found = Pick<FoundInClient, 'evidence' | 'severity' | 'fix'>

/** Does the client belong to the organization: neither built in nor another's that is authorized here? */
export function isOwn(client: Pick<OAuthClient, 'ownerId'>, { organization }: Setting): boolean {
  return client.ownerId === organization.id
}

/** A client-credentials client of the organization: the only kind whose roles count (C6). */
export function isOwnService(client: OAuthClient, setting: Setting): boolean {
  return client.grantType === 'client_credentials' && isOwn(client, setting)
}

/** The organization's clients, found out once for all rules. */
export const ownClients = oncePerSubject(
  (subject: Pick<AuditSubject, 'snapshot' | 'organization'>): readonly OAuthClient[] =>
    subject.snapshot.clients.filter((client) => isOwn(client, subject)),
)

/** The contact as an e-mail address that can be compared. */
export function contactOf({ contact }: Pick<OAuthClient, 'contact'>): string {
  return contact.trim().toLowerCase()
}

/** Is it a built-in client's authorization (A6)? */
export function isBuiltInApp({ clientOwnerId }: Pick<AppAuthorization, 'clientOwnerId'>): boolean {
  return clientOwnerId === BUILT_IN_OWNER
}

/** Does the app belong to another organization? The built-in ones do not count as such. */
export function isThirdParty(app: AppAuthorization, { organization }: Setting): boolean {
  return app.clientOwnerId !== organization.id && !isBuiltInApp(app)
}

/** Does it stand, and has it not ended (P2.2)? */
export function isInForce(app: AppAuthorization, now: Date): boolean {
  return app.state === 'authorized' && !authorizationHasExpired(app, now)
}

/** Authorizations in force, but for those of built-in clients. */
export const appsInForce = oncePerSubject(
  ({ snapshot, now }: Pick<AuditSubject, 'snapshot' | 'now'>): readonly AppAuthorization[] =>
    snapshot.authorizations.filter((app) => isInForce(app, now) && !isBuiltInApp(app)),
)

export function inApp(app: AppAuthorization, found: Found & Partial<FoundInClient>): FoundInSnapshot {
  return { ...found, subject: aboutApp(app), at: ['authorizations', app.clientId, ...(found.at ?? [])] }
}

export function inClient(client: OAuthClient, found: FoundInClient): FoundInSnapshot {
  return { ...found, subject: aboutClient(client), at: ['clients', client.id, ...found.at] }
}

export function inOrganization({ organization }: Setting, found: FoundInClient): FoundInSnapshot {
  const { id, name } = organization
  return { ...found, subject: { kind: 'organization', id, name } }
}
