import { X509Certificate } from 'node:crypto'
import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { LocalCertificates } from '../../../core/loopback/local-certificate.ts'
import type { AnsweredRequest } from '../../../core/loopback/organization-server.ts'
import { LocalOrganizationServer, type LocalServerParts } from '../../../core/loopback/local-server.ts'
import { RequestLog } from '../../../core/loopback/request-log.ts'
import { asId, type ClientId } from '../../../core/model/brand.ts'
import { nobody, type HttpAnswer } from '../../../core/model/http-exchange.ts'
import type { Result } from '../../../core/model/result.ts'
import { KeptLiveRecords } from '../../../core/organization/kept-live-records.ts'
import { CatalogueShelf } from '../../../core/organization/loaded-catalogue.ts'
import type { Keychain } from '../../../core/organization/ports.ts'
import { SeededRandom } from '../../../core/organization/sample/seeded-random.ts'
import { MemoryKeychain } from '../../support/memory-keychain.ts'
import { valueOf } from '../../support/results.ts'
import { openWorkspace, TestClock, type Workspace } from '../../support/workspace.ts'

const canary = 'c4nary'

function must<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(result.failure.code)
  return result.value
}
const operation = 'GET /api/v2/users/{userId}'

/** The local server over a real store, with one room that knows who calls from the path. */
function localServer(workspace: Workspace, answer: (path: string) => Partial<HttpAnswer> = () => ({})) {
  const timers: (() => void)[] = []
  const told: number[] = []
  const faults: unknown[] = []
  const { store, keychain, clock } = workspace
  const now = () => clock.now()
  const live = new KeptLiveRecords({ store, clock: now, catalogues: new CatalogueShelf() })
  const certificates = new LocalCertificates({ keychain, clock: now })
  const parts: LocalServerParts = {
    store,
    live,
    clock: now,
    random: new SeededRandom('a server'),
    certificate: () => certificates.get(),
    answerers: () =>
      Promise.resolve([
        {
          answer: ({ path }) =>
            Promise.resolve({ status: 200, headers: {}, body: canary, note: nobody, ...answer(path) }),
        },
      ]),
    after: (_milliseconds, work) => {
      timers.push(work)
      return () => timers.splice(timers.indexOf(work), 1)
    },
    recordFault: (_operation, cause) => String(faults.push(cause)),
    told: (last) => told.push(last),
  }
  return { server: new LocalOrganizationServer(parts), told, faults, timers }
}

describe('the local server', () => {
  it('counts the calls of clients by the day that their organization has, and not what is no call (S6, O7)', async () => {
    await using workspace = await openWorkspace({ now: '2027-01-10T23:59:00.000Z' })
    const scene = await workspace.organization()
    const { client } = await scene.client()
    const { server, faults } = localServer(workspace, (path) => ({
      note: {
        ...nobody,
        organizationId: scene.id,
        clientId: client.id,
        operation: path === '/oauth/token' ? null : operation,
      },
    }))
    const { issuer } = must(await server.start({ port: 0, https: false, rateLimit: null }))
    await fetch(`${String(issuer)}/api/v2/users/1`)
    await fetch(`${String(issuer)}/oauth/token`, { method: 'POST' })
    valueOf(await workspace.admin['clock.advance']({ acting: scene.acting, advance: '1d' }))
    await fetch(`${String(issuer)}/api/v2/users/2`)
    await server.close()

    const rows = await workspace.store.read((unit) => unit.usage.of(scene.id, client.id, '2027-01-01'))
    expect(rows.map(({ day, method, path, requests }) => [day, method, path, requests])).toEqual([
      ['2027-01-11', 'GET', '/api/v2/users/{userId}', 1],
      ['2027-01-10', 'GET', '/api/v2/users/{userId}', 1],
    ])
    expect(faults).toEqual([])
  })

  it('runs for whoever leases it, and for a person until the person stops it', async () => {
    await using workspace = await openWorkspace()
    const { server, told } = localServer(workspace)
    const [one, other] = [must(await server.lease()), must(await server.lease())]
    expect(one.issuer).toBe(server.issuer())
    expect(await (await one.fetch(`${one.issuer}/x`, {})).text()).toBe(canary)
    await one.release()
    await one.release()
    expect(server.issuer()).toBe(other.issuer)

    must(await server.start({ port: 0, https: false, rateLimit: 5 }))
    await other.release()
    expect(server.status()).toMatchObject({ running: true, issuer: one.issuer, rateLimit: 5, requests: 1 })
    expect(await server.start({ port: 0, https: true, rateLimit: null })).toMatchObject({
      failure: { code: 'server_running', value: one.issuer },
    })
    expect(await server.stop()).toMatchObject({
      running: false,
      issuer: null,
      addresses: [],
      rateLimit: null,
    })
    expect(told.length).toBeGreaterThan(0)

    const third = must(await server.lease())
    await third.release()
    expect(server.status().running).toBe(false)
  })

  it('refuses a taken port by its code, and starts at another', async () => {
    await using workspace = await openWorkspace()
    const { server } = localServer(workspace)
    const holder = createServer()
    const port = await new Promise<number>((resolve) => {
      holder.listen(0, '::1', () => {
        const address = holder.address()
        resolve(typeof address === 'object' && address ? address.port : 0)
      })
    })
    const wish = { port, https: false, rateLimit: null }

    expect(await server.start(wish)).toMatchObject({ failure: { code: 'port_taken', value: String(port) } })
    expect(server.status().running).toBe(false)
    await new Promise((resolve) => holder.close(resolve))
    expect(must(await server.start(wish))).toMatchObject({
      port,
      addresses: [`127.0.0.1:${String(port)}`, `[::1]:${String(port)}`],
    })
    await server.close()
  })

  it('speaks https with a certificate that its lease trusts, and whose key only the keychain has (F3)', async () => {
    const keychain = new MemoryKeychain()
    await using workspace = await openWorkspace({ keychain, now: new Date().toISOString() })
    const { server } = localServer(workspace)
    const { certificate, issuer } = must(await server.start({ port: 0, https: true, rateLimit: null }))
    const lease = must(await server.lease())

    expect(issuer).toMatch(/^https:/)
    const answer = await lease.fetch(`${lease.issuer}/x`, {
      method: 'POST',
      body: new URLSearchParams({ a: 'b' }),
    })
    expect([answer.status, await answer.text()]).toEqual([200, canary])
    await expect(fetch(`${lease.issuer}/x`)).rejects.toThrow()
    expect(certificate?.pem).not.toContain('PRIVATE')
    expect(new X509Certificate(certificate?.pem ?? '').subjectAltName).toBe(
      'IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, DNS:localhost',
    )
    expect(await keychain.find('local certificate')).toContain('PRIVATE KEY')
    await server.close()
  })
})

