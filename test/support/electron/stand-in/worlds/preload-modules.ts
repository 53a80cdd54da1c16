import type { BridgeEnd } from './bridge-end.ts'

type Listener = (event: unknown, ...args: unknown[]) => void

interface Delivery {
  readonly kind: 'message' | 'answer'
  readonly channel: string
  readonly args: readonly unknown[]
  readonly id: number
  readonly value?: unknown
  readonly error?: string
}

/**
 * `contextBridge` and `ipcRenderer` as a sandboxed preload may require them, over a binding that exists in the
 * isolated world only. It is sent to the page as text, so it uses nothing from outside itself.
 */
export function preloadModules(
  end: BridgeEnd,
  host: (message: string) => void,
  serialize: (value: unknown) => string,
  parse: (text: string) => unknown,
): { require(name: string): unknown; deliver(text: string): void } {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(cause: Error): void }>()
  const listeners = new Map<string, Set<Listener>>()
  let calls = 0

  const ipcRenderer = {
    invoke(channel: string, ...args: unknown[]): Promise<unknown> {
      const id = ++calls
      const message = serialize({ id, channel, args: structuredClone(args) })
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        host(message)
      })
    },
    on(channel: string, listener: Listener) {
      const heard = listeners.get(channel) ?? new Set()
      listeners.set(channel, heard.add(listener))
      return ipcRenderer
    },
  }

  const contextBridge = {
    exposeInMainWorld(name: string, api: unknown): void {
      end.expose(name, api)
    },
  }

  return {
    require(name) {
      if (name === 'electron') return { ipcRenderer, contextBridge }
      throw new Error(`module not found: ${name}`)
    },
    deliver(text) {
      // Sent by the stand-in's main process.
      const delivery = parse(text) as Delivery
      if (delivery.kind === 'message') {
        for (const listener of listeners.get(delivery.channel) ?? []) listener({}, ...delivery.args)
        return
      }
      const call = waiting.get(delivery.id)
      waiting.delete(delivery.id)
      if (delivery.error === undefined) call?.resolve(delivery.value)
      else call?.reject(new Error(delivery.error))
    },
  }
}
