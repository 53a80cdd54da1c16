import type { OutputOf } from '../core/contract/contract.ts'
import { roleName } from './resolve.ts'
import type { Directory, Session } from './session.ts'
import { fields } from './table.ts'
import { formatTime, plain } from './text.ts'

type Authorization = OutputOf<'app.authorize'>

/** An authorization as JSON shows it; its id is the client's. */
export function appRecord(directory: Directory, authorization: Authorization) {
  return {
    id: authorization.clientId,
    ...authorization,
    roleNames: authorization.roleIds.map((id) => roleName(directory, id)),
  }
}

/** An authorization as people read it. */
export function appLines(
  { words }: Session,
  directory: Directory,
  authorization: Authorization,
): readonly string[] {
  return fields([
    [words.name, plain(authorization.clientName)],
    [words.clientId, authorization.clientId],
    [words.state, words.authorizationStates[authorization.state]],
    [words.grantedScopes, authorization.scopes.map(plain).join(', ') || words.none],
    [
      words.limitedToRoles,
      authorization.roleIds.map((id) => plain(roleName(directory, id))).join(', ') || words.everybody,
    ],
    ...(authorization.reason === '' ? [] : [[words.reason, plain(authorization.reason)] as const]),
    ...(authorization.ticket === '' ? [] : [[words.ticket, plain(authorization.ticket)] as const]),
    ...(authorization.expiresAt === null
      ? []
      : [[words.expires, formatTime(authorization.expiresAt)] as const]),
    [words.modified, words.byAt(plain(authorization.modifiedBy.name), formatTime(authorization.modifiedAt))],
    [words.revision, String(authorization.revision)],
  ])
}
