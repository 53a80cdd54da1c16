import type { AuditEvent } from '../../../core/model/audit-event.ts'

/** The page on which an event's target is shown, or null where it has none. */
export function targetAddress({ kind, id }: AuditEvent['target']): string | null {
  switch (kind) {
    case 'client':
      return `/clients/${id}`
    case 'authorization':
      return `/apps/${id}`
    case 'organization':
      return '/settings'
    case 'catalogue':
      return '/settings#catalogue'
    case 'identity_provider':
      return '/settings#identity'
    case 'role':
    case 'user':
      return null
  }
}
