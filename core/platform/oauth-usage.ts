import { z } from 'zod'
import { asId, type ClientId, type OrganizationId } from '../model/brand.ts'
import { parseMoment } from '../model/moment.ts'
import { fail, ok } from '../model/result.ts'
import { findApp } from '../organization/authorizations.ts'
import { look } from '../organization/context.ts'
import type { Random } from '../organization/ports.ts'
import { wholeNumber } from './entity-listing.ts'
import { valueOrRefuse } from './failure-codes.ts'
import type { Handler, HandlerTable, PlatformAnswer, PlatformCall } from './platform-call.ts'
import { PlatformRefusal } from './platform-refusal.ts'
import { bodyOf } from './read-body.ts'
import {
  dayOf,
  granularities,
  usageGroups,
  usageMetrics,
  usageRows,
  yesterday,
  type UsageQuery,
} from './usage-query.ts'

/** A query that was asked, to be answered when its results are fetched. */
interface Execution {
  readonly organizationId: OrganizationId
  readonly clientId: ClientId
  readonly query: UsageQuery
}

/** How many queries wait for their results at once; the oldest are forgotten. */
const MOST_EXECUTIONS = 1_000

/** The queries of one server; a restart forgets them, as the vendor does after a while. */
class Executions {
  readonly #byId = new Map<string, Execution>()

  add(random: Random, execution: Execution): string {
    const id = random.uuid()
    this.#byId.set(id, execution)
    const [oldest] = this.#byId.keys()
    if (this.#byId.size > MOST_EXECUTIONS && oldest !== undefined) this.#byId.delete(oldest)
    return id
  }

  get(id: string): Execution | undefined {
    return this.#byId.get(id)
  }
}

const queryShape = z.object({
  interval: z.string(),
  granularity: z.enum(granularities).nullish(),
  metrics: z.array(z.enum(usageMetrics)).nullish(),
  groupBy: z.array(z.enum(usageGroups)).nullish(),
})

const MAX_DAYS = 366

/** Usage by client, path template, method and day, as it was counted (S6). */
export function usageHandlers(): HandlerTable {
  const executions = new Executions()

  const begin = async (call: PlatformCall, query: UsageQuery): Promise<PlatformAnswer> => {
    const clientId = asId<ClientId>(call.params['clientId'] ?? '')
    await findClientName(call, clientId)
    const { organizationId } = call.acting
    const executionId = executions.add(call.context.random, { organizationId, clientId, query })
    const path = `/api/v2/oauth/clients/${encodeURIComponent(clientId)}/usage/query/results/${executionId}`
    return { body: { executionId, resultsUri: path } }
  }

  const ask: Handler = async (call) => {
    const { interval, granularity, metrics, groupBy } = bodyOf(call, queryShape)
    return begin(call, {
      ...daysOf(call, interval),
      granularity: granularity ?? null,
      metrics: metrics?.length ? metrics : usageMetrics,
      groupBy: groupBy ?? [],
    })
  }

  const summarize: Handler = async (call) => {
    const days = wholeNumber(call.request.query, 'days', { otherwise: 7, most: MAX_DAYS })
    const firstDay = dayOf(call.live.now.getTime() - days * 86_400_000)
    const groupBy = ['OAuthClientId', 'TemplateUri', 'HttpMethod'] as const
    const lastDay = yesterday(call.live.now)
    return begin(call, { firstDay, lastDay, granularity: 'Day', metrics: usageMetrics, groupBy })
  }

  const showResults: Handler = async (call) => {
    const { acting, context, params } = call
    const execution = executions.get(params['executionId'] ?? '')
    if (execution?.organizationId !== acting.organizationId || execution.clientId !== params['clientId']) {
      throw new PlatformRefusal('not.found')
    }
    const { clientId, query, organizationId } = execution
    const clientName = await findClientName(call, clientId)
    const rows = await look(context, acting, null, async ({ unit }) =>
      ok(await unit.usage.of(organizationId, clientId, query.firstDay)),
    )
    const results = usageRows(valueOrRefuse(rows, call), query, { clientName, organizationId })
    return { body: { results, queryStatus: 'Complete' } }
  }

  return {
    'POST /api/v2/oauth/clients/{clientId}/usage/query': ask,
    'GET /api/v2/oauth/clients/{clientId}/usage/summary': summarize,
    'GET /api/v2/oauth/clients/{clientId}/usage/query/results/{executionId}': showResults,
  }
}

/** The organization's own clients, and others' that were authorized here; either permission will do (O6). */
async function findClientName(call: PlatformCall, clientId: ClientId): Promise<string> {
  const found = await look(call.context, call.acting, null, async (looking) => {
    const { unit, organization } = looking
    if (!looking.holds('oauth:client:view') && !looking.holds('usage:client:view')) {
      const user = looking.actor.name
      const params = { permission: 'oauth:client:view', title: 'OAuth > Client > View', user }
      return fail({ code: 'permission_missing', value: 'oauth:client:view', rule: 'O6', params })
    }
    const own = await unit.clients.get(organization.id, clientId)
    if (own) return ok(own.name)
    const authorization = await unit.authorizations.get(organization.id, clientId)
    if (!authorization)
      return fail({ code: 'client_not_found', field: 'client', value: clientId.slice(0, 100) })
    return ok((await findApp(unit, organization.id, clientId))?.client.name ?? authorization.clientName)
  })
  return valueOrRefuse(found, call)
}

/** The whole days in UTC that an ISO 8601 interval covers, without today. */
function daysOf(call: PlatformCall, interval: string): Pick<UsageQuery, 'firstDay' | 'lastDay'> {
  const [from, to, ...rest] = interval.split('/')
  const [start, end] = [parseMoment(from ?? ''), parseMoment(to ?? '')]
  if (!start || !end || rest.length > 0 || start >= end) {
    throw new PlatformRefusal('invalid.date', {
      params: { value: interval.slice(0, 100) },
      details: [{ errorCode: 'invalid.date', fieldName: 'interval' }],
    })
  }
  const last = dayOf(end.getTime() - 1)
  const limit = yesterday(call.live.now)
  return { firstDay: dayOf(start.getTime()), lastDay: last < limit ? last : limit }
}
