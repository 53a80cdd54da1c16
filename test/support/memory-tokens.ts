import type { IssuedCredential } from '../../core/model/issued-credential.ts'
import type { MovedClock } from '../../core/organization/ports.ts'
import type { CredentialOwner, TokenUnit } from '../../core/organization/token-store.ts'
import type { Tables } from './memory-tables.ts'
import { addUsage } from './memory-write-unit.ts'

/** One unit of token work on a copy of the tables; it refuses once `end` was called. */
export function tokenUnit(tables: Tables): { readonly unit: TokenUnit; readonly end: () => void } {
  let isOver = false
  const open = (): Tables => {
    if (isOver) throw new Error('a unit of token work was used after it had ended')
    return tables
  }
  const change = (hash: string, fields: Partial<IssuedCredential>): void => {
    const known = open().credentials.get('', hash)
    if (known) tables.credentials.put('', hash, { ...known, ...fields })
  }
  const revokeAll = (wanted: (credential: IssuedCredential) => boolean, at: number): number => {
    const found = all(open()).filter((known) => known.revokedAt === null && wanted(known))
    for (const { hash } of found) change(hash, { revokedAt: at })
    return found.length
  }
  const refuseStranger = (organizationId: string): void => {
    if (!open().organizations.get('', organizationId))
      throw new Error(`no organization \`${organizationId}\``)
  }
  const unit: TokenUnit = {
    find: (hash) => open().credentials.get('', hash),
    put: (credential) => {
      refuseStranger(credential.organizationId)
      tables.credentials.put('', credential.hash, credential)
    },
    spend: (hash, at) => {
      change(hash, { spentAt: at })
    },
    revoke: (hash, at) => {
      change(hash, { revokedAt: at })
    },
    revokeFamily: (familyId, at) => revokeAll((known) => known.familyId === familyId, at),
    revokeOf: (of, at) => revokeAll((known) => isOf(known, of), at),
    touch: (hash, at) => {
      change(hash, { lastUsedAt: at })
    },
    rememberAssertion: (key, until) => {
      if (open().assertions.get('', key) !== undefined) return false
      tables.assertions.put('', key, until)
      return true
    },
    countUsage: (organizationId, rows) => {
      refuseStranger(organizationId)
      for (const row of rows) addUsage(tables, organizationId, row)
    },
  }
  return {
    unit,
    end: () => {
      isOver = true
    },
  }
}

export function countLive(tables: Tables, of: CredentialOwner, now: number): number {
  return all(tables).filter(
    (known) =>
      known.kind === 'access_token' && isOf(known, of) && known.revokedAt === null && known.expiresAt > now,
  ).length
}

export function endOfMovedClock(
  tables: Tables,
  organizationId: string,
  { former, present, idleSince }: MovedClock,
): void {
  for (const known of all(tables).filter((credential) => credential.organizationId === organizationId)) {
    if (known.issuedAt > present) tables.credentials.remove('', known.hash)
    else {
      const isExpired = known.expiresAt > present && known.expiresAt <= former
      const usedAt = known.lastUsedAt ?? known.issuedAt
      const isIdle = known.kind === 'access_token' && idleSince !== null && usedAt <= idleSince
      const revokedAt = known.revokedAt ?? (isExpired || isIdle ? present : null)
      const lastUsedAt = known.lastUsedAt === null ? null : Math.min(known.lastUsedAt, present)
      tables.credentials.put('', known.hash, { ...known, revokedAt, lastUsedAt })
    }
  }
}

function all(tables: Tables): readonly IssuedCredential[] {
  return tables.credentials.all('')
}

function isOf(credential: IssuedCredential, of: CredentialOwner): boolean {
  const { organizationId, userId = credential.userId, clientId = credential.clientId } = of
  return (
    credential.organizationId === organizationId &&
    credential.userId === userId &&
    credential.clientId === clientId
  )
}
