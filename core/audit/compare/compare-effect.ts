import type { Fact, Snapshot } from '../../model/snapshot.ts'
import type { AccessDifference } from '../../policy/access-difference.ts'
import { compareAccess } from '../../policy/compare-access.ts'
import { recompile } from '../../policy/compile.ts'
import type { Pace } from '../../policy/long-question.ts'
import type { Changed } from '../../policy/organization-records.ts'
import { compileCatalogueOf, compileSnapshot } from '../audit-subject.ts'
import { shownText } from '../hide-secrets.ts'
import { isSameJson, joinRecords } from './join-records.ts'

/** Without these nobody can say what anybody may call. */
const needed: readonly Fact[] = [
  'authorizations',
  'client.roles',
  'client.scopes',
  'client.state',
  'roles',
  'settings',
  'users',
]

export function missingForEffect(snapshots: readonly Snapshot[]): readonly Fact[] {
  return needed.filter((fact) => snapshots.some(({ absent }) => absent.includes(fact)))
}

/**
 * Who can call more or less than before, both by the later catalogue (P4, U3). The later organization is made from the
 * earlier one by what changed, so that everything else is the same for both and compared at once.
 */
export function compareEffect(before: Snapshot, after: Snapshot, pace: Pace): AccessDifference {
  const former = compileSnapshot(before, compileCatalogueOf(after))
  const current = recompile(former, {
    now: new Date(after.takenAt),
    enforceScopes: after.organization.settings.enforceScopes,
    divisions: after.divisions,
    roles: changed(before.roles, after.roles, ({ id }) => id),
    users: changed(before.users, after.users, ({ id }) => id),
    clients: changed(before.clients, after.clients, ({ id }) => id),
    authorizations: changed(before.authorizations, after.authorizations, ({ clientId }) => clientId),
  })
  const difference = compareAccess(former, current, pace)
  return {
    ...difference,
    apps: difference.apps.map((app) => {
      const name = shownText(app.client.name)
      return name === app.client.name ? app : { ...app, client: { ...app.client, name } }
    }),
  }
}

function changed<Item, Id extends string>(
  before: readonly Item[],
  after: readonly Item[],
  idOf: (item: Item) => Id,
): Changed<Item, Id> {
  const put: Item[] = []
  const removed: Id[] = []
  for (const [former, current] of joinRecords(before, after, idOf)) {
    if (current === undefined) {
      if (former !== undefined) removed.push(idOf(former))
    } else if (!isSameJson(former, current)) put.push(current)
  }
  return { put, removed }
}
