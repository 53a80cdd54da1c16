import type { Organization } from '../model/directory.ts'
import { parseDuration } from '../model/duration.ts'
import { fail, ok, type Result } from '../model/result.ts'
import { act, look, type Acting, type Context, type Doing } from './context.ts'
import { carryOutDue, findDue, type DueRemoval } from './due-removals.ts'
import { idleTimeoutOf } from './live-token.ts'
import type { Clock } from './ports.ts'
import { timeOf } from './record-event.ts'

const PERMISSION = 'directory:organization:admin'
/** The clock cannot be moved further ahead than this, in milliseconds: ten years. */
const MAX_OFFSET = 10 * 366 * 86_400_000

/** An organization's time beside the machine's; `offset` is in milliseconds (O7). */
export interface ClockReading {
  readonly now: string
  readonly machineTime: string
  readonly offset: number
}

export interface ClockChange {
  readonly clock: ClockReading
  /** What falls due until then, soonest first. */
  readonly due: readonly DueRemoval[]
}

export function readClock(organization: Organization, clock: Clock): ClockReading {
  return {
    now: timeOf(organization, clock).toISOString(),
    machineTime: clock().toISOString(),
    offset: organization.clockOffset,
  }
}

/** What would fall due if the clock were moved this far ahead (O7). */
export function previewAdvance(
  context: Context,
  acting: Acting,
  advance: string,
): Promise<Result<ClockChange>> {
  return look(context, acting, PERMISSION, async ({ unit, organization }) => {
    const moved = moveClock(organization, advance)
    if (!moved.ok) return moved
    const due = await findDue(unit, moved.value, timeOf(moved.value, context.clock))
    return ok({ clock: readClock(moved.value, context.clock), due })
  })
}

/** Moves the clock forward and carries out what falls due, once the person has confirmed the removals (O7). */
export function advanceClock(
  context: Context,
  acting: Acting,
  wanted: { readonly advance: string; readonly confirmRemovals: boolean },
): Promise<Result<ClockChange>> {
  return act(context, acting, PERMISSION, async (doing) => {
    const { unit, organization } = doing
    const moved = moveClock(organization, wanted.advance)
    if (!moved.ok) return moved
    const due = await findDue(unit, moved.value, timeOf(moved.value, context.clock))
    if (due.length > 0 && !wanted.confirmRemovals) {
      const params = { count: due.length, first: due[0]?.name ?? '' }
      return fail({ code: 'removals_need_confirmation', rule: 'O7', params })
    }
    await unit.put.organization(moved.value)
    await doing.record({
      action: 'clock.advance',
      target: { kind: 'organization', id: organization.id, name: organization.name },
      before: { clockOffset: organization.clockOffset },
      after: { clockOffset: moved.value.clockOffset },
    })
    await carryOutDue(unit, moved.value, context.clock())
    return ok({ clock: readClock(moved.value, context.clock), due })
  })
}

/** Sets the clock back to the machine's time; nothing that fell due comes back (O7). */
export function resetClock(context: Context, acting: Acting): Promise<Result<ClockReading>> {
  return act(context, acting, PERMISSION, async (doing) => {
    const { organization } = doing
    if (organization.clockOffset === 0) {
      return fail({ code: 'nothing_changed', value: organization.name, rule: 'O7' })
    }
    const after = { ...organization, clockOffset: 0, revision: organization.revision + 1 }
    await doing.unit.put.organization(after)
    await endCredentials(doing, context.clock)
    await dateAuthorizations(doing, context.clock)
    await doing.record({
      action: 'clock.reset',
      target: { kind: 'organization', id: organization.id, name: organization.name },
      before: { clockOffset: organization.clockOffset },
      after: { clockOffset: 0 },
    })
    return ok(readClock(after, context.clock))
  })
}

/** Tokens that the moved clock had ended do not live again, nor do those that were issued in a time to come (O7). */
async function endCredentials({ unit, organization }: Doing, clock: Clock): Promise<void> {
  const former = timeOf(organization, clock).getTime()
  const idle = idleTimeoutOf(organization.settings)
  await unit.remove.credentialsOfMovedClock(organization.id, {
    former,
    present: clock().getTime(),
    idleSince: idle === null ? null : former - idle * 1_000,
  })
}

/**
 * An authorization that the moved clock had made counts from now: what was issued before it stays as dead as it was (A5, O7),
 * and what is issued from now on does not die once that moment really comes.
 */
async function dateAuthorizations({ unit, organization }: Doing, clock: Clock): Promise<void> {
  const present = clock()
  for (const authorization of await unit.authorizations.all(organization.id)) {
    if (Date.parse(authorization.createdAt) <= present.getTime()) continue
    await unit.put.authorization(organization.id, { ...authorization, createdAt: present.toISOString() })
  }
}

function moveClock(organization: Organization, advance: string): Result<Organization> {
  const seconds = parseDuration(advance)
  const clockOffset = organization.clockOffset + (seconds ?? 0) * 1_000
  if (seconds === undefined || seconds < 1 || clockOffset > MAX_OFFSET) {
    const value = advance.slice(0, 100)
    return fail({ code: 'clock_advance_invalid', field: 'advance', value, rule: 'O7' })
  }
  return ok({ ...organization, clockOffset, revision: organization.revision + 1 })
}
