import type { ReadUnit, Store } from './ports.ts'

/** How many origins are remembered at once. */
const MOST_KEPT = 1_000
/** How many clients are looked at whose redirect URIs begin like the origin. */
const MOST_CLIENTS = 1_000

/**
 * Says which origins have a page among the redirect URIs of the workspace: a browser's preflight asks before anybody has
 * shown a token (S2). An answer is kept as long as nothing in the store changes.
 */
export class RegisteredOrigins {
  readonly #store: Store
  readonly #known = new Map<string, boolean>()
  #version = -1

  constructor(store: Store) {
    this.#store = store
  }

  async admits(origin: string): Promise<boolean> {
    if (!/^https?:\/\/[^/?#\s]+$/.test(origin)) return false
    const version = this.#store.version()
    if (version !== this.#version || this.#known.size >= MOST_KEPT) this.#known.clear()
    this.#version = version
    const known = this.#known.get(origin)
    if (known !== undefined) return known
    const found = await this.#store.read((unit) => isAnyClients(unit, origin))
    this.#known.set(origin, found)
    return found
  }
}

async function isAnyClients(unit: ReadUnit, origin: string): Promise<boolean> {
  for (const { id } of await unit.organizations.all()) {
    const search = { search: `${origin}/`, state: null, grantType: null, limit: MOST_CLIENTS, cursor: null }
    const { rows } = await unit.clients.page(id, search)
    if (rows.some(({ client }) => isRegisteredOrigin(client.redirectUris, origin))) return true
  }
  return false
}

/**
 * May pages of this origin read what is meant for a client with these redirect URIs (S2)? As for a redirect URI itself,
 * the port of a loopback address over http does not count (C4).
 */
export function isRegisteredOrigin(redirectUris: readonly string[], origin: string): boolean {
  const wanted = portless(origin)
  return redirectUris.some((uri) => {
    const registered = originOf(uri)
    return registered !== null && (registered === origin || portless(registered) === wanted)
  })
}

/** Null for the custom schemes of native apps, which have none (RFC 6454 §4). */
function originOf(redirectUri: string): string | null {
  if (!/^https?:/i.test(redirectUri) || !URL.canParse(redirectUri)) return null
  return new URL(redirectUri).origin
}

function portless(origin: string): string {
  return origin.replace(/^(http:\/\/(?:127\.0\.0\.1|\[::1\]|localhost)):\d+$/, '$1')
}
