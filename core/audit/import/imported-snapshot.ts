import { createHash } from 'node:crypto'
import type { AppAuthorization } from '../../model/app-authorization.ts'
import { asId, type ClientId, type DivisionId, type OrganizationId } from '../../model/brand.ts'
import type { Role } from '../../model/directory.ts'
import { DEFAULT_TOKEN_DURATION } from '../../model/duration.ts'
import type { Author, OAuthClient } from '../../model/oauth-client.ts'
import type { Fact, Snapshot, SnapshotSource, UsageSeries } from '../../model/snapshot.ts'
import type { Language } from '../../wording/say.ts'
import { operationName } from '../../model/operation.ts'
import { inOrder } from '../snapshot/snapshot-text.ts'
import type { FoundProblem } from './import-problem.ts'

export interface ImportOptions {
  /** The organization's name, where the files do not say it. */
  readonly organizationName: string
  /** The moment of the import: files say nothing of when they were made. */
  readonly now: Date
  readonly language: Language
}

/** A file that was read whole, under the name by which a person knows it. */
export interface ImportText {
  readonly name: string
  readonly text: string
}

/** What somebody's files say, as a snapshot, and the records that were left out (F2). */
export interface ImportedRecords {
  readonly snapshot: Snapshot
  readonly found: readonly FoundProblem[]
  /** How many records were read. */
  readonly good: number
}

export interface SnapshotParts {
  readonly source: SnapshotSource
  readonly absent: ReadonlySet<Fact>
  readonly organization: { readonly id: OrganizationId; readonly name: string }
  readonly now: Date
  readonly clients: readonly OAuthClient[]
  readonly authorizations?: readonly AppAuthorization[]
  readonly roles?: readonly Role[]
  readonly usage?: readonly UsageSeries[]
  readonly secretsInState?: readonly ClientId[]
}

export const nobody: Author = { id: null, name: '' }

/** An organization that is known by its name only: the same name always gives the same id, so that two imports compare. */
export function organizationNamed(name: string): SnapshotParts['organization'] {
  const known = name.trim() || 'import'
  const digest = createHash('sha256').update(known.toLowerCase()).digest('hex')
  return { id: asId<OrganizationId>(`import:${digest.slice(0, 16)}`), name: known }
}

/** A client with a neutral value in every field; what nobody said is among the facts that the snapshot lacks. */
export function neutralClient(
  id: string,
  { organization, now }: Pick<SnapshotParts, 'organization' | 'now'>,
): OAuthClient {
  const at = now.toISOString()
  return {
    id: asId<ClientId>(id),
    ownerId: organization.id,
    ...{ name: id, description: '', contact: '', environment: 'production' },
    ...{ grantType: 'authorization_code', pkce: false, tokenDuration: DEFAULT_TOKEN_DURATION },
    ...{ redirectUris: [], scopes: [], roleGrants: [], addressRanges: [] },
    state: { kind: 'active' },
    secretChangedAt: null,
    ...{ createdAt: at, createdBy: nobody, modifiedAt: at, modifiedBy: nobody },
    revision: 1,
  }
}

/** What every import lacks: listings, tables and state say nothing of these. */
export const neverImported: readonly Fact[] = [
  'catalogue',
  'divisions',
  'history',
  'identityProviders',
  'settings',
  'users',
]

export function importedSnapshot(parts: SnapshotParts): Snapshot {
  const { source, absent, organization, now, clients } = parts
  const { authorizations = [], roles = [], usage = [], secretsInState = [] } = parts
  return {
    takenAt: now.toISOString(),
    source,
    absent: [...absent].sort(),
    organization: {
      ...organization,
      region: '',
      createdAt: now.toISOString(),
      homeDivisionId: asId<DivisionId>('home'),
      settings: { enforceScopes: true, hipaa: false, maxClients: 0, implicitEndDate: '' },
    },
    catalogue: null,
    historyHead: null,
    divisions: [],
    roles: inOrder(roles, ({ id }) => id),
    users: [],
    clients: inOrder(clients, ({ id }) => id),
    authorizations: inOrder(authorizations, ({ clientId }) => clientId),
    identityProviders: [],
    usage: inOrder(usage, (series) => `${series.clientId}\n${operationName(series)}`),
    history: [],
    secretsInState: [...secretsInState].sort(),
  }
}
