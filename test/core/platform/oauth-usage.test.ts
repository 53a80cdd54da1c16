import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ClientId } from '../../../core/model/brand.ts'
import type { UsageRow } from '../../../core/model/usage-row.ts'
import { PlatformWorld, refusalOf } from '../../support/platform-world.ts'

let world: PlatformWorld
let token: string
let clientId: ClientId

const users = { method: 'GET', path: '/api/v2/users' }
const queues = { method: 'POST', path: '/api/v2/routing/queues' }

/** Counts by class of status. */
function row(
  day: string,
  operation: typeof users,
  [good, moved, bad, throttled, faulted]: readonly number[],
): UsageRow {
  const failures = (bad ?? 0) + (throttled ?? 0) + (faulted ?? 0)
  return {
    clientId,
    day,
    ...operation,
    requests: (good ?? 0) + (moved ?? 0) + failures,
    failures,
    redirected: moved ?? 0,
    throttled: throttled ?? 0,
    faulted: faulted ?? 0,
  }
}

// Today is Sunday, 10 January 2027.
beforeAll(async () => {
  world = await PlatformWorld.open()
  const { app, token: its } = await world.admin()
  token = its
  clientId = app.client.id
  const rows = [
    row('2026-12-31', users, [1, 0, 0, 0, 0]),
    row('2027-01-03', users, [2, 0, 0, 0, 0]),
    row('2027-01-04', users, [5, 1, 2, 3, 4]),
    row('2027-01-04', queues, [7, 0, 0, 0, 0]),
    row('2027-01-09', users, [11, 0, 0, 0, 0]),
    row('2027-01-10', users, [100, 0, 0, 0, 0]),
  ]
  await world.context.store.write((unit) => unit.put.usage(world.organization.id, rows))
})
afterAll(() => world[Symbol.asyncDispose]())

async function results(body: object): Promise<unknown> {
  const begun = await world.call(`POST /api/v2/oauth/clients/${clientId}/usage/query`, { token, body })
  expect(begun.status).toBe(200)
  const { executionId, resultsUri } = begun.json as { executionId: string; resultsUri: string }
  expect(resultsUri).toBe(`/api/v2/oauth/clients/${clientId}/usage/query/results/${executionId}`)
  const { json } = await world.call(`GET ${resultsUri}`, { token })
  expect(json).toMatchObject({ queryStatus: 'Complete' })
  return (json as { results: unknown }).results
}

