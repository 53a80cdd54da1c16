import type { ClientId } from '../../core/model/brand.ts'
import type { AppEvent, Misbehaviour, ServerFault } from '../../core/model/server-fault.ts'

/** Does to every client what a test says, and keeps what was heard of them in order. */
export class ScriptedMisbehaviour implements Misbehaviour {
  fault: ServerFault | null = null
  readonly seen: AppEvent[] = []

  faultFor(): ServerFault | null {
    return this.fault
  }

  saw(_clientId: ClientId, event: AppEvent): void {
    this.seen.push(event)
  }
}
