import type { ClientId } from '../../model/brand.ts'
import type { Operation } from '../../model/operation.ts'
import type { AuditSubject } from '../rule.ts'
import { dayBefore, isOlderThan } from './days.ts'

/**
 * The operations that a client called in the window in which scopes have to be used. Undefined where nothing can be said of
 * what it needs: the record is younger than the window or changed within it, there was no call (which is for the rules on
 * unused clients), or a call whose operation the catalogue does not know. Such a call may have needed any scope (P5).
 */
export function calledOperations(
  subject: AuditSubject,
  { clientId, unchangedSince }: { readonly clientId: ClientId; readonly unchangedSince: string },
): readonly Operation[] | undefined {
  const days = subject.policy.thresholds.unusedScopeDays
  if (!isOlderThan(unchangedSince, days, subject.now)) return undefined
  const before = dayBefore(subject.now, days)
  const called = subject
    .usageOf(clientId)
    .series.filter((series) => series.days.some(({ day, requests }) => day > before && requests > 0))
  const operations = called.map(({ method, path }) => subject.compiled().catalogue.find(`${method} ${path}`))
  if (operations.length === 0 || operations.includes(undefined)) return undefined
  return operations.filter((operation) => operation !== undefined)
}
