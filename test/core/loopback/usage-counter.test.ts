import { describe, expect, it } from 'vitest'
import { UsageCounter } from '../../../core/loopback/usage-counter.ts'
import { asId, type ClientId, type OrganizationId } from '../../../core/model/brand.ts'
import type { UsageRow } from '../../../core/model/usage-row.ts'
import type { TokenUnit } from '../../../core/organization/token-store.ts'

const organizationId = asId<OrganizationId>('northwind')
const clientId = asId<ClientId>('crm')
const call = {
  organizationId,
  clientId,
  day: '2027-01-10',
  operation: 'GET /api/v2/users/{userId}',
  status: 200,
}

/** A counter with a timer that a test lets run out, and a store that can refuse. */
function counting() {
  const written: [OrganizationId, readonly UsageRow[]][] = []
  const failures: unknown[] = []
  const timers: (() => void)[] = []
  const store = { refuses: false }
  const unit = {
    countUsage: (id: OrganizationId, rows: readonly UsageRow[]) => written.push([id, rows]),
  } as unknown as TokenUnit
  const counter = new UsageCounter({
    tokens: {
      write: (work) => (store.refuses ? Promise.reject(new Error('full')) : Promise.resolve(work(unit))),
    },
    failed: (cause) => {
      failures.push(cause)
    },
    after: (milliseconds, work) => {
      expect(milliseconds).toBe(1_000)
      timers.push(work)
      return () => {
        timers.splice(timers.indexOf(work), 1)
      }
    },
  })
  return { counter, written, failures, timers, store }
}

describe('the usage count (S6)', () => {
  it('adds up requests by client, day, operation and class of status, and writes once a second', async () => {
    const { counter, written, timers } = counting()
    for (const status of [200, 204, 302, 400, 403, 429, 500, 503]) counter.count({ ...call, status })
    counter.count({ ...call, day: '2027-01-11' })
    counter.count({ ...call, operation: 'POST /api/v2/users' })
    counter.count({ ...call, organizationId: asId<OrganizationId>('acme') })
    expect([written, timers.length]).toEqual([[], 1])

    timers[0]?.()
    await counter.flush()
    const { day, operation, status, ...ids } = call
    expect([day, status]).toEqual(['2027-01-10', 200])
    const one = { requests: 1, failures: 0, redirected: 0, throttled: 0, faulted: 0 }
    const row = { clientId: ids.clientId, day, method: 'GET', path: operation.slice(4), ...one }
    expect(written).toEqual([
      [
        organizationId,
        [
          { ...row, requests: 8, failures: 5, redirected: 1, throttled: 1, faulted: 2 },
          { ...row, day: '2027-01-11' },
          { ...row, method: 'POST', path: '/api/v2/users' },
        ],
      ],
      ['acme', [row]],
    ])
    await counter.flush()
    expect(written).toHaveLength(2)
  })

  it('keeps what a failed write could not add, and adds it with the next one', async () => {
    const { counter, written, failures, timers, store } = counting()
    counter.count(call)
    counter.count({ ...call, day: '2027-01-09' })
    store.refuses = true
    const failing = counter.flush()
    counter.count({ ...call, status: 403 })
    await failing
    expect([written, failures.length, timers.length]).toEqual([[], 1, 1])

    store.refuses = false
    timers[0]?.()
    await counter.flush()
    expect(written).toMatchObject([
      [
        organizationId,
        [
          { day: '2027-01-10', requests: 2, failures: 1 },
          { day: '2027-01-09', requests: 1, failures: 0 },
        ],
      ],
    ])
  })
})
