import * as oauth from 'oauth4webapi'
import type { Fetch, LabContext } from './ports.ts'
import { runFailed, type FlowRun, type StepPlan } from './flow-run.ts'
import { exchange } from './recording-fetch.ts'

/** What every request of a run needs. */
export interface Wire {
  readonly context: LabContext
  readonly run: FlowRun
  readonly fetch: Fetch
}

/** How oauth4webapi sends one request of a run: recorded, and over http to loopback addresses only, which `exchange` checks. */
export function sending(wire: Wire, plan: StepPlan) {
  return {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- http only to loopback addresses, as `exchange` sees to
    [oauth.allowInsecureRequests]: true,
    [oauth.customFetch]: (
      url: string,
      { method, headers, body }: { method: string; headers: Record<string, string>; body?: unknown },
    ) =>
      exchange(wire, plan, {
        url,
        method,
        headers,
        ...(typeof body === 'string' || body instanceof URLSearchParams ? { body: body.toString() } : {}),
      }),
  }
}

/** Runs a part of the protocol; what the server answers wrongly or refuses ends the run with a sentence of its own. */
export async function protocol<Value>(run: FlowRun, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof oauth.ResponseBodyError) {
      throw refusedByServer(run, {
        status: cause.status,
        error: cause.error,
        description: cause.error_description,
      })
    }
    if (cause instanceof oauth.WWWAuthenticateChallengeError) throw await challenged(run, cause)
    if (cause instanceof oauth.OperationProcessingError) throw unfitAnswer(cause)
    if (cause instanceof oauth.UnsupportedOperationError) throw runFailed('answer_unsupported')
    throw cause
  }
}

interface ServerRefusal {
  readonly status: number
  readonly error: string
  readonly description: string | undefined
}

function refusedByServer(run: FlowRun, { status, error, description }: ServerRefusal) {
  const key = description === undefined ? 'server_refused' : 'server_refused_why'
  return runFailed(key, {
    status,
    error: foreignText(run, error),
    description: foreignText(run, description ?? ''),
  })
}

/** A 401 with a challenge; its JSON, where it has one, says more (RFC 6749 §5.2). */
async function challenged(run: FlowRun, { status, response, cause }: oauth.WWWAuthenticateChallengeError) {
  try {
    const body: unknown = JSON.parse(await response.text())
    if (typeof body === 'object' && body !== null && 'error' in body && typeof body.error === 'string') {
      const told = 'error_description' in body ? body.error_description : undefined
      const description = typeof told === 'string' ? told : undefined
      return refusedByServer(run, { status, error: body.error, description })
    }
  } catch {
    // No JSON: the challenge itself is all there is to tell.
  }
  const error = cause.find(({ parameters }) => parameters.error)?.parameters.error
  return error === undefined
    ? runFailed('answer_status', { status })
    : refusedByServer(run, { status, error, description: undefined })
}

function unfitAnswer(cause: oauth.OperationProcessingError) {
  switch (cause.code) {
    case oauth.PARSE_ERROR:
    case oauth.RESPONSE_IS_NOT_JSON:
      return runFailed('answer_not_json')
    case oauth.RESPONSE_IS_NOT_CONFORM:
      return runFailed('answer_status', {
        status: cause.cause instanceof Response ? cause.cause.status : '?',
      })
    case oauth.MISSING_SERVER_METADATA:
      return runFailed('endpoint_missing', { endpoint: attributeOf(cause.cause) })
    case oauth.JSON_ATTRIBUTE_COMPARISON:
      return runFailed('issuer_differs')
    default:
      return runFailed('answer_invalid', { detail: cause.message.replaceAll('`', '') })
  }
}

function attributeOf(cause: unknown): string {
  const isNamed = typeof cause === 'object' && cause !== null && 'attribute' in cause
  return isNamed && typeof cause.attribute === 'string' ? cause.attribute : 'endpoint'
}

const LONGEST_TEXT = 300

/**
 * What a server says, as it may stand in a sentence: without the secrets that it repeats, which must be masked before the
 * text is cut, and without marks of our own.
 */
export function foreignText({ secrets }: FlowRun, text: string): string {
  return secrets.mask(text).replaceAll('`', '').slice(0, LONGEST_TEXT)
}
