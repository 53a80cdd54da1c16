import type { ClientId, DivisionId, OrganizationId, RoleId, UserId } from '../model/brand.ts'
import type { Organization, User } from '../model/directory.ts'
import { isBuiltIn } from '../model/oauth-client.ts'
import { readRole, type OrganizationView, type ReadableRole } from '../policy/organization-view.ts'
import { findApp } from './authorizations.ts'
import type { LiveCall, LiveClient, LiveRecords } from './live-records.ts'
import type { CatalogueShelf, LoadedCatalogue } from './loaded-catalogue.ts'
import type { Clock, ReadUnit, Store } from './ports.ts'

/** The most clients, and the most combinations of organization, client and user, that are kept. */
const MOST = 2_000

interface Machine {
  readonly store: Pick<Store, 'read' | 'version'>
  readonly clock: Clock
  readonly catalogues: CatalogueShelf
}

type About = Parameters<LiveRecords['call']>[0]

/** What all calls in one organization have in common. */
interface Place {
  readonly organization: Organization
  readonly catalogue: LoadedCatalogue
  readonly homeDivisionId: DivisionId
  readonly roles: OrganizationView['roles']
  readonly rolesById: ReadonlyMap<RoleId, ReadableRole>
  readonly divisionNames: ReadonlyMap<DivisionId, string>
}

/** A call without its time. */
interface KeptCall {
  readonly place: Place
  readonly user: User | undefined
  readonly view: Omit<OrganizationView, 'now'>
}

/** What was read at one version of the store. */
interface Kept {
  readonly version: number
  organizations: ReadonlyMap<OrganizationId, Organization> | null
  readonly clients: Map<ClientId, LiveClient>
  readonly places: Map<OrganizationId, Place>
  readonly calls: Map<string, KeptCall>
}

/**
 * Live records that are read once and kept for as long as the store's version stays, which is looked at whenever they are
 * asked for: what any process changed is seen by the next request.
 */
export class KeptLiveRecords implements LiveRecords {
  readonly #machine: Machine
  #kept = keptAt(-1)

  constructor(machine: Machine) {
    this.#machine = machine
  }

  async organizations(): Promise<readonly Organization[]> {
    return [...(await this.#allOrganizations()).values()]
  }

  async organization(id: OrganizationId): Promise<Organization | undefined> {
    return (await this.#allOrganizations()).get(id)
  }

  client(id: ClientId): Promise<LiveClient | undefined> {
    const known = this.#present().clients.get(id)
    if (known) return Promise.resolve(known)
    return this.#read(async (unit, keep) => {
      const [held] = await unit.clients.everywhere(id)
      if (!held) return undefined
      const { client, organizationId } = held
      const owner = isBuiltIn(client) ? null : ((await unit.organizations.get(organizationId)) ?? null)
      const found = { client, owner, secret: (await unit.secrets.get(id)) ?? null }
      keep(({ clients }) => {
        put(clients, id, found)
      })
      return found
    })
  }

  call(about: About): Promise<LiveCall | undefined> {
    const known = this.#present().calls.get(keyOf(about))
    if (known) return Promise.resolve(this.#now(known))
    return this.#read(async (unit, keep) => {
      const place = await this.#place(unit, about.organizationId, keep)
      if (!place) return undefined
      const call = await readCall(unit, place, about)
      keep(({ calls }) => {
        put(calls, keyOf(about), call)
      })
      return this.#now(call)
    })
  }

