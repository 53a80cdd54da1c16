import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { judgeTrial, WINDOW, type SeenEvent } from '../../../core/lab/judge-trial.ts'
import type { GrantType } from '../../../core/model/grant-type.ts'
import { serverFaults, type AppEvent, type ServerFault } from '../../../core/model/server-fault.ts'
import { LabWorld } from '../../support/lab-world.ts'
import type { CreatedClient } from '../../support/organization.ts'
import { failureOf, valueOf } from '../../support/results.ts'

const asks = { kind: 'authorization_request', hasState: true, usesPkce: true } as const
const careless = { kind: 'authorization_request', hasState: false, usesPkce: false } as const
const trusting = { kind: 'authorization_request', hasState: false, usesPkce: true } as const
const answered = { kind: 'authorization_response', faulty: false, error: null } as const
const misled = { kind: 'authorization_response', faulty: true, error: null } as const
const denied = { kind: 'authorization_response', faulty: true, error: 'access_denied' } as const
const redeems = {
  kind: 'token_request',
  grantType: 'authorization_code',
  faulty: false,
  error: null,
} as const
const refused = { ...redeems, faulty: true, error: 'invalid_grant' } as const
const broken = { ...redeems, faulty: true } as const
const service = { ...broken, grantType: 'client_credentials' } as const
const calls = { kind: 'call', operation: 'GET /api/v2/users', status: 200, tokenIsFaulty: true } as const
const turnedAway = { ...calls, status: 401 } as const

/** Events a second apart, judged a second after the last, or once the window is over. */
function judge(fault: ServerFault, events: readonly AppEvent[], grantType: GrantType = 'authorization_code') {
  const seen: readonly SeenEvent[] = events.map((event, at) => ({ event, at: at * 1_000 }))
  const verdict = (now: number) => {
    const { state, verdict: found, finding } = judgeTrial({ fault, grantType, seen }, now)
    return state === 'judged' ? `${String(found)} ${finding?.key.replace('trial.finding.', '') ?? ''}` : state
  }
  return [verdict(events.length * 1_000), verdict(events.length * 1_000 + WINDOW)]
}

describe('the verdict on an app (L5)', () => {
  it.each<[ServerFault, string, readonly AppEvent[], readonly string[]]>([
    ['wrong_state', 'has not come yet', [], ['armed', 'armed']],
    ['wrong_state', 'has only begun', [asks], ['armed', 'armed']],
    ['wrong_state', 'drops the response', [asks, misled], ['watching', 'passed dropped']],
    ['wrong_state', 'begins anew', [asks, misled, asks], ['passed began_anew', 'passed began_anew']],
    ['wrong_state', 'redeems the code', [asks, misled, redeems], ['failed redeemed', 'failed redeemed']],
    ['wrong_state', 'sends no state', [careless, misled], ['failed no_state', 'failed no_state']],
    ['missing_state', 'sends no state', [careless, answered], ['failed no_state', 'failed no_state']],
    [
      'missing_state',
      'relies on PKCE',
      [trusting, answered],
      ['open no_state_but_pkce', 'open no_state_but_pkce'],
    ],
    ['missing_state', 'redeems the code', [asks, misled, redeems], ['failed redeemed', 'failed redeemed']],
    ['wrong_iss', 'drops the response', [asks, misled], ['watching', 'passed dropped']],
    ['wrong_iss', 'redeems the code', [asks, misled, redeems], ['failed redeemed', 'failed redeemed']],
    ['missing_iss', 'redeems the code', [asks, misled, redeems], ['failed redeemed', 'failed redeemed']],
    ['altered_redirect', 'redeems the code', [asks, misled, redeems], ['failed redeemed', 'failed redeemed']],
    ['expired_code', 'never redeems', [asks, answered], ['watching', 'open never_redeemed']],
    ['expired_code', 'stops', [asks, answered, refused], ['watching', 'passed stopped']],
    [
      'expired_code',
      'begins anew',
      [asks, answered, refused, asks],
      ['passed began_anew', 'passed began_anew'],
    ],
    [
      'expired_code',
      'tries again',
      [asks, answered, refused, redeems],
      ['failed redeemed_again', 'failed redeemed_again'],
    ],
    [
      'replayed_code',
      'tries again',
      [asks, answered, refused, redeems],
      ['failed redeemed_again', 'failed redeemed_again'],
    ],
    ['access_denied', 'takes it', [asks, denied], ['watching', 'passed accepted_error']],
    [
      'access_denied',
      'lets the user try again',
      [asks, denied, asks, denied],
      ['watching', 'passed accepted_error'],
    ],
    [
      'access_denied',
      'loops',
      [asks, denied, asks, denied, asks, denied, asks],
      ['failed looped', 'failed looped'],
    ],
    [
      'temporarily_unavailable',
      'redeems nothing',
      [asks, denied, redeems],
      ['failed redeemed_nothing', 'failed redeemed_nothing'],
    ],
    ['slow_token', 'waits', [asks, answered, broken], ['watching', 'passed patient']],
    [
      'slow_token',
      'sends it twice',
      [asks, answered, broken, redeems],
      ['failed sent_code_again', 'failed sent_code_again'],
    ],
    [
      'malformed_json',
      'sends it twice',
      [asks, answered, broken, redeems],
      ['failed sent_code_again', 'failed sent_code_again'],
    ],
    [
      'malformed_json',
      'gets a new code',
      [asks, answered, broken, asks, answered, broken],
      ['watching', 'passed patient'],
    ],
    ['token_500', 'tries twice', [broken, broken], ['watching', 'passed patient']],
    ['token_500', 'hammers', [service, service, service, service], ['failed hammered', 'failed hammered']],
    ['no_expires_in', 'uses the token', [broken, calls, calls], ['watching', 'passed used_token_well']],
    ['no_expires_in', 'leaves it', [broken], ['watching', 'open token_unused']],
    [
      'no_expires_in',
      'renews it in time',
      [broken, turnedAway, broken],
      ['passed renewed_after_refusal', 'passed renewed_after_refusal'],
    ],
    [
      'no_expires_in',
      'renews it at once',
      [broken, broken, broken, broken],
      ['failed renewed_at_once', 'failed renewed_at_once'],
    ],
    [
      'no_expires_in',
      'uses it for ever',
      [broken, turnedAway, turnedAway],
      ['failed used_refused_token', 'failed used_refused_token'],
    ],
  ])('is, for %s, that an app that %s', (fault, _app, events, verdicts) => {
    expect(judge(fault, events)).toEqual(verdicts)
  })

  it('does not count what comes after the window', () => {
    const late = [service, service, service, service].map((event, at) => ({ event, at: at * WINDOW }))
    expect(
      judgeTrial({ fault: 'token_500', grantType: 'client_credentials', seen: late }, 9 * WINDOW),
    ).toMatchObject({
      verdict: 'passed',
    })
  })

  it('is against an implicit app that uses the token of a foreign response', () => {
    expect(judge('wrong_state', [asks, misled, calls], 'implicit')).toEqual([
      'failed used_token',
      'failed used_token',
    ])
  })
})

