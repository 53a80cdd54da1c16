import type { Json } from '../../model/audit-event.ts'
import type { FixChange } from '../../model/finding.ts'
import { snapshotPointer } from '../../model/snapshot.ts'

/** One change of RFC 6902. */
export interface PatchOperation {
  readonly op: 'replace'
  readonly path: string
  readonly value: Json
}

/** What a fix would change, as a JSON Patch against the snapshot; restoring or deactivating starts or ends a term as well. */
export function jsonPatch(change: FixChange): readonly PatchOperation[] {
  const client = (...field: string[]) => snapshotPointer(['clients', change.clientId, ...field])
  const app = (field: string) => snapshotPointer(['authorizations', change.clientId, field])
  switch (change.act) {
    case 'edit_client':
      return Object.entries(change.set).map(([field, value]) => ({
        op: 'replace',
        path: client(field),
        value,
      }))
    case 'narrow_app':
      return [{ op: 'replace', path: app('scopes'), value: change.scopes }]
    case 'revoke_app':
      return [{ op: 'replace', path: app('state'), value: 'revoked' }]
    case 'deactivate_client':
      return [{ op: 'replace', path: client('state', 'kind'), value: 'inactive' }]
    case 'restore_client':
      return [{ op: 'replace', path: client('state'), value: { kind: 'active' } }]
  }
}
