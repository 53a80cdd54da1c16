import { z } from 'zod'
import type { Failure } from '../model/failure.ts'
import { failureCodes } from '../model/failure.ts'

/** What a screen, or the command line, can call: its name is `noun.verb`, its shapes are schemas. */
export interface OperationDefinition<Input extends z.ZodType, Output extends z.ZodType> {
  readonly kind: 'query' | 'command'
  readonly input: Input
  readonly output: Output
}

/** Does not change state. */
export function query<Input extends z.ZodType, Output extends z.ZodType>(shape: {
  readonly input: Input
  readonly output: Output
}): OperationDefinition<Input, Output> {
  return { kind: 'query', ...shape }
}

/** Changes state, and is audited. */
export function command<Input extends z.ZodType, Output extends z.ZodType>(shape: {
  readonly input: Input
  readonly output: Output
}): OperationDefinition<Input, Output> {
  return { kind: 'command', ...shape }
}

/** A refusal as it crosses to a screen: the failure and its sentence in the caller's language. */
export interface WireFailure extends Failure {
  readonly message: string
}

export type WireResult<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly failure: WireFailure }

export const wireFailure = z.object({
  code: z.enum(failureCodes),
  message: z.string(),
  field: z.string().exactOptional(),
  value: z.string().exactOptional(),
  rule: z.string().exactOptional(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).exactOptional(),
})

export function list<Item extends z.ZodType>(item: Item) {
  return z.array(item).readonly()
}
