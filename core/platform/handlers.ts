import type { HandlerTable } from './platform-call.ts'
import { tokenHandlers } from './tokens.ts'

/** Everything that a local organization answers itself, one file per noun (S5). */
export const handlers: HandlerTable = {
  ...tokenHandlers,
}
