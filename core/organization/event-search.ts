import type { AuditEvent, AuditTargetKind } from '../model/audit-event.ts'
import type { OrganizationId } from '../model/brand.ts'
import type { Author } from '../model/oauth-client.ts'
import { sayByKey, type Language } from '../wording/say.ts'
import type { EventQuery, ReadUnit } from './ports.ts'

/** Which events are wanted: every word of `search` in what is shown of them, one kind of record, one actor. */
export interface EventFilter {
  readonly language: Language
  readonly search: string
  readonly kind: AuditTargetKind | null
  /** As `actorKey` writes it. */
  readonly actor: string | null
}

export interface FoundEvents {
  readonly events: readonly AuditEvent[]
  /** How many events match, those outside the page included. */
  readonly total: number
}

const BATCH = 1_000

/** What was done, as a sentence that begins with its verb. */
export function titleOf(event: AuditEvent, language: Language): string {
  return sayByKey(language, `action.${event.action}`, { target: event.target.name })
}

/** Finds the newest events that match; without a filter the store's own index answers. */
export async function findEvents(
  unit: ReadUnit,
  organizationId: OrganizationId,
  query: EventQuery & EventFilter,
): Promise<FoundEvents> {
  if (query.search.trim() === '' && query.kind === null && query.actor === null) {
    const events = await unit.events.page(organizationId, query)
    return { events, total: await unit.events.count(organizationId, query.target) }
  }
  const matches = matcherOf(query)
  const events: AuditEvent[] = []
  let total = 0
  for await (const event of newestFirst(unit, organizationId, query.target)) {
    if (!matches(event)) continue
    total += 1
    const isInPage = query.before === null || event.sequence < query.before
    if (isInPage && events.length < query.limit) events.push(event)
  }
  return { events, total }
}

/** Everybody who did something, each once, by name. */
export async function listActors(
  unit: ReadUnit,
  organizationId: OrganizationId,
): Promise<readonly { readonly key: string; readonly name: string }[]> {
  const names = new Map<string, string>()
  for await (const { actor } of newestFirst(unit, organizationId, null)) {
    // A person who was renamed goes by the newest name.
    if (!names.has(actorKey(actor))) names.set(actorKey(actor), actor.name)
  }
  return [...names]
    .map(([key, name]) => ({ key, name }))
    .toSorted((one, other) => one.name.localeCompare(other.name))
}

function actorKey(actor: Author): string {
  return actor.id ?? actor.name
}

function matcherOf({ search, language, kind, actor }: EventFilter): (event: AuditEvent) => boolean {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return (event) => {
    if (kind !== null && event.target.kind !== kind) return false
    if (actor !== null && actorKey(event.actor) !== actor) return false
    const { target, note } = event
    const text = [titleOf(event, language), event.actor.name, target.id, note].join('\n').toLowerCase()
    return words.every((word) => text.includes(word))
  }
}

async function* newestFirst(
  unit: ReadUnit,
  organizationId: OrganizationId,
  target: EventQuery['target'],
): AsyncGenerator<AuditEvent> {
  let before: number | null = null
  for (;;) {
    const batch: readonly AuditEvent[] = await unit.events.page(organizationId, {
      target,
      before,
      limit: BATCH,
    })
    yield* batch
    const last = batch.at(-1)
    if (!last || batch.length < BATCH) return
    before = last.sequence
  }
}
