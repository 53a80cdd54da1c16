import { z } from 'zod'
import type { ClientId } from '../../../core/model/brand.ts'
import { roleGrant } from '../../../core/contract/shapes.ts'
import type { OutputOf } from '../../../core/contract/contract.ts'
import type { Assumption } from '../../stores/access.ts'

type Changes = OutputOf<'client.previewEdit'>

/** What saving these changes does to access. A change of grant type is more than can be assumed. */
export function editAssumptions(clientId: ClientId, changes: Changes): readonly Assumption[] {
  if (changesGrantType(changes)) return []
  return changes.flatMap<Assumption>(({ field, added, removed }) => {
    if (field === 'scopes')
      return [{ kind: 'requested_scopes', clientId, add: [...added], remove: [...removed] }]
    if (field !== 'roleGrants') return []
    return [
      ...removed.map((text) => ({ kind: 'take_client_role' as const, clientId, ...grantOf(text) })),
      ...added.map((text) => ({ kind: 'give_client_role' as const, clientId, ...grantOf(text) })),
    ]
  })
}

export function changesGrantType(changes: Changes): boolean {
  return changes.some(({ field }) => field === 'grantType')
}

const jsonText = z.string().transform((text): unknown => JSON.parse(text))

/** The difference tells a role of a client as JSON, with its division. */
function grantOf(text: string) {
  return jsonText.pipe(roleGrant).parse(text)
}
