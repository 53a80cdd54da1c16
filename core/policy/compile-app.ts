import { authorizationHasExpired, type AppAuthorization } from '../model/app-authorization.ts'
import type { RoleId } from '../model/brand.ts'
import type { OAuthClient } from '../model/oauth-client.ts'
import { bitsOf, emptyBits, keepOnly, union, type BitSet } from './bit-set.ts'
import type { CompiledCatalogue } from './compile-catalogue.ts'
import type { HoldingsCompiler } from './compile-holdings.ts'
import type { CompiledApp } from './compiled-organization.ts'

/** What the compiling of an app looks at, beside the app. */
export interface AppSource {
  readonly now: Date
  readonly enforceScopes: boolean
  readonly catalogue: CompiledCatalogue
  readonly roleNumbers: ReadonlyMap<RoleId, number>
  readonly holdings: HoldingsCompiler
}

/** Compiles apps; those with equal scopes, or with an equal limit, get the same value. */
export class AppCompiler {
  readonly #source: AppSource
  readonly #reaches = new Map<string, BitSet>()
  readonly #limits = new Map<string, BitSet>()
  readonly #nothing: BitSet

  constructor(source: AppSource) {
    this.#source = source
    this.#nothing = emptyBits(source.catalogue.operations.length)
  }

  of(client: OAuthClient, authorization: AppAuthorization | undefined): CompiledApp {
    const { catalogue, holdings, now } = this.#source
    if (client.grantType === 'client_credentials') {
      const reach = client.state.kind === 'active' ? catalogue.forServices : this.#nothing
      return { client, authorization, reach, limit: null, own: holdings.of(client.roleGrants) }
    }
    const reach = isInForce(client, authorization, now) ? this.#reachOf(client, authorization) : this.#nothing
    return { client, authorization, reach, limit: this.#limitOf(authorization), own: null }
  }

  /** P2.4: what granted ∩ requested reaches, or everything while scopes are not enforced. */
  #reachOf(client: OAuthClient, authorization: AppAuthorization): BitSet {
    const { catalogue, enforceScopes } = this.#source
    if (!enforceScopes) return catalogue.acceptingOAuth
    const granted = new Set(authorization.scopes)
    const usable = client.scopes.filter((scope) => granted.has(scope) && catalogue.reachedBy.has(scope))
    return once(this.#reaches, [...new Set(usable)].sort().join(' '), () => {
      const reached = usable.flatMap((scope) => catalogue.reachedBy.get(scope) ?? [])
      const all = union(catalogue.operations.length, [catalogue.unscoped, ...reached])
      keepOnly(all, catalogue.acceptingOAuth)
      return all
    })
  }

  #limitOf(authorization: AppAuthorization | undefined): BitSet | null {
    if (!authorization || authorization.roleIds.length === 0) return null
    const { roleNumbers } = this.#source
    return once(this.#limits, [...authorization.roleIds].sort().join(' '), () =>
      bitsOf(
        roleNumbers.size,
        authorization.roleIds.flatMap((id) => roleNumbers.get(id) ?? []),
      ),
    )
  }
}

/** P2.1 and P2.2: the client is active, and its authorization stands and has not ended. */
export function isInForce(
  client: OAuthClient,
  authorization: AppAuthorization | undefined,
  now: Date,
): authorization is AppAuthorization {
  return (
    client.state.kind === 'active' &&
    authorization?.state === 'authorized' &&
    !authorizationHasExpired(authorization, now)
  )
}

function once<Value>(made: Map<string, Value>, key: string, make: () => Value): Value {
  const known = made.get(key)
  if (known !== undefined) return known
  const value = make()
  made.set(key, value)
  return value
}
