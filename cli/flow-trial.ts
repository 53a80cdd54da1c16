import type { InputOf, OutputOf } from '../core/contract/contract.ts'
import type { Grantdesk } from '../core/grantdesk.ts'
import type { ExitCode } from './exit.ts'
import { exitCodes } from './exit.ts'
import type { Session } from './session.ts'
import { formatTime, plain } from './text.ts'
import { untilStopped } from './until-stopped.ts'

type Trial = OutputOf<'lab.trials'>[number]

export interface TrialOptions {
  readonly clientId: string
  readonly fault: InputOf<'lab.arm'>['fault']
  readonly port?: number
}

/**
 * `grantdesk flow trial`: serves the organizations and misbehaves for one client until there is a verdict on its app, or until
 * Ctrl+C, which leaves it open (L5).
 */
export async function tryFault(
  session: Session,
  grantdesk: Grantdesk,
  { clientId, fault, port }: TrialOptions,
): Promise<ExitCode> {
  const { out, words, language } = session
  const acting = await session.acting()
  const stopped = untilStopped()
  const armed = await session.call('lab.arm', { acting, clientId, fault })
  const { issuer } = await session.call('server.start', { language, ...(port !== undefined && { port }) })
  try {
    out.say(
      out.style('bold', `${armed.title}  ${out.style('dim', `[${armed.clause}]`)}`),
      plain(armed.expectation),
    )
    out.note(words.trialWaits(armed.clientName, issuer ?? ''))
    const judged = await Promise.race([untilJudged(session, grantdesk, { clientId, fault }), stopped])
    const trial = judged ?? (await disarmed(session, { clientId, fault }))
    out.record({ id: trial.clientId, issuer, ...trial }, () => trialLines(session, trial))
    return trial.verdict === 'passed' ? exitCodes.done : exitCodes.refused
  } finally {
    await session.call('server.stop', { language })
  }
}

type Which = Pick<TrialOptions, 'clientId' | 'fault'>

function untilJudged(session: Session, grantdesk: Grantdesk, which: Which): Promise<Trial> {
  return new Promise((resolve, reject) => {
    const look = () => {
      session
        .call('lab.trials', { language: session.language })
        .then((trials) => {
          const trial = find(trials, which)
          if (trial.state !== 'judged') return
          stopHearing()
          resolve(trial)
        })
        .catch(reject)
    }
    const stopHearing = grantdesk.subscribe('flow', look)
    look()
  })
}

async function disarmed(session: Session, which: Which): Promise<Trial> {
  const acting = await session.acting()
  return find(await session.call('lab.disarm', { acting, clientId: which.clientId }), which)
}

function find(trials: readonly Trial[], { clientId, fault }: Which): Trial {
  const trial = trials.find((other) => other.clientId === clientId && other.fault === fault)
  if (!trial) throw new Error(`the trial of ${fault} is gone`)
  return trial
}

const colours = { passed: 'green', failed: 'red', open: 'yellow' } as const

function trialLines({ out, words }: Session, { verdict, finding, seen }: Trial): readonly string[] {
  const shown = verdict ?? 'open'
  return [
    ...seen.map(({ at, what }) => `${formatTime(at)}  ${plain(what)}`),
    '',
    `${out.style(['bold', colours[shown]], words.verdicts[shown])}  ${plain(finding ?? '')}`,
  ]
}
