import type { AppAuthorization } from '../../model/app-authorization.ts'
import type { FindingSubject } from '../../model/finding.ts'
import { isBuiltIn, type OAuthClient } from '../../model/oauth-client.ts'
import type { AuditSubject, ClientRecord, ClientRule, FoundInClient } from '../rule.ts'
import { oncePerSubject } from './once-per-subject.ts'

const nothing: readonly FoundInClient[] = []

/** A check that says nothing of built-in clients: they are the vendor's, and nobody here can mend them. */
export function ofOwnClients(check: ClientRule['check']): ClientRule['check'] {
  return (record, setting) => (isBuiltIn(record.client) ? nothing : check(record, setting))
}

/** The clients that somebody here can mend. */
export const ownRecords = oncePerSubject(
  ({ records }: Pick<AuditSubject, 'records'>): readonly ClientRecord[] =>
    records.filter(({ client }) => !isBuiltIn(client)),
)

/** A client as what a finding is about. */
export function aboutClient({ id, name }: Pick<OAuthClient, 'id' | 'name'>): FindingSubject {
  return { kind: 'client', id, name }
}

/** An authorization as what a finding is about. */
export function aboutApp({
  clientId,
  clientName,
}: Pick<AppAuthorization, 'clientId' | 'clientName'>): FindingSubject {
  return { kind: 'authorization', id: clientId, name: clientName }
}
