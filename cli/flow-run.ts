import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import type { InputOf, OutputOf } from '../core/contract/contract.ts'
import type { Grantdesk } from '../core/grantdesk.ts'
import { parseGrantType } from '../core/model/grant-type.ts'
import { checkLines } from './ask.ts'
import type { ExitCode } from './exit.ts'
import { exitCodes, unreadable, usageError } from './exit.ts'
import { fileProblem } from './file-problem.ts'
import { readSecrets } from './read-secrets.ts'
import type { Session } from './session.ts'
import { formatSeconds, plain } from './text.ts'
import { writeWholeFile } from './write-file.ts'

type FlowOrder = InputOf<'lab.start'>
type FlowRun = OutputOf<'lab.show'>
type Step = FlowRun['steps'][number]

export interface FlowOptions {
  readonly grantType?: string
  readonly pkce?: boolean
  readonly scopes?: readonly string[]
  readonly user?: string
  readonly passwordStdin?: boolean
  readonly secretStdin?: boolean
  readonly assertion?: string
  readonly redirect?: string
  readonly port?: number
  readonly patience?: number
  readonly issuer?: string
  readonly authorizationEndpoint?: string
  readonly tokenEndpoint?: string
  readonly revocationEndpoint?: string
  readonly introspectionEndpoint?: string
  readonly then?: FlowOrder['then']
  readonly operation?: string
  readonly open: boolean
  readonly export?: string
}

/** `grantdesk flow run`: a flow from its first request to its last, printed as it goes on (L1 to L4). */
export async function runFlow(
  session: Session,
  grantdesk: Grantdesk,
  { clientId, options }: { readonly clientId: string; readonly options: FlowOptions },
): Promise<ExitCode> {
  const format = exportFormat(session, options.export)
  const order = await readOrder(session, options)
  const started = await session.call('lab.start', { acting: await session.acting(), clientId, ...order })
  const run = await follow(session, grantdesk, started)
  session.out.record({ id: run.runId, ...run }, () => endLines(session, run))
  if (options.export !== undefined && format !== undefined) {
    const { text } = await session.call('lab.export', {
      runId: run.runId,
      format,
      language: session.language,
    })
    await writeWholeFile(options.export, once(text), session.words)
  }
  return run.state === 'done' ? exitCodes.done : exitCodes.refused
}

async function readOrder(
  session: Session,
  options: FlowOptions,
): Promise<Omit<FlowOrder, 'acting' | 'clientId'>> {
  const { words } = session
  const prompts = [
    ...(options.secretStdin ? [words.clientSecret] : []),
    ...(options.passwordStdin ? [words.userPassword] : []),
  ]
  const typed = [...(await readSecrets(session, prompts))]
  const secret = options.secretStdin ? typed.shift() : undefined
  const password = options.passwordStdin ? typed.shift() : undefined
  return {
    ...grantTypeOf(session, options),
    target: targetOf(session, options),
    openBrowser: options.open,
    ...(secret !== undefined && { secret }),
    ...(password !== undefined && { password }),
    ...(options.scopes && { scopes: [...options.scopes] }),
    ...(options.user !== undefined && { user: options.user }),
    ...(options.assertion !== undefined && { assertion: await readAssertion(session, options.assertion) }),
    ...(options.redirect !== undefined && { redirectUri: options.redirect }),
    ...(options.port !== undefined && { redirectPort: options.port }),
    ...(options.patience !== undefined && { patience: options.patience }),
    ...(options.then && { then: options.then }),
    ...(options.operation !== undefined && { operation: options.operation }),
  }
}

function grantTypeOf({ words }: Session, { grantType, pkce }: FlowOptions): Partial<FlowOrder> {
  if (grantType === undefined) return pkce === undefined ? {} : { pkce }
  const read = parseGrantType(grantType)
  if (!read) throw usageError(words.grantTypeUnknown(grantType), 'grant_type_unknown')
  const usesPkce = pkce ?? read.pkce
  return { grantType: read.grantType, ...(usesPkce !== undefined && { pkce: usesPkce }) }
}

