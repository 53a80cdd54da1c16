import { z } from 'zod'
import type { AdminClient, OperationName } from './contract.ts'
import { contract, definitionOf } from './contract.ts'
import { wireFailure, type WireResult } from './definition.ts'

/** Carries one call to a host and its answer back, unparsed. */
export type Transport = (operation: OperationName, input: unknown) => Promise<unknown>

const envelope = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), failure: wireFailure }),
])

/** The typed operations over a transport; what comes back is parsed, like everything from the other side. */
export function createClient(transport: Transport): AdminClient {
  const call = async (name: OperationName, input: unknown): Promise<WireResult<unknown>> => {
    const answer = envelope.parse(await transport(name, input))
    if (!answer.ok) return answer
    return { ok: true, value: definitionOf(name).output.parse(answer.value) }
  }
  const calls = Object.keys(contract).map((name) => [
    name,
    // Object.keys forgets that these are the contract's own names.
    (input: unknown) => call(name as OperationName, input),
  ])
  // Every name of the contract is present, and each answer was parsed by that operation's own schema.
  return Object.fromEntries(calls) as AdminClient
}
