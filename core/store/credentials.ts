import { crc32 } from 'node:zlib'
import type { OrganizationId, UserId } from '../model/brand.ts'
import type { IssuedCredential } from '../model/issued-credential.ts'
import type { MovedClock } from '../organization/ports.ts'
import type { CredentialOwner } from '../organization/token-store.ts'
import type { Connection, SqlValue } from './connection.ts'
import { CredentialSeries } from './credential-series.ts'
import { storeIsDamaged } from './store-error.ts'

/** What never changes once it was issued; the checksum is over these. */
interface Issued {
  readonly hash: string
  readonly series: number
  readonly familyId: string | null
  readonly userId: UserId | null
  /** JSON. */
  readonly scopes: string | null
  readonly redirectUri: string | null
  readonly codeChallenge: string | null
  readonly issuedAt: number
  readonly expiresAt: number
}

interface StoredCredential extends Issued {
  readonly checksum: number
  readonly spentAt: number | null
  readonly revokedAt: number | null
  readonly lastUsedAt: number | null
}

const columns = `hash, series, family_id AS familyId, user_id AS userId, scopes, redirect_uri AS redirectUri,
  code_challenge AS codeChallenge, issued_at AS issuedAt, expires_at AS expiresAt, checksum, spent_at AS spentAt,
  revoked_at AS revokedAt, last_used_at AS lastUsedAt`

/** The codes and tokens that were issued, found by their hash. */
export class Credentials {
  readonly #connection: Connection
  readonly #series: CredentialSeries

  constructor(connection: Connection) {
    this.#connection = connection
    this.#series = new CredentialSeries(connection)
  }

  find(hash: string): IssuedCredential | undefined {
    const stored = this.#connection.one<StoredCredential>(
      `SELECT ${columns} FROM credential WHERE hash_start = ? AND hash = ?`,
      startOf(hash),
      hash,
    )
    if (!stored) return undefined
    const { redirectUri, codeChallenge, scopes } = verified(stored, this.#connection.path)
    const { organizationId, clientId, kind } = this.#series.get(stored.series)
    return {
      hash,
      kind,
      familyId: stored.familyId,
      organizationId,
      clientId,
      userId: stored.userId,
      // INVARIANT: only put writes this column, and the checksum has just been compared.
      scopes: scopes === null ? null : (JSON.parse(scopes) as readonly string[]),
      issuedAt: stored.issuedAt,
      expiresAt: stored.expiresAt,
      spentAt: stored.spentAt,
      revokedAt: stored.revokedAt,
      lastUsedAt: stored.lastUsedAt,
      binding: redirectUri === null ? null : { redirectUri, codeChallenge },
    }
  }

