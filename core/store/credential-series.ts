import { crc32 } from 'node:zlib'
import type { ClientId, OrganizationId } from '../model/brand.ts'
import type { CredentialKind } from '../model/issued-credential.ts'
import type { Connection } from './connection.ts'
import { storeIsDamaged } from './store-error.ts'

/** What an organization issued for a client, of one kind: what thousands of credentials have in common. */
export interface Series {
  readonly organizationId: OrganizationId
  readonly clientId: ClientId
  readonly kind: CredentialKind
}

interface StoredSeries extends Series {
  readonly number: number
  readonly checksum: number
}

const columns = 'number, organization_id AS organizationId, client_id AS clientId, kind, checksum'

/** The numbers that stand for series. A series never changes and never goes, so what was committed may be remembered. */
export class CredentialSeries {
  readonly #connection: Connection
  readonly #byNumber = new Map<number, Series>()
  readonly #numbers = new Map<string, number>()

  constructor(connection: Connection) {
    this.#connection = connection
  }

  /** The number of a series, given out when it is first met; refused where there is no such organization. */
  numberOf(series: Series): number {
    const key = `${series.organizationId} ${series.clientId} ${series.kind}`
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    const number = this.#find(series) ?? this.#add(series)
    this.#numbers.set(key, number)
    return number
  }

  get(number: number): Series {
    const known = this.#byNumber.get(number)
    if (known) return known
    const stored = this.#connection.one<StoredSeries>(
      `SELECT ${columns} FROM credential_series WHERE number = ?`,
      number,
    )
    if (!stored) throw storeIsDamaged(this.#connection.path, 'a credential is of no series')
    const series = verified(stored, this.#connection.path)
    this.#byNumber.set(number, series)
    return series
  }

  /** To be called after a rollback, which takes numbers back. */
  forget(): void {
    this.#byNumber.clear()
    this.#numbers.clear()
  }

  #find({ organizationId, clientId, kind }: Series): number | undefined {
    return this.#connection.value<number>(
      'SELECT number FROM credential_series WHERE organization_id = ? AND client_id = ? AND kind = ?',
      organizationId,
      clientId,
      kind,
    )
  }

  #add(series: Series): number {
    return this.#connection.insert(
      'INSERT INTO credential_series (organization_id, client_id, kind, checksum) VALUES (?, ?, ?, ?)',
      series.organizationId,
      series.clientId,
      series.kind,
      checksumOf(series),
    )
  }
}

/** Compares every series with its checksum. The credentials themselves are too many to be read at every opening. */
export function verifySeries(connection: Connection): void {
  for (const stored of connection.all<StoredSeries>(`SELECT ${columns} FROM credential_series`))
    verified(stored, connection.path)
}

function verified({ organizationId, clientId, kind, checksum }: StoredSeries, path: string): Series {
  const series = { organizationId, clientId, kind }
  if (checksumOf(series) !== checksum)
    throw storeIsDamaged(path, 'a series of credentials differs from its checksum')
  return series
}

function checksumOf({ organizationId, clientId, kind }: Series): number {
  return crc32(JSON.stringify([organizationId, clientId, kind]))
}