  async #allOrganizations(): Promise<ReadonlyMap<OrganizationId, Organization>> {
    const known = this.#present().organizations
    if (known) return known
    return this.#read(async (unit, keep) => {
      const all = await unit.organizations.all()
      const found = new Map(all.map((organization) => [organization.id, organization]))
      keep((kept) => {
        kept.organizations = found
      })
      return found
    })
  }

  async #place(unit: ReadUnit, id: OrganizationId, keep: Keep): Promise<Place | undefined> {
    let known: Place | undefined
    keep(({ places }) => {
      known = places.get(id)
    })
    if (known) return known
    const place = await readPlace(unit, id, this.#machine.catalogues)
    if (place)
      keep(({ places }) => {
        places.set(id, place)
      })
    return place
  }

  /** What is kept of the store as it is now. */
  #present(): Kept {
    const version = this.#machine.store.version()
    if (version !== this.#kept.version) this.#kept = keptAt(version)
    return this.#kept
  }

  /** INVARIANT: only what was read at the version that is kept is kept beside it. */
  #read<Value>(work: (unit: ReadUnit, keep: Keep) => Promise<Value>): Promise<Value> {
    return this.#machine.store.read(async (unit) => {
      const version = await unit.version()
      return work(unit, (change) => {
        if (this.#kept.version === version) change(this.#kept)
      })
    })
  }

  #now({ place, user, view }: KeptCall): LiveCall {
    const { organization, catalogue } = place
    const now = new Date(this.#machine.clock().getTime() + organization.clockOffset)
    return { organization, now, view: { ...view, now }, user, catalogue }
  }
}

/** Does something with what is kept, if that is of the version that the unit reads. */
type Keep = (change: (kept: Kept) => void) => void

function keptAt(version: number): Kept {
  return { version, organizations: null, clients: new Map(), places: new Map(), calls: new Map() }
}

function keyOf({ organizationId, clientId, userId }: About): string {
  return `${organizationId} ${clientId} ${userId ?? ''}`
}

/** Keeps a value, and lets go of the one that was kept longest. */
function put<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): void {
  map.set(key, value)
  const [oldest] = map.keys()
  if (map.size > MOST && oldest !== undefined) map.delete(oldest)
}

async function readPlace(
  unit: ReadUnit,
  id: OrganizationId,
  catalogues: CatalogueShelf,
): Promise<Place | undefined> {
  const organization = await unit.organizations.get(id)
  if (!organization) return undefined
  const divisions = await unit.divisions.all(id)
  const home = divisions.find((division) => division.isHome)
  if (!home) throw new Error(`organization ${id} has no home division`)
  const roles = await unit.roles.all(id)
  return {
    organization,
    catalogue: await catalogues.of(unit, id),
    homeDivisionId: home.id,
    roles,
    rolesById: new Map(roles.map((role) => [role.id, remembering(readRole(role))])),
    divisionNames: new Map(divisions.map((division) => [division.id, division.name])),
  }
}

async function readCall(unit: ReadUnit, place: Place, about: About): Promise<KeptCall> {
  const { organizationId, clientId, userId } = about
  const client = (await findApp(unit, organizationId, clientId))?.client
  const authorization = await unit.authorizations.get(organizationId, clientId)
  const user = userId === null ? undefined : await unit.users.get(organizationId, userId)
  const { organization, catalogue, homeDivisionId, roles, rolesById, divisionNames } = place
  const view = {
    enforceScopes: organization.settings.enforceScopes,
    homeDivisionId,
    roles,
    client: (id: ClientId) => (id === clientId ? client : undefined),
    authorization: (id: ClientId) => (id === clientId ? authorization : undefined),
    user: (id: UserId) => (id === userId ? user : undefined),
    role: (id: RoleId) => rolesById.get(id),
    divisionName: (id: DivisionId) => divisionNames.get(id),
    operation: (name: string) => catalogue.index.find(name),
  }
  return { place, user, view }
}

/** Which permissions are asked is in the catalogue: each is looked for among the patterns of a role once. */
function remembering(role: ReadableRole): ReadableRole {
  const known = new Map<string, string | undefined>()
  return {
    ...role,
    coveringPattern: (permission) => {
      if (!known.has(permission)) known.set(permission, role.coveringPattern(permission))
      return known.get(permission)
    },
  }
}
