import type { WireFailure, WireResult } from '../../core/contract/definition.ts'
import type { Failure } from '../../core/model/failure.ts'
import type { Result } from '../../core/model/result.ts'

/** The value of an answer that must not be a refusal. */
export function valueOf<Value>(result: WireResult<Value> | Result<Value>): Value {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.failure)}`)
  return result.value
}

/** The refusal of an answer that must be one. */
export function failureOf(result: WireResult<unknown>): WireFailure {
  if (result.ok) throw new Error(`not refused, but answered ${JSON.stringify(result.value)}`)
  return result.failure
}

/** A refusal without its sentence, which the wording's own tests hold. */
export function refusalOf(result: WireResult<unknown>): Failure {
  const { code, field, value, rule, params } = failureOf(result)
  return {
    code,
    ...(field === undefined ? {} : { field }),
    ...(value === undefined ? {} : { value }),
    ...(rule === undefined ? {} : { rule }),
    ...(params === undefined ? {} : { params }),
  }
}