describe('Grantdesk’s own flows (L5)', () => {
  let world: LabWorld
  let app: CreatedClient
  let user: string
  beforeAll(async () => {
    world = await LabWorld.open()
    app = await world.app({ pkce: true })
    user = await world.administrator()
  })
  afterAll(() => world[Symbol.asyncDispose]())

  const trialOf = (fault: ServerFault) => {
    const found = world.lab.trials.list('en').find((trial) => trial.fault === fault)
    if (!found) throw new Error(`no trial of ${fault}`)
    return found
  }

  it.each(serverFaults)('pass the test of %s', async (fault) => {
    const clientId = app.client.id
    const armed = valueOf(await world.admin['lab.arm']({ acting: world.acting, clientId, fault }))
    expect(armed).toMatchObject({ fault, clientId, state: 'armed', verdict: null, seen: [] })
    const run = await world.run(app, { user, then: ['call'], operation: 'GET /api/v2/users' })
    const goesOn = fault === 'slow_token' || fault === 'no_expires_in'
    expect([run.state, run.failure === null]).toEqual(goesOn ? ['done', true] : ['failed', false])
    expect(trialOf(fault)).toMatchObject({ state: 'watching', verdict: null })
    world.workspace.clock.advance(WINDOW)
    const judged = trialOf(fault)
    expect([judged.verdict, judged.finding]).toEqual(['passed', expect.any(String)])
    expect(judged.seen[0]?.what).toBe('sent a browser to the authorization endpoint, with a state, with PKCE')
    expect(world.lab.trials.faultFor(clientId)).toBe(null)
  })

  it('are watched for the armed client only, and until it is disarmed', async () => {
    const other = await world.app({ name: 'Other' })
    const order = { acting: world.acting, clientId: other.client.id }
    valueOf(await world.admin['lab.arm']({ ...order, fault: 'token_500' }))
    expect((await world.run(app, { user })).state).toBe('done')
    const after = valueOf(await world.admin['lab.disarm'](order))
    expect(after[0]).toMatchObject({ clientName: 'Other', state: 'judged', verdict: 'open', seen: [] })
    expect((await world.run(other, { user })).state).toBe('done')
    const unknown = { ...order, clientId: 'nobody', fault: 'token_500' } as const
    expect(failureOf(await world.admin['lab.arm'](unknown)).code).toBe('client_not_found')
  })

  it('are judged without being asked once the window is over, and told of', async () => {
    const order = { acting: world.acting, clientId: app.client.id, fault: 'wrong_state' } as const
    valueOf(await world.admin['lab.arm'](order))
    await world.run(app, { user })
    world.workspace.clock.advance(WINDOW)
    world.moved.length = 0
    world.fire(WINDOW + 50)
    expect(world.moved).toEqual([''])
    expect(world.lab.trials.faultFor(app.client.id)).toBe(null)
  })
})