describe('the local certificate', () => {
  const clock = new TestClock('2027-01-10T08:00:00.000Z')
  const of = (keychain: Keychain) => new LocalCertificates({ keychain, clock: () => clock.now() })

  it('is kept in the keychain, so that an app has to trust it once, until it nears its end', async () => {
    const keychain = new MemoryKeychain()
    const first = await of(keychain).get()
    expect(await of(keychain).get()).toEqual(first)
    clock.advance('400d')
    const renewed = await of(keychain).get()
    expect(renewed.fingerprint).not.toBe(first.fingerprint)
    await keychain.save('local certificate', JSON.stringify({ ...renewed, key: first.key }))
    expect((await of(keychain).get()).key).not.toBe(first.key)
  })

  it('lives for the session where the keychain does not answer', async () => {
    const keychain: Keychain = {
      status: () => Promise.resolve({ kind: 'keychain', name: 'a keychain' }),
      find: () => Promise.reject(new Error('locked')),
      save: () => Promise.reject(new Error('locked')),
      remove: () => Promise.reject(new Error('locked')),
    }
    const certificates = of(keychain)
    expect(await certificates.get()).toBe(await certificates.get())
  })
})

describe('the log of requests', () => {
  const request = (path: string, note = nobody): AnsweredRequest => ({
    at: Date.parse('2027-01-10T08:00:00.000Z'),
    method: 'GET',
    path,
    status: 200,
    duration: 1,
    correlationId: 'an id',
    note,
  })

  it('keeps the last 1,000, tells of them four times a second at most, and shows no long piece of a path (F4)', async () => {
    await using workspace = await openWorkspace()
    const told: number[] = []
    const timers: (() => void)[] = []
    const live = new KeptLiveRecords({
      store: workspace.store,
      clock: () => workspace.clock.now(),
      catalogues: new CatalogueShelf(),
    })
    const log = new RequestLog({
      live,
      told: (last) => told.push(last),
      after: (milliseconds, work) => {
        expect(milliseconds).toBe(250)
        timers.push(work)
        return () => undefined
      },
    })
    for (let number = 1; number <= 1_002; number++) log.add(request(`/${String(number)}`))
    expect([told, timers.length]).toEqual([[1], 1])
    timers[0]?.()
    timers[1]?.()
    expect([told, timers.length]).toEqual([[1, 1_002], 2])

    const some = { limit: 2, language: 'en' } as const
    expect((await log.after(0, some)).map(({ sequence, path }) => [sequence, path])).toEqual([
      [3, '/3'],
      [4, '/4'],
    ])
    expect((await log.after(1_001, some)).map(({ sequence }) => sequence)).toEqual([1_002])
    expect(await log.after(1_002, some)).toEqual([])

    const token = 'A'.repeat(43)
    log.add(request(`/x/${token}/y`, { ...nobody, clientId: asId<ClientId>('gone') }))
    expect(await log.after(1_002, some)).toMatchObject([
      { path: '/x/…/y', clientId: 'gone', clientName: null },
    ])
  })
})
