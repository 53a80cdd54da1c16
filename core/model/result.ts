import type { Failure } from './failure.ts'

/** The answer of anything that can be refused for an expected reason. */
export type Result<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly failure: Failure }

export function ok<Value>(value: Value): Result<Value> {
  return { ok: true, value }
}

export function fail<Value = never>(failure: Failure): Result<Value> {
  return { ok: false, failure }
}
