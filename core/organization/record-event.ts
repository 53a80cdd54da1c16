import type { AuditEvent, AuditTargetKind, Json } from '../model/audit-event.ts'
import type { Organization } from '../model/directory.ts'
import type { Author } from '../model/oauth-client.ts'
import { chainEvent } from './audit-log.ts'
import type { Clock, WriteUnit } from './ports.ts'

export interface EventNote {
  readonly action: string
  readonly target: { readonly kind: AuditTargetKind; readonly id: string; readonly name: string }
  readonly before?: object | null
  readonly after?: object | null
  readonly note?: string
}

/** The organization's time: the machine's, moved forward by the organization's own clock (O7). */
export function timeOf(organization: Organization, clock: Clock): Date {
  return new Date(clock().getTime() + organization.clockOffset)
}

/** Adds one link to the organization's chain. */
export async function recordEvent(
  unit: WriteUnit,
  by: { readonly organization: Organization; readonly author: Author; readonly clock: Clock },
  note: EventNote,
): Promise<AuditEvent> {
  const head = await unit.events.head(by.organization.id)
  const event = chainEvent(head, {
    organizationId: by.organization.id,
    at: timeOf(by.organization, by.clock).toISOString(),
    machineTime: by.clock().toISOString(),
    actor: by.author,
    action: note.action,
    target: note.target,
    before: asJson(note.before),
    after: asJson(note.after),
    note: note.note ?? '',
  })
  await unit.put.event(event)
  return event
}

function asJson(value: object | null | undefined): Json {
  // Records are plain JSON by design; the round trip makes sure that what is hashed is what is stored.
  return JSON.parse(JSON.stringify(value ?? null)) as Json
}