function targetOf({ words }: Session, options: FlowOptions): NonNullable<FlowOrder['target']> {
  const { issuer, authorizationEndpoint, tokenEndpoint } = options
  if (authorizationEndpoint !== undefined || tokenEndpoint !== undefined) {
    return {
      kind: 'endpoints',
      issuer: issuer ?? null,
      authorization: authorizationEndpoint ?? null,
      token: tokenEndpoint ?? null,
      revocation: options.revocationEndpoint ?? null,
      introspection: options.introspectionEndpoint ?? null,
    }
  }
  if (options.revocationEndpoint !== undefined || options.introspectionEndpoint !== undefined) {
    throw usageError(words.missingOption('--token-endpoint <url>'))
  }
  return issuer === undefined ? { kind: 'local' } : { kind: 'metadata', issuer }
}

async function readAssertion({ words }: Session, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw unreadable(words.fileUnreadable(path, fileProblem(cause, words)))
  }
}

function exportFormat({ words }: Session, path: string | undefined): 'json' | 'har' | undefined {
  if (path === undefined) return undefined
  const extension = extname(path).toLowerCase()
  if (extension === '.har') return 'har'
  if (extension === '.json') return 'json'
  throw usageError(words.notOfForm('--export', '*.json, *.har', path))
}

/** Prints every step as it ends, until the run is over; a signal to stop cancels it. */
async function follow(session: Session, grantdesk: Grantdesk, started: FlowRun): Promise<FlowRun> {
  const { runId } = started
  const printer = new StepPrinter(session)
  const { promise, resolve, reject } = Promise.withResolvers<FlowRun>()
  let looking: Promise<void> = Promise.resolve()
  const look = () => {
    looking = looking
      .then(async () => {
        const run = await session.call('lab.show', { runId, language: session.language })
        printer.print(run)
        if (run.state !== 'running' && run.state !== 'waiting_for_browser') resolve(run)
      })
      .catch(reject)
  }
  const stopHearing = grantdesk.subscribe('flow', (told) => {
    if (told.runId === runId) look()
  })
  const cancel = () => {
    void session.call('lab.cancel', { runId, language: session.language })
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.once(signal, cancel)
  // Timers and sockets of a run keep no process alive by themselves.
  const alive = setInterval(() => undefined, 60_000)
  look()
  try {
    return await promise
  } finally {
    clearInterval(alive)
    stopHearing()
    for (const signal of signals) process.off(signal, cancel)
  }
}

class StepPrinter {
  readonly #session: Session
  #printed = 0
  #hasAsked = false

  constructor(session: Session) {
    this.#session = session
  }

  print(run: FlowRun): void {
    const { out, words } = this.#session
    if (run.state === 'waiting_for_browser' && !this.#hasAsked && run.authorizeUrl !== null) {
      this.#hasAsked = true
      out.note(words.openAddress(run.authorizeUrl))
    }
    // In the order of their numbers, each once it is over.
    for (const step of run.steps.slice(this.#printed)) {
      if (step.state === 'running') return
      this.#printed++
      out.say(stepLine(this.#session, step))
    }
  }
}

/** `✓ Code for token  POST http://127.0.0.1:8484/oauth/token → HTTP 200, 3 ms [RFC 6749 §4.1.3]` */
function stepLine({ out }: Session, step: Step): string {
  const failed = step.state === 'failed'
  const exchange = [step.request?.line, step.response?.line].filter((line) => line !== undefined).join(' → ')
  const taken = step.duration === null ? [] : [`${String(step.duration)} ms`]
  return [
    `${out.style(failed ? 'red' : 'green', failed ? '✗' : '✓')} ${step.title}`,
    ...(exchange === '' ? [] : [plain(exchange)]),
    ...taken,
    out.style('dim', `[${step.clause}]`),
  ].join('  ')
}

function endLines(session: Session, run: FlowRun): readonly string[] {
  const { out, words } = session
  const { result } = run
  const scopes = result?.scopes
  const verdict =
    run.state === 'done'
      ? out.style(['bold', 'green'], words.flowStates.done)
      : out.style(['bold', 'red'], words.flowStates[run.state])
  return [
    '',
    ...run.checks.flatMap((check) => checkLines(out, check, { depth: 0, rule: '' })),
    '',
    `${verdict}  ${plain(run.failure ?? words.flowDone(run.clientName))}`,
    ...(result && result.expiresIn !== null ? [words.tokenLives(formatSeconds(result.expiresIn))] : []),
    ...(scopes?.granted ? [words.tokenScopes(scopes.granted.map(plain).join(', '))] : []),
  ]
}

async function* once(text: string): AsyncGenerator<string> {
  yield await Promise.resolve(text)
}
