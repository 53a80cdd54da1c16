import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildGrantdesk } from '../../../core/grantdesk.ts'
import { SeededRandom } from '../../../core/organization/sample/seeded-random.ts'
import { openSqliteStore } from '../../../core/store/open-sqlite-store.ts'
import type { Client, TestOrganization } from '../../support/organization.ts'
import { refusalOf, valueOf } from '../../support/results.ts'
import { openWorkspace, type Workspace } from '../../support/workspace.ts'
import { aToken } from '../store/records.ts'

let workspace: Workspace
let organization: TestOrganization

beforeEach(async () => {
  workspace = await openWorkspace()
  organization = await workspace.organization()
})

afterEach(() => workspace[Symbol.asyncDispose]())

function preview(advance: string) {
  return workspace.admin['clock.preview']({ acting: organization.acting, advance })
}

function advance(by: string, confirmRemovals = false) {
  return workspace.admin['clock.advance']({ acting: organization.acting, advance: by, confirmRemovals })
}

function reset() {
  return workspace.admin['clock.reset']({ acting: organization.acting })
}

async function clock() {
  return valueOf(await workspace.admin['organization.show']({ organizationId: organization.id })).clock
}

/** A client that was deactivated now, 31 days after it was made. */
async function deactivated(name: string): Promise<Client> {
  const { client } = await organization.client({ name }, true)
  workspace.clock.advance('31d')
  const order = { acting: organization.acting, clientId: client.id, revision: client.revision }
  valueOf(await workspace.admin['client.delete'](order))
  return (await organization.show(client.id)).client
}

describe('the clock of an organization', () => {
  it('is the machine’s until somebody moves it (O7)', async () => {
    const now = '2027-01-10T08:00:00.000Z'
    expect(await clock()).toEqual({ now, machineTime: now, offset: 0 })
  })

  it('moves forward, for this organization only, and is recorded (O7)', async () => {
    const other = await workspace.organization()
    const moved = valueOf(await advance('8d'))
    const expected = {
      now: '2027-01-18T08:00:00.000Z',
      machineTime: '2027-01-10T08:00:00.000Z',
      offset: 691_200_000,
    }
    expect(moved).toEqual({ clock: expected, due: [] })
    expect(await clock()).toEqual(expected)
    const shown = valueOf(await workspace.admin['organization.show']({ organizationId: other.id }))
    expect(shown.clock.offset).toBe(0)
    expect((await organization.events()).at(-1)).toMatchObject({
      action: 'clock.advance',
      at: '2027-01-10T08:00:00.000Z',
      before: { clockOffset: 0 },
      after: { clockOffset: 691_200_000 },
    })
  })

  it('adds up, and what is done carries its time beside the machine’s (O7)', async () => {
    valueOf(await advance('1 day'))
    valueOf(await advance('2h'))
    const { client } = await organization.client()
    expect(client.createdAt).toBe('2027-01-11T10:00:00.000Z')
    expect((await organization.events()).at(-1)).toMatchObject({
      at: '2027-01-11T10:00:00.000Z',
      machineTime: '2027-01-10T08:00:00.000Z',
    })
  })

  it.each(['', 'soon', '0', '0s', '-1d', '0.5s', '11 years', '9999999999'])(
    'cannot be moved by `%s` (O7)',
    async (by) => {
      const refusal = { code: 'clock_advance_invalid', field: 'advance', value: by, rule: 'O7' }
      expect(refusalOf(await preview(by))).toEqual(refusal)
      expect(refusalOf(await advance(by))).toEqual(refusal)
      expect((await clock()).offset).toBe(0)
    },
  )

  it('cannot be moved more than ten years ahead in all (O7)', async () => {
    valueOf(await advance('3659 days'))
    expect(refusalOf(await advance('2 days'))).toMatchObject({ code: 'clock_advance_invalid' })
    expect((await advance('1 day')).ok).toBe(true)
  })

  it('ages a client past its thirty days (O7, C8)', async () => {
    const { client } = await organization.client()
    const forGood = async () => {
      const order = { acting: organization.acting, clientId: client.id }
      return valueOf(await workspace.admin['client.deletionImpact'](order)).forGood
    }
    valueOf(await advance('30d'))
    expect(await forGood()).toBe(true)
    valueOf(await advance('1s'))
    expect(await forGood()).toBe(false)
  })
})

