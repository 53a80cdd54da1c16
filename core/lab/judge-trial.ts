import type { Evidence } from '../model/decision.ts'
import type { GrantType } from '../model/grant-type.ts'
import type { AppEvent, ServerFault } from '../model/server-fault.ts'

/** How long the app is watched after it has met the fault, in milliseconds by the machine's clock. */
export const WINDOW = 60_000
/** More requests than these in one window are no retry any more. */
const PATIENT_REQUESTS = 3

export interface SeenEvent {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly event: AppEvent
}

/** What the app did while the server misbehaved, oldest first. */
export interface Observation {
  readonly fault: ServerFault
  readonly grantType: GrantType
  readonly seen: readonly SeenEvent[]
}

export interface Judgement {
  readonly state: 'armed' | 'watching' | 'judged'
  readonly verdict: 'passed' | 'failed' | 'open' | null
  readonly finding: Evidence | null
}

/** The clause that says how an app has to take each fault. */
export const trialClauses: Readonly<Record<ServerFault, string>> = {
  wrong_state: 'RFC 6749 §10.12',
  missing_state: 'RFC 6749 §10.12',
  wrong_iss: 'RFC 9207 §2.4',
  missing_iss: 'RFC 9207 §2.4',
  expired_code: 'RFC 6749 §5.2',
  replayed_code: 'RFC 6749 §4.1.2',
  altered_redirect: 'RFC 9700 §4.1.3',
  access_denied: 'RFC 6749 §4.1.2.1',
  temporarily_unavailable: 'RFC 6749 §4.1.2.1',
  slow_token: 'RFC 6749 §4.1.2',
  token_500: 'RFC 9110 §9.2.2',
  malformed_json: 'RFC 6749 §5.1',
  no_expires_in: 'RFC 6749 §5.1',
}

/** Judges what an app made of a fault, from all that it did until now (L5). */
export function judgeTrial(observation: Observation, now: number): Judgement {
  switch (observation.fault) {
    case 'wrong_state':
    case 'missing_state':
      return judgeState(observation, now)
    case 'wrong_iss':
    case 'missing_iss':
    case 'altered_redirect':
      return judgeResponse(observation, now)
    case 'access_denied':
    case 'temporarily_unavailable':
      return judgeError(observation, now)
    case 'expired_code':
    case 'replayed_code':
      return judgeCode(observation, now)
    case 'slow_token':
    case 'malformed_json':
    case 'token_500':
      return judgeTokenEndpoint(observation, now)
    case 'no_expires_in':
      return judgeLifetime(observation, now)
  }
}

const armed: Judgement = { state: 'armed', verdict: null, finding: null }
const watching: Judgement = { state: 'watching', verdict: null, finding: null }

function judged(
  verdict: 'passed' | 'failed' | 'open',
  finding: string,
  params: Evidence['params'] = {},
): Judgement {
  return { state: 'judged', verdict, finding: { key: `trial.finding.${finding}`, params } }
}

/** An app that sends no `state` cannot notice a wrong one; with PKCE it need not (RFC 9700 §2.1). */
function judgeState(observation: Observation, now: number): Judgement {
  const { seen } = observation
  const answered = seen.findIndex(
    ({ event }) => event.kind === 'authorization_response' && event.error === null,
  )
  const asked = seen
    .slice(0, answered < 0 ? 0 : answered)
    .map(({ event }) => event)
    .findLast((event) => event.kind === 'authorization_request')
  if (asked && !asked.hasState) {
    return asked.usesPkce ? judged('open', 'no_state_but_pkce') : judged('failed', 'no_state')
  }
  return judgeResponse(observation, now)
}

/** A response that should have been dropped: its code or token must not be used. */
function judgeResponse({ seen, grantType }: Observation, now: number): Judgement {
  const met = seen.findIndex(({ event }) => event.kind === 'authorization_response' && event.faulty)
  const meeting = seen[met]
  if (!meeting) return armed
  for (const { event } of seen.slice(met + 1)) {
    if (isCodeExchange(event)) return judged('failed', 'redeemed')
    if (event.kind === 'call' && grantType === 'implicit') {
      return judged('failed', 'used_token', { operation: event.operation })
    }
    if (event.kind === 'authorization_request') return judged('passed', 'began_anew')
  }
  return isOver(meeting, now) ? judged('passed', 'dropped', seconds) : watching
}

