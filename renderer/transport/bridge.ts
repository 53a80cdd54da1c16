import type { TopicName } from '../../core/contract/contract.ts'
import type { Host } from './host.ts'

/** What the preload exposes: two functions, each bound to one channel. */
export interface Bridge {
  invoke(operation: string, input: unknown): Promise<unknown>
  subscribe(topic: TopicName, listener: (message: unknown) => void): () => void
}

declare global {
  interface Window {
    readonly grantdesk?: Bridge
  }
}

/** The desktop window's way to the core. */
export function createBridgeHost(bridge: Bridge): Host {
  return {
    kind: 'desktop',
    // Vue's reactive proxies cannot be cloned across processes, and the wire is plain JSON anyway.
    call: (operation, input) => bridge.invoke(operation, JSON.parse(JSON.stringify(input))),
    // The topic's name decides the shape of its messages, which the compiler cannot follow through the bridge.
    subscribe: (topic, listener) => bridge.subscribe(topic, listener as (message: unknown) => void),
    onEnded: () => undefined,
  }
}
