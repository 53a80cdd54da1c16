type Packed =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'function'; readonly id: number }
  | { readonly kind: 'promise'; readonly id: number }
  | { readonly kind: 'object'; readonly fields: readonly (readonly [string, Packed])[] }
  | { readonly kind: 'error'; readonly message: string }

type Message =
  | { readonly type: 'hello' }
  | { readonly type: 'expose'; readonly name: string; readonly api: Packed }
  | { readonly type: 'call'; readonly call: number; readonly id: number; readonly args: readonly Packed[] }
  | { readonly type: 'return'; readonly call: number; readonly answer: Packed }
  | { readonly type: 'settle'; readonly id: number; readonly answer: Packed }

export interface BridgeEnd {
  expose(name: string, api: unknown): void
}

/**
 * One end of `contextBridge` between the isolated world and the page's, over DOM events, which both worlds hear at
 * once and whose details Chromium clones between them. Functions stay where they are and are called by number;
 * everything else is copied, and what cannot be copied is refused, as Electron does.
 *
 * It is sent to the page as text, so it uses nothing from outside itself.
 */
export function bridgeEnd(key: string, mine: string, theirs: string): BridgeEnd {
  type Callable = (...args: unknown[]) => unknown
  const own: Callable[] = []
  const exposed: [string, Packed][] = []
  const answers = new Map<number, Packed>()
  const pending = new Map<number, { resolve(value: unknown): void; reject(cause: Error): void }>()
  let calls = 0
  let promises = 0

  const tell = (message: Message) => {
    dispatchEvent(new CustomEvent(key + theirs, { detail: message }))
  }
  const packed = (produce: () => unknown): Packed => {
    try {
      return pack(produce())
    } catch (cause) {
      return { kind: 'error', message: cause instanceof Error ? cause.message : String(cause) }
    }
  }

  const pack = (value: unknown): Packed => {
    // Only calling it matters here; its own parameters stay its own affair.
    if (typeof value === 'function') return { kind: 'function', id: own.push(value as Callable) - 1 }
    if (value instanceof Promise) {
      const id = ++promises
      value.then(
        (result: unknown) => {
          tell({ type: 'settle', id, answer: packed(() => result) })
        },
        (cause: unknown) => {
          const answer = packed(() => {
            throw cause
          })
          tell({ type: 'settle', id, answer })
        },
      )
      return { kind: 'promise', id }
    }
    if (value !== null && typeof value === 'object') {
      const fields = Object.entries(value)
      if (fields.some(([, field]) => typeof field === 'function')) {
        return { kind: 'object', fields: fields.map(([name, field]) => [name, pack(field)] as const) }
      }
    }
    return { kind: 'value', value: structuredClone(value) }
  }

  const unpack = (answer: Packed): unknown => {
    if (answer.kind === 'value') return answer.value
    if (answer.kind === 'error') throw new Error(answer.message)
    if (answer.kind === 'object') {
      return Object.freeze(Object.fromEntries(answer.fields.map(([name, field]) => [name, unpack(field)])))
    }
    if (answer.kind === 'promise') {
      return new Promise((resolve, reject) => pending.set(answer.id, { resolve, reject }))
    }
    return (...args: unknown[]) => {
      const call = ++calls
      tell({ type: 'call', call, id: answer.id, args: args.map(pack) })
      const returned = answers.get(call)
      answers.delete(call)
      return returned && unpack(returned)
    }
  }

  const define = (name: string, api: Packed) => {
    if (!(name in window)) Object.defineProperty(window, name, { value: unpack(api), enumerable: true })
  }

  const receive = (message: Message) => {
    if (message.type === 'hello') for (const [name, api] of exposed) tell({ type: 'expose', name, api })
    if (message.type === 'expose') define(message.name, message.api)
    if (message.type === 'call') {
      const answer = packed(() => own[message.id]?.(...message.args.map(unpack)))
      tell({ type: 'return', call: message.call, answer })
    }
    if (message.type === 'return') answers.set(message.call, message.answer)
    if (message.type === 'settle') {
      const waiting = pending.get(message.id)
      pending.delete(message.id)
      if (message.answer.kind === 'error') waiting?.reject(new Error(message.answer.message))
      else waiting?.resolve(unpack(message.answer))
    }
  }

  addEventListener(key + mine, (event) => {
    // Only the other end knows the key.
    receive((event as CustomEvent<Message>).detail)
  })
  tell({ type: 'hello' })

  return {
    expose(name, api) {
      const shape = pack(api)
      exposed.push([name, shape])
      tell({ type: 'expose', name, api: shape })
    },
  }
}
