import type { Clock, Random } from '../../organization/ports.ts'
import { FORM_MINUTES } from '../pages/fault-page.ts'

/** By the machine's clock: it is open in a browser, not in an organization. */
const LIFETIME = FORM_MINUTES * 60_000
/** INVARIANT: no more forms than this are open, whatever is asked for; the oldest gives way. */
const MOST_OPEN = 2_000

/**
 * What the forms of pages stand for, known by a random handle in the form. A handle works once and is bound to its kind of
 * form, so a form that was sent cannot be sent again and no other can take its place (RFC 6749 §10.12).
 */
export class FormHandles<State extends { readonly kind: string }> {
  readonly #open = new Map<string, { readonly state: State; readonly until: number }>()
  readonly #random: Random
  readonly #clock: Clock

  constructor(machine: { readonly random: Random; readonly clock: Clock }) {
    this.#random = machine.random
    this.#clock = machine.clock
  }

  issue(state: State): string {
    const now = this.#clock().getTime()
    for (const [handle, { until }] of this.#open) {
      if (until > now && this.#open.size < MOST_OPEN) break
      this.#open.delete(handle)
    }
    const handle = Buffer.from(this.#random.bytes(32)).toString('base64url')
    this.#open.set(handle, { state, until: now + LIFETIME })
    return handle
  }

  /** Spends a handle; undefined where it is spent, expired, foreign, or of another kind of form. */
  take<Kind extends State['kind']>(
    kind: Kind,
    handle: string,
  ): Extract<State, { readonly kind: Kind }> | undefined {
    const found = this.#open.get(handle)
    if (!found) return undefined
    this.#open.delete(handle)
    if (found.until <= this.#clock().getTime()) return undefined
    return isOfKind(found.state, kind) ? found.state : undefined
  }
}

function isOfKind<State extends { readonly kind: string }, Kind extends State['kind']>(
  state: State,
  kind: Kind,
): state is Extract<State, { readonly kind: Kind }> {
  return state.kind === kind
}
