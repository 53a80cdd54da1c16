import type { ParsedInputOf, ResultOf } from '../../contract/contract.ts'
import { operationName, type Operation } from '../../model/operation.ts'
import { ok } from '../../model/result.ts'
import { compareScopes } from '../../model/scope.ts'
import type { CompiledApp, CompiledOrganization } from '../../policy/compiled-organization.ts'
import { leastScopes } from '../../policy/least-scopes.ts'
import { keepPace, type Pace } from '../../policy/long-question.ts'
import type { Looking } from '../context.ts'
import { appIn, lookCompiled, type QuestionContext } from './question-context.ts'

const DAY = 86_400_000
/** So many calls that nobody knows are named, and so much of each. */
const MOST_UNKNOWN = { calls: 1_000, characters: 200 }
/** After so many calls a long list of them can be cancelled. */
const PIECE = 1_000

/** Which is the smallest set of scopes that covers the calls which were seen (P4)? */
export async function askLeastScopes(
  context: QuestionContext,
  input: ParsedInputOf<'access.leastScopes'>,
  pace: Pace,
): Promise<ResultOf<'access.leastScopes'>> {
  const entered = await lookCompiled(context, input.acting, [input.clientId], async (looking, compiled) => ({
    organization: compiled,
    calls: input.calls ?? (await recordedCalls(looking, input)),
  }))
  if (!entered.ok) return entered
  const { organization, calls } = entered.value
  const app = appIn(organization, input.clientId)
  if (!app.ok) return app
  const { client, authorization, own } = app.value
  const { operations, unknown } = readCalls(organization, calls, pace)
  const present = presentScopes(app.value)
  // A client that acts for itself needs no scopes (P2).
  const needed = own ? withoutScopes(operations) : operations
  const { suggested, observed, proof } = leastScopes({ operations: needed, present }, pace)
  return ok({
    clientName: client.name,
    revision: { client: client.revision, authorization: authorization?.revision ?? null },
    isOwn: client.ownerId === input.acting.organizationId,
    actsForItself: own !== null,
    observed: observed.map(({ operation, coveredBy }) => ({
      operation: operationName(operation),
      coveredBy,
    })),
    unknown,
    requested: client.scopes.toSorted(compareScopes),
    granted: grantedScopes(app.value).toSorted(compareScopes),
    present,
    suggested,
    add: suggested.filter((scope) => !present.includes(scope)),
    remove: present.filter((scope) => !suggested.includes(scope)),
    proof,
  })
}

/** What the client called here in the last days; a call that never succeeded needs nothing. */
async function recordedCalls(
  { unit, organization, now }: Looking,
  { clientId, days }: Pick<ParsedInputOf<'access.leastScopes'>, 'clientId' | 'days'>,
): Promise<readonly string[]> {
  const since = new Date(now.getTime() - days * DAY).toISOString().slice(0, 10)
  const usage = await unit.usage.of(organization.id, clientId, since)
  return usage
    .filter(({ requests, failures }) => requests > failures)
    .map(({ method, path }) => `${method} ${path}`)
}

/** The operations that were called, and the calls that the catalogue does not know. */
function readCalls(organization: CompiledOrganization, calls: readonly string[], pace: Pace) {
  const operations = new Map<string, Operation>()
  const unknown = new Set<string>()
  for (const [place, call] of calls.entries()) {
    if (place % PIECE === 0) keepPace(pace, place, calls.length)
    const operation = organization.operation(call)
    if (operation) operations.set(operationName(operation), operation)
    else if (unknown.size < MOST_UNKNOWN.calls) unknown.add(call.slice(0, MOST_UNKNOWN.characters))
  }
  return { operations: [...operations.values()], unknown: [...unknown] }
}

function withoutScopes(operations: readonly Operation[]): readonly Operation[] {
  return operations.map((operation) => ({ ...operation, scopes: [] }))
}

function grantedScopes({ authorization }: CompiledApp): readonly string[] {
  return authorization?.state === 'authorized' ? authorization.scopes : []
}

/** Granted and requested. */
function presentScopes(app: CompiledApp): readonly string[] {
  const granted = new Set(grantedScopes(app))
  return app.client.scopes.filter((scope) => granted.has(scope)).toSorted(compareScopes)
}
