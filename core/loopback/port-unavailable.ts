import type { Failure } from '../model/failure.ts'
import type { PortHolder } from './port-holder.ts'

/** The asked-for port is in use, or not for this user. */
export class PortUnavailableError extends Error {
  readonly port: number
  readonly reason: 'taken' | 'forbidden'
  /** Who holds a taken port, where the system tells. */
  readonly holder: PortHolder | undefined

  constructor(port: number, reason: 'taken' | 'forbidden', about: { cause: unknown; holder?: PortHolder }) {
    const why = reason === 'taken' ? 'in use by another process' : 'not for this user'
    super(`port ${String(port)} on 127.0.0.1 is ${why}`, { cause: about.cause })
    this.name = 'PortUnavailableError'
    this.port = port
    this.reason = reason
    this.holder = about.holder
  }
}

/** The refusal that says which port, and who has it where that is known (L2). */
export function portFailure({ port, reason, holder }: PortUnavailableError): Failure {
  const about = { field: 'port', value: String(port), rule: 'L2' }
  if (reason === 'forbidden') return { code: 'port_forbidden', ...about }
  if (!holder) return { code: 'port_taken', ...about }
  const named = holder.name === '' ? String(holder.pid) : `${holder.name} (${String(holder.pid)})`
  return { code: 'port_taken', ...about, params: { holder: named } }
}
