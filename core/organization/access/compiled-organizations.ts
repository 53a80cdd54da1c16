import type { ClientId, OrganizationId } from '../../model/brand.ts'
import type { AuditEvent } from '../../model/audit-event.ts'
import type { Organization } from '../../model/directory.ts'
import { compileCatalogue } from '../../policy/compile-catalogue.ts'
import { compileOrganization, recompile } from '../../policy/compile.ts'
import type { CompiledOrganization } from '../../policy/compiled-organization.ts'
import type { OrganizationRecords } from '../../policy/organization-records.ts'
import type { CatalogueShelf } from '../loaded-catalogue.ts'
import { isSnapshot } from '../reviewer.ts'
import { changedAbroad, clientsFromAbroad, clientsPerhapsAbroad } from './clients-from-abroad.ts'
import { changesBy, type OrganizationMoment } from './record-changes.ts'

/** What is compiled, the last event of the history that is in it, and which of its clients other organizations may have. */
interface Kept {
  readonly organization: CompiledOrganization
  readonly head: Pick<AuditEvent, 'sequence' | 'hash'>
  readonly abroad: readonly ClientId[]
}

/** With more events than this, reading everything again is cheaper than finding out what they did. */
const MOST_EVENTS = 500
/** How many organizations are kept; one of 100,000 clients takes some hundred megabytes. */
const MOST_KEPT = 3

/**
 * Keeps organizations compiled. Every act writes an event into the history together with what it changes, so that the
 * events since the last look name the records to read again; where they do not say enough, everything is read.
 */
export class CompiledOrganizations {
  readonly #catalogues: CatalogueShelf
  readonly #kept = new Map<OrganizationId, Kept>()

  constructor(catalogues: CatalogueShelf) {
    this.#catalogues = catalogues
  }

  /** The organization as the unit of work sees it. */
  async of(moment: OrganizationMoment): Promise<CompiledOrganization> {
    const { id } = moment.organization
    const former = this.#kept.get(id)
    const head = (await moment.unit.events.head(id)) ?? headOf(moment.organization)
    const updated = former && head && (await this.#update(moment, former, head))
    const organization = updated ?? (await this.#compile(moment, former))
    if (head) this.#keep(id, { organization, head, abroad: abroadIn(organization, id, former) })
    return organization
  }

  /** Those that were asked for last. */
  #keep(id: OrganizationId, kept: Kept): void {
    this.#kept.delete(id)
    this.#kept.set(id, kept)
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest)
  }

  /** Undefined where everything has to be read. */
  async #update(
    moment: OrganizationMoment,
    former: Kept,
    head: Kept['head'],
  ): Promise<CompiledOrganization | undefined> {
    const { unit, organization, now } = moment
    const { index } = await this.#catalogues.of(unit, organization.id)
    if (index.operations !== former.organization.catalogue.operations) return undefined
    const events = await eventsBetween(moment, former.head, head)
    const changes = events && (await changesBy(events, moment))
    if (!changes) return undefined
    const { enforceScopes } = organization.settings
    const isSame = events.length === 0 && !(await someMayHaveEnded(moment))
    const present = isSame
      ? former.organization
      : recompile(former.organization, { ...changes, now, enforceScopes })
    const from = { compiled: present, organizationId: organization.id }
    const abroad = await changedAbroad(unit, from, former.abroad)
    return abroad ? recompile(present, abroad) : present
  }

  async #compile(moment: OrganizationMoment, former: Kept | undefined): Promise<CompiledOrganization> {
    const { index } = await this.#catalogues.of(moment.unit, moment.organization.id)
    const known = former?.organization.catalogue
    const catalogue = known?.operations === index.operations ? known : compileCatalogue(index)
    return compileOrganization(await readRecords(moment), catalogue)
  }
}

/** A snapshot has no history, and nothing that could get into one. */
function headOf(organization: Organization): Kept['head'] | undefined {
  return isSnapshot(organization) ? { sequence: 0, hash: '' } : undefined
}

/** Approvals past their end that nobody has ended yet; without an event, time changes nothing else (P2.2). */
async function someMayHaveEnded({ unit, organization, now }: OrganizationMoment): Promise<boolean> {
  return (await unit.authorizations.dueToExpire(organization.id, now.toISOString())).length > 0
}

function abroadIn(
  organization: CompiledOrganization,
  id: OrganizationId,
  former: Kept | undefined,
): readonly ClientId[] {
  return former?.organization === organization ? former.abroad : clientsPerhapsAbroad(organization, id)
}

/** The events after the one that was seen last, up to the head; undefined where the history is not the one that was seen. */
async function eventsBetween(
  { unit, organization }: OrganizationMoment,
  seen: Kept['head'],
  head: Kept['head'],
): Promise<readonly AuditEvent[] | undefined> {
  const missed = head.sequence - seen.sequence
  if (missed === 0) return head.hash === seen.hash ? [] : undefined
  if (missed < 0 || missed > MOST_EVENTS) return undefined
  const page = { target: null, before: null, limit: missed + 1 }
  const events = await unit.events.page(organization.id, page)
  const last = events.at(-1)
  return last?.sequence === seen.sequence && last.hash === seen.hash ? events.slice(0, -1) : undefined
}

async function readRecords(moment: OrganizationMoment): Promise<OrganizationRecords> {
  const { unit, organization, now, roles, homeDivisionId } = moment
  const clients = await unit.clients.all(organization.id)
  const authorizations = await unit.authorizations.all(organization.id)
  const own = new Set(clients.map(({ id }) => id))
  const fromAbroad = authorizations.map(({ clientId }) => clientId).filter((id) => !own.has(id))
  return {
    now,
    enforceScopes: organization.settings.enforceScopes,
    homeDivisionId,
    divisions: await unit.divisions.all(organization.id),
    roles,
    users: await unit.users.all(organization.id),
    clients: [...clients, ...(await clientsFromAbroad(unit, fromAbroad))],
    authorizations,
  }
}
