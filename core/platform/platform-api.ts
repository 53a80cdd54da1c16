import { nobody, type HttpAnswer, type HttpRequest, type RequestNote } from '../model/http-exchange.ts'
import { operationName, type Operation } from '../model/operation.ts'
import type { Decision } from '../model/decision.ts'
import type { Acting } from '../organization/context.ts'
import { RegisteredOrigins } from '../organization/registered-origins.ts'
import { decide } from '../policy/decide.ts'
import type { Language } from '../wording/say.ts'
import {
  comesFromAllowedAddress,
  findCaller,
  readBearerToken,
  touchToken,
  type Caller,
} from './bearer-token.ts'
import { answerPreflight, corsHeaders, corsOfStranger } from './cors.ts'
import { denial, notImplemented } from './denial.ts'
import { refusalOf } from './failure-codes.ts'
import { findOperation, paramsIn, Routes, unknownOperation } from './find-operation.ts'
import { createHandlers } from './handlers.ts'
import type { PlatformAnswer } from './platform-call.ts'
import type { PlatformContext } from './platform-context.ts'
import { PlatformRefusal, wireError } from './platform-refusal.ts'
import { RateLimits } from './rate-limit.ts'
import { readJson } from './read-body.ts'

export interface PlatformApi {
  /** Undefined where the path is not below `/api/v2`. */
  answer(request: HttpRequest): Promise<HttpAnswer | undefined>
}

/** The vendor's Platform API over the organizations of the workspace (S5): every call passes through one decision (P2). */
export function createPlatformApi(context: PlatformContext): PlatformApi {
  const origins = new RegisteredOrigins(context.store)
  const pipeline = new Pipeline(context, origins)
  return {
    answer: async (request) => {
      if (!request.path.startsWith('/api/v2/')) return undefined
      return (await answerPreflight(origins, request)) ?? pipeline.answer(request)
    },
  }
}

/** What was found out about a request so far, for its log, whatever becomes of it. */
interface Progress {
  note: RequestNote
  headers: Readonly<Record<string, string>>
}

/** The steps from a request to its answer, in the order in which they may refuse it. */
class Pipeline {
  readonly #context: PlatformContext
  readonly #origins: RegisteredOrigins
  readonly #limits: RateLimits
  readonly #routes = new Routes(createHandlers())

  constructor(context: PlatformContext, origins: RegisteredOrigins) {
    this.#context = context
    this.#origins = origins
    this.#limits = new RateLimits(context.clock)
  }

  async answer(request: HttpRequest): Promise<HttpAnswer> {
    const progress: Progress = { note: nobody, headers: {} }
    const answer = await this.#answerOrRefuse(request, progress)
    this.#tell(answer)
    return answer
  }

  async #answerOrRefuse(request: HttpRequest, progress: Progress): Promise<HttpAnswer> {
    try {
      return answerWith(await this.#run(request, progress), progress)
    } catch (cause) {
      const refusal = cause instanceof PlatformRefusal ? cause : this.#translate(cause, request, progress)
      return answerRefusal(refusal, request, progress)
    }
  }

  async #run(request: HttpRequest, progress: Progress): Promise<PlatformAnswer> {
    const context = this.#context
    progress.headers = await corsOfStranger(request, this.#origins)
    const caller = await findCaller(context, readBearerToken(request))
    const { credential, live, client } = caller
    const { organizationId, clientId, userId } = credential
    const operation = findOperation(live.catalogue, request)
    // Known before anything is refused: what is throttled is counted too (S6).
    const name = operation ? operationName(operation) : null
    progress.note = { ...nobody, organizationId, clientId, userId, operation: name }
    progress.headers = corsHeaders(request, client)
    comesFromAllowedAddress(caller, request)
    const limit = this.#limits.count(credential.hash, context.rateLimit())
    progress.headers = { ...progress.headers, ...limit }
    if (!operation) throw unknownOperation(live.catalogue, request)
    const decision = decideCall(caller, operation)
    progress.note = { ...progress.note, decision }
    const denied = { decision, operation, language: languageOf(request) }
    if (decision.outcome === 'deny') throw denial(denied)
    if (!preservesIdleTime(request)) await touchToken(context, caller)
    const route = this.#routes.of(operation)
    if (!route) throw notImplemented(denied)
    return route.handler({
      context,
      request,
      operation,
      params: paramsIn(request.path, route),
      body: readJson(request),
      credential,
      client,
      live,
      acting: actingFor(caller, denied.language),
    })
  }

  /** A refusal of the store is one of the API too; anything else is a fault, of which only a reference leaves here. */
  #translate(cause: unknown, request: HttpRequest, { note }: Progress): PlatformRefusal {
    const refused = this.#context.refusalFor(cause)
    if (refused) return refusalOf(refused, languageOf(request))
    const reference = this.#context.recordFault(note.operation ?? 'a request to the Platform API', cause)
    return new PlatformRefusal('internal.server.error', { params: { reference } })
  }

  /** Negative tests watch what an app calls (L5). */
  #tell({ status, note: { clientId, operation } }: HttpAnswer): void {
    if (clientId === null || operation === null) return
    const { misbehaviour } = this.#context
    const tokenIsFaulty = misbehaviour.faultFor(clientId) !== null
    misbehaviour.saw(clientId, { kind: 'call', operation, status, tokenIsFaulty })
  }
}

function decideCall({ credential, live }: Caller, operation: Operation): Decision {
  const { clientId, userId, scopes, issuedAt } = credential
  const token = { issuedAt: new Date(issuedAt).toISOString(), scopes, isLive: true }
  const question = { clientId, userId, operation: operationName(operation), divisionId: null, token }
  return decide(question, live.view)
}

/** A look at one's own token need not keep it alive. */
function preservesIdleTime({ path, query }: HttpRequest): boolean {
  return path === '/api/v2/tokens/me' && query.get('preserveIdleTTL') === 'true'
}

function actingFor({ credential }: Caller, language: Language): Acting {
  const { organizationId, userId, clientId } = credential
  return userId === null ? { organizationId, language, clientId } : { organizationId, language, userId }
}

/** The language of our own sentences; the vendor's messages are English. */
function languageOf(request: HttpRequest): Language {
  return /^de\b/i.test(request.header('accept-language') ?? '') ? 'de' : 'en'
}

const json = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' } as const
const bare = { 'cache-control': 'no-store' } as const

function answerWith({ status = 200, body }: PlatformAnswer, { note, headers }: Progress): HttpAnswer {
  if (body === undefined) return { status, headers: { ...bare, ...headers }, body: '', note }
  return { status, headers: { ...json, ...headers }, body: JSON.stringify(body), note }
}

function answerRefusal(refusal: PlatformRefusal, request: HttpRequest, progress: Progress): HttpAnswer {
  return {
    status: refusal.status,
    headers: { ...json, ...progress.headers, ...refusal.terms.headers },
    body: JSON.stringify(wireError(refusal, request.correlationId)),
    note: { ...progress.note, refusal: refusal.code },
  }
}
