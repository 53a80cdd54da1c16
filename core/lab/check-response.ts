import { runFailed } from './flow-run.ts'
import type { Flow } from './flow-wish.ts'
import type { AuthorizationResponse } from './authorization-request.ts'
import { foreignText } from './protocol.ts'

/**
 * Checks an authorization response before anything in it is used: whose request it answers, whose response it is, and
 * whether it is an error (RFC 6749 §10.12, RFC 9207 §2.4). A response that fails ends the run.
 */
export function checkResponse(flow: Flow, response: AuthorizationResponse): void {
  const { run } = flow
  const { parameters } = response
  for (const name of new Set(parameters.keys())) {
    if (parameters.getAll(name).length > 1)
      throw runFailed('parameter_repeated', { name: foreignText(run, name) })
  }
  checkState(flow, response)
  checkIssuer(flow, parameters)
  const error = parameters.get('error')
  if (error === null) return
  run.result = null
  const description = foreignText(run, parameters.get('error_description') ?? '')
  throw runFailed(description === '' ? 'authorization_refused' : 'authorization_refused_why', {
    error: foreignText(run, error),
    description,
  })
}

function checkState({ run }: Flow, { parameters, state }: AuthorizationResponse): void {
  const found = parameters.get('state')
  if (found === state) {
    run.check('state', 'RFC 6749 §10.12', 'passed', { key: 'lab.state.same', params: {} })
    return
  }
  const key = found === null ? 'state_missing' : 'state_differs'
  run.check('state', 'RFC 6749 §10.12', 'failed', {
    key: found === null ? 'lab.state.missing' : 'lab.state.differs',
    params: {},
  })
  throw runFailed(key)
}

function checkIssuer({ run, target }: Flow, parameters: URLSearchParams): void {
  const clause = 'RFC 9207 §2.4'
  const { issuer } = target.server
  const found = parameters.get('iss')
  if (!target.issuerIsKnown) {
    run.check('iss', clause, 'not_applicable', { key: 'lab.iss.nothing_to_compare', params: {} })
    return
  }
  if (found === issuer) {
    run.check('iss', clause, 'passed', { key: 'lab.iss.same', params: { issuer } })
    return
  }
  if (found !== null) {
    const params = { found: foreignText(run, found), issuer }
    run.check('iss', clause, 'failed', { key: 'lab.iss.differs', params })
    throw runFailed('iss_differs', params)
  }
  if (target.server.authorization_response_iss_parameter_supported === true) {
    run.check('iss', clause, 'failed', { key: 'lab.iss.missing', params: { issuer } })
    throw runFailed('iss_missing', { issuer })
  }
  run.check('iss', clause, 'not_applicable', { key: 'lab.iss.not_sent', params: {} })
}
