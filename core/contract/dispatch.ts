import { z } from 'zod'
import type { Failure } from '../model/failure.ts'
import type { Result } from '../model/result.ts'
import type { AdminApi, TopicName, Topics } from './contract.ts'
import { definitionOf, isOperationName } from './contract.ts'
import type { WireFailure, WireResult } from './definition.ts'
import { inputFailure } from './input-failure.ts'
import type { Language } from './shapes.ts'

/** What a host needs to answer calls: the operations, the wording of refusals, and a place for faults. */
export interface Dispatcher {
  readonly api: AdminApi
  describe(failure: Failure, language: Language): string
  /** The refusal that a thrown cause stands for, such as a full disk; undefined for a fault. */
  refusalFor(cause: unknown): Failure | undefined
  /** Writes a fault down and answers a reference that a person can quote; no secret reaches it (F4). */
  recordFault(operation: string, cause: unknown): string
}

/** What every transport serves: the operations, and what is told without being asked. */
export interface Served {
  readonly dispatcher: Dispatcher
  /** Hears a topic; answers the way to stop. */
  subscribe<Topic extends TopicName>(topic: Topic, listener: (message: Topics[Topic]) => void): () => void
}

/**
 * Looks an operation up, parses its input, runs it. The only way in, for every host: unknown names and unreadable
 * input are answered as refusals, faults as `internal` with a reference.
 */
export async function dispatch(
  dispatcher: Dispatcher,
  name: string,
  input: unknown,
): Promise<WireResult<unknown>> {
  const language = languageOf(input)
  const refuse = (failure: Failure): WireResult<unknown> => ({
    ok: false,
    failure: withMessage(failure, dispatcher.describe(failure, language)),
  })
  if (!isOperationName(name)) return refuse({ code: 'operation_name_unknown', value: name.slice(0, 100) })
  const parsed = definitionOf(name).input.safeParse(input)
  if (!parsed.success) return refuse(inputFailure(parsed.error.issues, input))
  try {
    // The parsed input belongs to the operation of the same name, which the compiler cannot relate across the union.
    const run = dispatcher.api[name] as (input: unknown) => Promise<Result<unknown>>
    const result = await run(parsed.data)
    return result.ok ? result : refuse(result.failure)
  } catch (cause) {
    const refusal = dispatcher.refusalFor(cause)
    return refuse(refusal ?? { code: 'internal', params: { reference: dispatcher.recordFault(name, cause) } })
  }
}

function withMessage(failure: Failure, message: string): WireFailure {
  return { ...failure, message }
}

const spoken = z.object({
  language: z.enum(['en', 'de']).optional(),
  acting: z.object({ language: z.enum(['en', 'de']).optional() }).optional(),
})

function languageOf(input: unknown): Language {
  const found = spoken.safeParse(input)
  if (!found.success) return 'en'
  return found.data.acting?.language ?? found.data.language ?? 'en'
}
