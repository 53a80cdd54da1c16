import type { WireFailure } from '../core/contract/definition.ts'
import type { FailureCode } from '../core/model/failure.ts'

/** What the command answers to the shell. */
export const exitCodes = {
  /** Done, or allowed. */
  done: 0,
  /** Refused, denied, or findings. */
  refused: 1,
  /** Wrong usage. */
  usage: 2,
  /** A fault; also unreadable or damaged input. */
  fault: 3,
} as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** Why a command ends without doing what it was asked, as one sentence and a code. */
export class CommandError extends Error {
  readonly code: string
  readonly exitCode: ExitCode
  readonly details: Readonly<Record<string, unknown>>

  constructor(
    answer: { readonly code: string; readonly exitCode: ExitCode },
    message: string,
    details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message)
    this.name = 'CommandError'
    this.code = answer.code
    this.exitCode = answer.exitCode
    this.details = details
  }
}

/** The command line itself is wrong: a missing, unknown or ambiguous argument. */
export function usageError(message: string, code = 'usage'): CommandError {
  return new CommandError({ code, exitCode: exitCodes.usage }, message)
}

/** Something that was named does not exist. */
export function notFound(code: FailureCode, message: string): CommandError {
  return new CommandError({ code, exitCode: exitCodes.refused }, message)
}

/** A file or stream that was named cannot be read as what it should be. */
export function unreadable(message: string): CommandError {
  return new CommandError({ code: 'input_unreadable', exitCode: exitCodes.fault }, message)
}

const faultCodes: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'internal',
  'operation_name_unknown',
  'port_taken',
  'port_forbidden',
  'store_busy',
  'store_damaged',
  'store_foreign',
  'store_full',
  'store_newer',
  'store_read_only',
  'store_unreachable',
  'catalogue_unreadable',
  'catalogue_too_large',
  'catalogue_source_refused',
  'snapshot_unreadable',
  'snapshot_damaged',
  'snapshot_newer',
  'snapshot_too_large',
  'import_unreadable',
  'policy_invalid',
  'review_unreadable',
])

/** A refusal of the core, as this command ends with it. */
export function refusalOf(failure: WireFailure): CommandError {
  const { code, message, ...details } = failure
  return new CommandError({ code, exitCode: exitCodeOf(code) }, message, details)
}

/** The answer, or undefined where it is this refusal. */
export async function unlessRefused<Value>(
  answer: Promise<Value>,
  code: FailureCode,
): Promise<Value | undefined> {
  try {
    return await answer
  } catch (cause) {
    if (cause instanceof CommandError && cause.code === code) return undefined
    throw cause
  }
}

function exitCodeOf(code: FailureCode): ExitCode {
  if (code === 'input_invalid') return exitCodes.usage
  return faultCodes.has(code) ? exitCodes.fault : exitCodes.refused
}
