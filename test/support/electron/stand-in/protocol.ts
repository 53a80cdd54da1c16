import { app } from './app.ts'
import { declareScheme, schemeOf } from './addresses.ts'

export type ProtocolHandler = (request: Request) => Response | Promise<Response>

const handlers = new Map<string, ProtocolHandler>()

/** `protocol`: the application's own schemes. */
export const protocol = {
  registerSchemesAsPrivileged(declarations: readonly { readonly scheme: string }[]): void {
    if (app.isReady()) {
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    }
    for (const { scheme } of declarations) declareScheme(scheme)
  },
  handle(scheme: string, handler: ProtocolHandler): void {
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
    handlers.set(scheme, handler)
  },
}

export function handlerOf(address: string): ProtocolHandler | undefined {
  return handlers.get(schemeOf(address))
}
