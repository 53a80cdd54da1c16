import type { HostBridge } from '../../core/contract/contract.ts'
import type { Host } from './host.ts'

declare global {
  interface Window {
    readonly grantdesk?: HostBridge
  }
}

/** The desktop window's way to the core. */
export function createBridgeHost(bridge: HostBridge): Host {
  return {
    kind: 'desktop',
    // Vue's reactive proxies cannot be cloned across processes, and the wire is plain JSON anyway.
    call: (operation, input) => bridge.invoke(operation, JSON.parse(JSON.stringify(input))),
    // The topic's name decides the shape of its messages, which the compiler cannot follow through the bridge.
    subscribe: (topic, listener) => bridge.subscribe(topic, listener as (message: unknown) => void),
    onEnded: () => undefined,
  }
}