/** An error: nothing is there to be redeemed, and sending the browser back at once is a loop. */
function judgeError({ seen }: Observation, now: number): Judgement {
  const met = seen.findIndex(({ event }) => event.kind === 'authorization_response' && event.error !== null)
  const meeting = seen[met]
  if (!meeting) return armed
  const after = within(seen.slice(met + 1), meeting)
  if (after.some(isCodeExchange)) return judged('failed', 'redeemed_nothing')
  const count = after.filter(({ kind }) => kind === 'authorization_request').length
  if (count >= PATIENT_REQUESTS) return judged('failed', 'looped', { count, ...seconds })
  return isOver(meeting, now) ? judged('passed', 'accepted_error', seconds) : watching
}

/** A code that the server does not take: it is of no use, so the app begins anew or stops. */
function judgeCode({ seen }: Observation, now: number): Judgement {
  const met = seen.findIndex(({ event }) => event.kind === 'token_request' && event.faulty)
  const meeting = seen[met]
  if (!meeting) {
    const answered = seen.find(({ event }) => event.kind === 'authorization_response' && event.error === null)
    if (!answered) return armed
    return isOver(answered, now) ? judged('open', 'never_redeemed', seconds) : watching
  }
  for (const { event } of seen.slice(met + 1)) {
    if (isCodeExchange(event)) return judged('failed', 'redeemed_again')
    if (event.kind === 'authorization_request') return judged('passed', 'began_anew')
  }
  return isOver(meeting, now) ? judged('passed', 'stopped', seconds) : watching
}

/** A token endpoint in trouble: a code is sent once, and nobody hammers at a server that is down. */
function judgeTokenEndpoint({ seen, fault }: Observation, now: number): Judgement {
  const met = seen.findIndex(({ event }) => event.kind === 'token_request' && event.faulty)
  const meeting = seen[met]
  if (!meeting) return armed
  const after = within(seen.slice(met + 1), meeting)
  const renewed = after.findIndex(({ kind }) => kind === 'authorization_request')
  const sameCode = (renewed < 0 ? after : after.slice(0, renewed)).filter(isCodeExchange)
  // The server that failed had not taken the code yet, so that a careful app may try again.
  if (fault !== 'token_500' && sameCode.length > 0) return judged('failed', 'sent_code_again')
  const count = after.filter(({ kind }) => kind === 'token_request').length
  if (count >= PATIENT_REQUESTS) return judged('failed', 'hammered', { count: count + 1, ...seconds })
  return isOver(meeting, now) ? judged('passed', 'patient', { count: count + 1, ...seconds }) : watching
}

/** A token of unknown lifetime is used until it is refused, neither thrown away at once nor used beyond that. */
function judgeLifetime({ seen }: Observation, now: number): Judgement {
  const met = seen.findIndex(({ event }) => event.kind === 'token_request' && event.faulty)
  const meeting = seen[met]
  if (!meeting) return armed
  const after = within(seen.slice(met + 1), meeting)
  const calls = after.filter((event) => event.kind === 'call')
  const refused = after.findIndex((event) => event.kind === 'call' && event.status === 401)
  if (refused >= 0) {
    const next = after.slice(refused + 1).find((event) => event.kind !== 'authorization_response')
    if (next?.kind === 'call') return judged('failed', 'used_refused_token', { operation: next.operation })
    if (next) return judged('passed', 'renewed_after_refusal')
  }
  const count = after.filter(({ kind }) => kind === 'token_request').length
  if (count >= PATIENT_REQUESTS) return judged('failed', 'renewed_at_once', { count: count + 1, ...seconds })
  if (!isOver(meeting, now)) return watching
  return calls.length > 0
    ? judged('passed', 'used_token_well', seconds)
    : judged('open', 'token_unused', seconds)
}

const seconds = { seconds: WINDOW / 1_000 }

function isCodeExchange(event: AppEvent): boolean {
  return event.kind === 'token_request' && event.grantType === 'authorization_code'
}

function isOver(meeting: SeenEvent, now: number): boolean {
  return now - meeting.at >= WINDOW
}

function within(seen: readonly SeenEvent[], meeting: SeenEvent): readonly AppEvent[] {
  return seen.filter(({ at }) => at - meeting.at < WINDOW).map(({ event }) => event)
}
