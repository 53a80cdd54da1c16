import type { TopicName, Topics } from '../../core/contract/contract.ts'
import type { Transport } from '../../core/contract/client.ts'
import type { WireResult } from '../../core/contract/definition.ts'

export type TopicListener<Name extends TopicName> = (message: Topics[Name]) => void

/** What carries calls to the core and its messages back: the desktop window's bridge or the browser's HTTP. */
export interface Host {
  readonly kind: 'desktop' | 'browser'
  readonly call: Transport
  /** Listens to a topic; the answer stops listening. */
  subscribe<Name extends TopicName>(topic: Name, listener: TopicListener<Name>): () => void
  /** Calls back once if the host no longer accepts this page. */
  onEnded(listener: () => void): void
}

/** The answer to a call that never reached the core; the same envelope that the core's refusals come in. */
export function hostUnreachable(message: string): WireResult<never> {
  return { ok: false, failure: { code: 'internal', message } }
}