describe('the usage of a client (S6)', () => {
  it('is counted by class of status, grouped as asked', async () => {
    const day = { interval: '2027-01-04T00:00:00Z/2027-01-05T00:00:00Z' }
    expect(
      await results({ ...day, granularity: 'Day', groupBy: ['OAuthClientId', 'TemplateUri', 'HttpMethod'] }),
    ).toEqual([
      {
        clientId,
        clientName: 'Console',
        templateUri: '/api/v2/routing/queues',
        httpMethod: 'POST',
        date: '2027-01-04T00:00:00.000Z',
        ...{ status200: 7, status300: 0, status400: 0, status500: 0, status429: 0, requests: 7 },
      },
      {
        clientId,
        clientName: 'Console',
        templateUri: '/api/v2/users',
        httpMethod: 'GET',
        date: '2027-01-04T00:00:00.000Z',
        ...{ status200: 5, status300: 1, status400: 2, status500: 4, status429: 3, requests: 15 },
      },
    ])
    expect(await results({ ...day, metrics: ['Requests'], groupBy: ['OrganizationId'] })).toEqual([
      { organizationId: world.organization.id, requests: 22 },
    ])
  })

  it('is of whole days in UTC, today excluded', async () => {
    const interval = '2027-01-09T23:59:00Z/2027-01-11T00:00:00Z'
    expect(await results({ interval, granularity: 'Day', metrics: ['Requests'] })).toEqual([
      { date: '2027-01-09T00:00:00.000Z', requests: 11 },
    ])
    const today = '2027-01-10T00:00:00Z/2027-01-11T00:00:00Z'
    expect(await results({ interval: today, metrics: ['Requests'] })).toEqual([])
  })

  it('is summed up by week from Monday on, and by month', async () => {
    const interval = '2026-12-01/2027-02-01'
    expect(await results({ interval, granularity: 'Week', metrics: ['Requests'] })).toEqual([
      { date: '2027-01-04T00:00:00.000Z', requests: 33 },
      { date: '2026-12-28T00:00:00.000Z', requests: 3 },
    ])
    expect(await results({ interval, granularity: 'Month', metrics: ['Requests'] })).toEqual([
      { date: '2027-01-01T00:00:00.000Z', requests: 35 },
      { date: '2026-12-01T00:00:00.000Z', requests: 1 },
    ])
  })

  it('has a summary of the last seven days, or of as many as asked', async () => {
    const summary = async (query: string) => {
      const begun = await world.call(`GET /api/v2/oauth/clients/${clientId}/usage/summary${query}`, { token })
      const { resultsUri } = begun.json as { resultsUri: string }
      const { json } = await world.call(`GET ${resultsUri}`, { token })
      return (json as { results: readonly { date: string }[] }).results.map(({ date }) => date.slice(0, 10))
    }
    expect(await summary('')).toEqual(['2027-01-09', '2027-01-04', '2027-01-04', '2027-01-03'])
    expect(await summary('?days=1')).toEqual(['2027-01-09'])
    const refused = await world.call(`GET /api/v2/oauth/clients/${clientId}/usage/summary?days=0`, { token })
    expect(refusalOf(refused).slice(0, 2)).toEqual([400, 'invalid.query.param.value'])
  })

  it.each(['2027-01-04', '2027-01-04/2027-01-04', '2027-01-05/2027-01-04', 'x/y', '2027-02-30/2027-03-01'])(
    'is refused for the interval %s',
    async (interval) => {
      const path = `POST /api/v2/oauth/clients/${clientId}/usage/query`
      const refused = await world.call(path, { token, body: { interval } })
      expect(refusalOf(refused).slice(0, 2)).toEqual([400, 'invalid.date'])
    },
  )

  it('is of known clients and of queries that were asked of them', async () => {
    const body = { interval: '2027-01-01/2027-01-05' }
    const unknown = await world.call('POST /api/v2/oauth/clients/nobody/usage/query', { token, body })
    expect(refusalOf(unknown).slice(0, 2)).toEqual([404, 'not.found'])
    const begun = await world.call(`POST /api/v2/oauth/clients/${clientId}/usage/query`, { token, body })
    const { executionId } = begun.json as { executionId: string }
    const { client } = await world.app({ name: 'Other', scopes: ['oauth'] })
    for (const path of [
      `${client.id}/usage/query/results/${executionId}`,
      `${clientId}/usage/query/results/x`,
    ]) {
      const answer = await world.call(`GET /api/v2/oauth/clients/${path}`, { token })
      expect(refusalOf(answer).slice(0, 2)).toEqual([404, 'not.found'])
    }
  })
})

describe('the scopes (P1)', () => {
  it('are those of the organization’s catalogue, in plain words', async () => {
    const { json } = await world.call('GET /api/v2/oauth/scopes', { token })
    const { total, entities, selfUri } = json as {
      total: number
      selfUri: string
      entities: readonly object[]
    }
    expect([total, selfUri]).toEqual([entities.length, '/api/v2/oauth/scopes'])
    expect(total).toBeGreaterThan(100)
    const one = await world.call('GET /api/v2/oauth/scopes/users%3Areadonly', { token })
    expect(entities).toContainEqual(one.json)
    const nothing = await world.call('GET /api/v2/oauth/scopes/nonsense', { token })
    expect(refusalOf(nothing).slice(0, 2)).toEqual([404, 'not.found'])
  })
})