  put(credential: IssuedCredential): void {
    const { organizationId, clientId, kind, scopes, binding } = credential
    const issued: Issued = {
      hash: credential.hash,
      series: this.#series.numberOf({ organizationId, clientId, kind }),
      familyId: credential.familyId,
      userId: credential.userId,
      scopes: scopes && JSON.stringify(scopes),
      redirectUri: binding && binding.redirectUri,
      codeChallenge: binding && binding.codeChallenge,
      issuedAt: credential.issuedAt,
      expiresAt: credential.expiresAt,
    }
    this.#connection.run(
      `INSERT INTO credential (hash_start, hash, series, family_id, user_id, scopes, redirect_uri, code_challenge,
       issued_at, expires_at, checksum, spent_at, revoked_at, last_used_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      startOf(issued.hash),
      issued.hash,
      issued.series,
      issued.familyId,
      issued.userId,
      issued.scopes,
      issued.redirectUri,
      issued.codeChallenge,
      issued.issuedAt,
      issued.expiresAt,
      checksumOf(issued),
      credential.spentAt,
      credential.revokedAt,
      credential.lastUsedAt,
    )
  }

  mark(hash: string, what: 'spent_at' | 'revoked_at' | 'last_used_at', at: number): void {
    this.#connection.run(
      `UPDATE credential SET ${what} = ? WHERE hash_start = ? AND hash = ?`,
      at,
      startOf(hash),
      hash,
    )
  }

  revokeFamily(familyId: string, at: number): number {
    return this.#connection.run(
      'UPDATE credential SET revoked_at = ? WHERE family_id = ? AND revoked_at IS NULL',
      at,
      familyId,
    )
  }

  revokeOf(of: CredentialOwner, at: number): number {
    const { where, params } = ownedBy(of)
    return this.#connection.run(
      `UPDATE credential SET revoked_at = ? WHERE ${where} AND revoked_at IS NULL`,
      at,
      ...params,
    )
  }

  countLive(of: CredentialOwner, now: number): number {
    const { where, params } = ownedBy(of, `AND kind = 'access_token'`)
    const sql = `SELECT count(*) FROM credential WHERE ${where} AND revoked_at IS NULL AND expires_at > ?`
    return this.#connection.value<number>(sql, ...params, now) ?? 0
  }

  /** Takes away at most `limit` credentials of an organization that ended before a moment. */
  purge(
    organizationId: OrganizationId,
    ended: { readonly isAccessToken: boolean; readonly before: number; readonly limit: number },
  ): void {
    this.#connection.run(
      `DELETE FROM credential WHERE number IN (
         SELECT number FROM credential WHERE expires_at < ? AND series IN (
           SELECT number FROM credential_series WHERE organization_id = ?
           AND kind ${ended.isAccessToken ? '=' : '<>'} 'access_token')
         LIMIT ?)`,
      ended.before,
      organizationId,
      ended.limit,
    )
  }

  /** What the clock's time to come had issued is gone; what had expired or idled by then stays ended (O7). */
  endOfMovedClock(organizationId: OrganizationId, { former, present, idleSince }: MovedClock): void {
    const run = (what: string, ...params: readonly SqlValue[]) =>
      this.#connection.run(
        `${what} AND series IN (SELECT number FROM credential_series WHERE organization_id = ?)`,
        ...params,
        organizationId,
      )
    const revoke = 'UPDATE credential SET revoked_at = ? WHERE revoked_at IS NULL'
    run('DELETE FROM credential WHERE issued_at > ?', present)
    run(`${revoke} AND expires_at > ? AND expires_at <= ?`, present, present, former)
    if (idleSince !== null)
      run(
        `${revoke} AND coalesce(last_used_at, issued_at) <= ? AND (SELECT kind FROM credential_series
         WHERE credential_series.number = credential.series) = 'access_token'`,
        present,
        idleSince,
      )
    run('UPDATE credential SET last_used_at = ? WHERE last_used_at > ?', present, present)
  }

  /** To be called after a rollback. */
  forget(): void {
    this.#series.forget()
  }
}

/** The plus keeps SQLite from searching by series where a user is given, who has far fewer. */
function ownedBy(
  of: CredentialOwner,
  kind = '',
): { readonly where: string; readonly params: readonly SqlValue[] } {
  const client = of.clientId === undefined ? '' : 'AND client_id = ?'
  const user = of.userId === undefined ? '' : 'user_id = ? AND +'
  return {
    where: `${user}series IN (SELECT number FROM credential_series WHERE organization_id = ? ${client} ${kind})`,
    params: [
      ...(of.userId === undefined ? [] : [of.userId]),
      of.organizationId,
      ...(of.clientId === undefined ? [] : [of.clientId]),
    ],
  }
}

/** The first 48 bits of a hash in base64url, which JavaScript and SQLite both hold exactly. */
function startOf(hash: string): number {
  const bytes = Buffer.from(hash.slice(0, 8), 'base64url')
  return bytes.length < 6 ? 0 : bytes.readUIntBE(0, 6)
}

/** A flipped bit would lend a token another owner or a longer life. Of the three marks only the presence counts. */
function verified(stored: StoredCredential, path: string): StoredCredential {
  if (checksumOf(stored) !== stored.checksum)
    throw storeIsDamaged(path, 'a credential differs from its checksum')
  return stored
}

function checksumOf(issued: Issued): number {
  const { hash, series, familyId, userId, scopes, redirectUri, codeChallenge, issuedAt, expiresAt } = issued
  return crc32(
    JSON.stringify([hash, series, familyId, userId, scopes, redirectUri, codeChallenge, issuedAt, expiresAt]),
  )
}