describe('moving the clock over a removal', () => {
  it('lists what falls due, soonest first, and changes nothing (O7)', async () => {
    const client = await deactivated('Leaving')
    const { client: boxed } = await organization.client({ name: 'Boxed' })
    const expiresAt = '2027-02-12T00:00:00.000Z'
    await organization.authorize(boxed.id, ['users:readonly'], { expiresAt })
    const removalAt = '2027-02-17T08:00:00.000Z'
    const events = await organization.events()
    expect(valueOf(await preview('1d')).due).toEqual([])
    expect(valueOf(await preview('2d')).due).toEqual([
      { kind: 'authorization', id: boxed.id, name: 'Boxed', at: expiresAt },
    ])
    expect(valueOf(await preview('8d'))).toMatchObject({
      clock: { now: '2027-02-18T08:00:00.000Z', offset: 691_200_000 },
      due: [
        { kind: 'authorization', id: boxed.id, name: 'Boxed', at: expiresAt },
        { kind: 'client', id: client.id, name: 'Leaving', at: removalAt },
      ],
    })
    expect(await organization.events()).toEqual(events)
    expect((await clock()).offset).toBe(0)
  })

  it('asks first (O7)', async () => {
    const client = await deactivated('Leaving')
    expect(refusalOf(await advance('8d'))).toEqual({
      code: 'removals_need_confirmation',
      rule: 'O7',
      params: { count: 1, first: 'Leaving' },
    })
    expect((await clock()).offset).toBe(0)
    expect((await organization.show(client.id)).client).toEqual(client)
    expect((await advance('6d')).ok).toBe(true)
  })

  it('carries out what fell due, once that was confirmed (O7, C8)', async () => {
    const client = await deactivated('Leaving')
    const { due } = valueOf(await advance('8d', true))
    expect(due.map(({ id }) => id)).toEqual([client.id])
    const shown = await workspace.admin['client.show']({ acting: organization.acting, clientId: client.id })
    expect(refusalOf(shown)).toMatchObject({ code: 'client_not_found' })
    expect((await organization.events()).slice(-3).map(({ action, at }) => [action, at])).toEqual([
      ['clock.advance', '2027-02-10T08:00:00.000Z'],
      ['client.remove', '2027-02-18T08:00:00.000Z'],
      ['app.end', '2027-02-18T08:00:00.000Z'],
    ])
  })

  it('ends a time-boxed approval (O7, A1)', async () => {
    const { client } = await organization.client()
    await organization.authorize(client.id, ['users:readonly'], { expiresAt: '2027-01-12' })
    valueOf(await advance('2d', true))
    expect((await organization.show(client.id)).authorization).toMatchObject({
      state: 'revoked',
      revocationCause: 'expired',
      modifiedAt: '2027-01-12T08:00:00.000Z',
    })
  })
})

describe('resetting the clock', () => {
  it('goes back to the machine’s time and brings nothing back (O7)', async () => {
    const client = await deactivated('Leaving')
    valueOf(await advance('8d', true))
    expect(valueOf(await reset())).toEqual({
      now: '2027-02-10T08:00:00.000Z',
      machineTime: '2027-02-10T08:00:00.000Z',
      offset: 0,
    })
    const shown = await workspace.admin['client.show']({ acting: organization.acting, clientId: client.id })
    expect(refusalOf(shown)).toMatchObject({ code: 'client_not_found' })
    expect((await organization.events()).at(-1)).toMatchObject({
      action: 'clock.reset',
      before: { clockOffset: 691_200_000 },
      after: { clockOffset: 0 },
    })
  })

  it('lets no token live again that had ended by then, nor one of the time to come (O7)', async () => {
    const { client } = await organization.client()
    const now = workspace.clock.now().getTime()
    const hour = 3_600_000
    const token = (hash: string, issuedAt: number, expiresAt: number) =>
      aToken(hash, { organizationId: organization.id, clientId: client.id, issuedAt, expiresAt })
    await workspace.store.tokens.write((unit) => {
      unit.put(token('hour', now, now + hour))
      unit.put(token('week', now, now + 168 * hour))
    })
    valueOf(await advance('2h'))
    await workspace.store.tokens.write((unit) => {
      unit.put(token('ahead', now + 2 * hour, now + 3 * hour))
    })
    valueOf(await reset())
    const found = ['hour', 'week', 'ahead'].map((hash) => workspace.store.tokens.find(hash))
    expect(found.map((kept) => kept?.revokedAt)).toEqual([now, null, undefined])
  })

  it('ends tokens that had idled by then under HIPAA (S4, O7)', async () => {
    const { client } = await organization.client()
    const id = organization.id
    const now = workspace.clock.now().getTime()
    await workspace.store.write(async (unit) => {
      const kept = await unit.organizations.get(id)
      if (kept) await unit.put.organization({ ...kept, settings: { ...kept.settings, hipaa: true } })
    })
    await workspace.store.tokens.write((unit) => {
      unit.put(
        aToken('one', { organizationId: id, clientId: client.id, issuedAt: now, expiresAt: now + 9e7 }),
      )
    })
    valueOf(await advance('16m'))
    valueOf(await reset())
    expect(workspace.store.tokens.find('one')?.revokedAt).toBe(now)
  })

  it('is refused where it was not moved (O7)', async () => {
    expect(refusalOf(await reset())).toMatchObject({ code: 'nothing_changed', rule: 'O7' })
  })

  it('takes nothing away that only the moved clock had reached (O7)', async () => {
    const client = await deactivated('Leaving')
    // Another process moved the clock back after this one had looked for what is due.
    valueOf(await advance('6d'))
    workspace.clock.advance('2d')
    let isReset = false
    await using again = await openSecond(workspace, async () => {
      if (isReset) return
      isReset = true
      await workspace.store.write(async (unit) => {
        const present = await unit.organizations.get(organization.id)
        if (present) await unit.put.organization({ ...present, clockOffset: 0 })
      })
    })
    const shown = await again.store.read((unit) => unit.clients.get(organization.id, client.id))
    expect(shown?.state.kind).toBe('inactive')
  })
})

/** A second application on the same store, in front of whose writes something else happens. */
async function openSecond(first: Workspace, beforeWrite: () => Promise<void>) {
  const store = await openSqliteStore({ directory: first.directory })
  const grantdesk = await buildGrantdesk({
    store: {
      tokens: store.tokens,
      version: () => store.version(),
      read: (work) => store.read(work),
      write: async (work) => {
        await beforeWrite()
        return store.write(work)
      },
      subscribe: (listener) => store.subscribe(listener),
      close: () => store.close(),
    },
    keychain: first.keychain,
    clock: () => first.clock.now(),
    random: new SeededRandom('second'),
    dataDirectory: first.directory,
    version: '0.0.0-test',
    catalogueWorker: new URL('file:///never-used'),
    accessWorker: new URL('file:///never-used'),
    auditWorker: new URL('file:///never-used'),
    openBrowser: () => Promise.resolve(false),
    log: () => undefined,
  })
  return { store, [Symbol.asyncDispose]: () => grantdesk.close() }
}
