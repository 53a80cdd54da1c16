import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OutputOf } from '../../../core/contract/contract.ts'
import { canonicalJson } from '../../../core/model/canonical-json.ts'
import type { AuditEvent } from '../../../core/model/audit-event.ts'
import { CHAIN_START, hashEvent, parseChainHead } from '../../../core/organization/audit-log.ts'
import type { TestOrganization } from '../../support/organization.ts'
import { valueOf } from '../../support/results.ts'
import { openWorkspace, type Workspace } from '../../support/workspace.ts'

let workspace: Workspace
let organization: TestOrganization

beforeEach(async () => {
  workspace = await openWorkspace()
  organization = await workspace.organization()
  await organization.client({ name: 'One' })
  await organization.client({ name: 'Two' })
  await organization.client({ name: 'Three' })
  await organization.client({ name: 'Four' })
})

afterEach(() => workspace[Symbol.asyncDispose]())

type Verdict = OutputOf<'event.verify'>

async function verify(head: string | null = null): Promise<Verdict> {
  return valueOf(await workspace.admin['event.verify']({ organizationId: organization.id, head }))
}

async function headText(): Promise<string> {
  const { count, hash } = valueOf(await workspace.admin['event.head']({ organizationId: organization.id }))
  return `${String(count)}:${hash}`
}

/** Edits the file past the application, as somebody would who may write it. */
function tamper(edit: (database: Database.Database) => void): void {
  const database = new Database(workspace.file)
  database.exec('DROP TRIGGER event_never_changes; DROP TRIGGER event_never_goes')
  edit(database)
  database.close()
}

interface Row {
  readonly sequence: number
  readonly record: string
}

function rows(database: Database.Database): readonly Row[] {
  return database
    .prepare('SELECT sequence, record FROM event WHERE organization_id = ? ORDER BY sequence')
    .all(organization.id) as Row[]
}

/** Puts an event into a row, with the checksum that the store looks at. */
function write(database: Database.Database, sequence: number, event: object): void {
  const record = JSON.stringify(event)
  database
    .prepare('UPDATE event SET record = ?, checksum = ? WHERE organization_id = ? AND sequence = ?')
    .run(record, crc32(record), organization.id, sequence)
}

function eventAt(database: Database.Database, sequence: number): AuditEvent {
  const row = rows(database).find((candidate) => candidate.sequence === sequence)
  if (!row) throw new Error(`there is no event ${String(sequence)}`)
  return JSON.parse(row.record) as AuditEvent
}

/** Makes every hash and link from an event on fit again, as a forger would. */
function rewriteFrom(
  database: Database.Database,
  sequence: number,
  change: (event: AuditEvent) => AuditEvent,
): void {
  let previousHash = sequence === 1 ? CHAIN_START : eventAt(database, sequence - 1).hash
  for (const row of rows(database).filter((candidate) => candidate.sequence >= sequence)) {
    const event = JSON.parse(row.record) as AuditEvent
    const linked = { ...(row.sequence === sequence ? change(event) : event), previousHash }
    const forged = { ...linked, hash: hashEvent(linked) }
    write(database, row.sequence, forged)
    previousHash = forged.hash
  }
}

describe('the history', () => {
  it('is a chain: each hash covers the one before and everything in the event (U5)', async () => {
    let previousHash = '0'.repeat(64)
    for (const [index, event] of (await organization.events()).entries()) {
      const { hash, previousHash: linked, ...body } = event
      const expected = createHash('sha256')
        .update(`${previousHash}\n${canonicalJson(body)}`)
        .digest('hex')
      expect({ hash, linked, sequence: event.sequence }).toEqual({
        hash: expected,
        linked: previousHash,
        sequence: index + 1,
      })
      previousHash = hash
    }
  })

  it('is intact when nobody touched it; without a head a rewritten one is not excluded (U5)', async () => {
    const head = valueOf(await workspace.admin['event.head']({ organizationId: organization.id }))
    const intact = { intact: true, ...head, brokenAt: null, problem: null }
    expect(await verify()).toEqual({ ...intact, anchored: false })
    expect(await verify(await headText())).toEqual({ ...intact, anchored: true })
  })

  it('is intact against a head that was kept earlier (U5)', async () => {
    const earlier = await headText()
    await organization.division('Sales')
    expect(await verify(earlier)).toMatchObject({ intact: true, count: 6, anchored: true })
    expect(await verify(`0:${CHAIN_START}`)).toMatchObject({ intact: true, anchored: true })
  })

  it('cannot be changed or deleted through the store’s own tables (U5)', () => {
    const database = new Database(workspace.file)
    expect(() => database.exec('UPDATE event SET sequence = 9')).toThrow('an audit event never changes')
    expect(() => database.exec('DELETE FROM event')).toThrow('an audit event is never deleted')
    database.close()
  })

  it('shows pages, one target, and how many there are (C11)', async () => {
    const list = async (more: object) =>
      valueOf(await workspace.admin['event.list']({ organizationId: organization.id, ...more }))
    const newest = await list({ limit: 2 })
    expect(newest.events.map(({ event }) => event.sequence)).toEqual([5, 4])
    expect(newest.total).toBe(5)
    expect((await list({ limit: 2, before: 4 })).events.map(({ event }) => event.sequence)).toEqual([3, 2])
    const target = newest.events[0]?.event.target
    const own = await list({ target: { kind: target?.kind, id: target?.id } })
    expect(own.events.map(({ title }) => title)).toEqual(['created the client Four'])
    expect(own.total).toBe(1)
    const german = await list({ limit: 1, language: 'de' })
    expect(german.events.map(({ title }) => title)).toEqual(['hat den Client Four angelegt'])
  })
})

describe('verifying names the first event that does not fit', () => {
  it('in a changed event (U5)', async () => {
    tamper((database) => {
      write(database, 3, { ...eventAt(database, 3), note: 'changed' })
    })
    expect(await verify()).toMatchObject({
      intact: false,
      brokenAt: 3,
      problem: 'hash_differs',
      anchored: false,
    })
  })

  it.each(['at', 'machineTime', 'action', 'actor', 'target', 'before', 'after', 'note'] as const)(
    'when %s of an event is another (U5)',
    async (field) => {
      tamper((database) => {
        write(database, 3, { ...eventAt(database, 3), [field]: eventWithOther[field] })
      })
      expect(await verify()).toMatchObject({ intact: false, brokenAt: 3, problem: 'hash_differs' })
    },
  )

  it('in an event whose bytes were changed without their checksum (U5, F2)', async () => {
    tamper((database) => {
      const record = JSON.stringify({ ...eventAt(database, 3), note: 'changed' })
      database.prepare('UPDATE event SET record = ? WHERE sequence = 3').run(record)
    })
    expect(await verify()).toMatchObject({ intact: false, brokenAt: 3, problem: 'hash_differs' })
  })

  it('in an event to which something was added (U5)', async () => {
    tamper((database) => {
      write(database, 3, { ...eventAt(database, 3), approvedBy: 'somebody' })
    })
    expect(await verify()).toMatchObject({ intact: false, brokenAt: 3, problem: 'hash_differs' })
  })

  it('in an event from which something was taken (U5)', async () => {
    tamper((database) => {
      const rest = Object.entries(eventAt(database, 3)).filter(([field]) => field !== 'actor')
      write(database, 3, Object.fromEntries(rest))
    })
    expect(await verify()).toMatchObject({ intact: false, brokenAt: 3, problem: 'hash_differs' })
  })

  it.each(['', '{"sequence":3', '[]', '3', 'null'])(
    'in a record that is `%s` and no event any more (U5)',
    async (record) => {
      tamper((database) => database.prepare('UPDATE event SET record = ? WHERE sequence = 3').run(record))
      expect(await verify()).toMatchObject({ intact: false, count: 2, brokenAt: 3, problem: 'link_differs' })
    },
  )

  it('in a changed event whose own hash was made to fit (U5)', async () => {
    tamper((database) => {
      const changed = { ...eventAt(database, 3), note: 'changed' }
      write(database, 3, { ...changed, hash: hashEvent(changed) })
    })
    expect(await verify()).toMatchObject({ intact: false, brokenAt: 4, problem: 'link_differs' })
  })

  it('after a removed event (U5)', async () => {
    tamper((database) => database.exec('DELETE FROM event WHERE sequence = 3'))
    expect(await verify()).toMatchObject({ intact: false, brokenAt: 3, problem: 'sequence_gap' })
  })

  it('after the first event was removed (U5)', async () => {
    tamper((database) => database.exec('DELETE FROM event WHERE sequence = 1'))
    expect(await verify()).toMatchObject({ intact: false, brokenAt: 1, problem: 'sequence_gap' })
  })

  it('in a removed event whose followers moved up (U5)', async () => {
    tamper((database) => {
      const [fourth, fifth] = [eventAt(database, 4), eventAt(database, 5)]
      write(database, 3, { ...fourth, sequence: 3 })
      write(database, 4, { ...fifth, sequence: 4 })
      database.exec('DELETE FROM event WHERE sequence = 5')
    })
    expect(await verify()).toMatchObject({ intact: false, brokenAt: 3, problem: 'link_differs' })
  })

  it('in two swapped events (U5)', async () => {
    tamper((database) => {
      const [third, fourth] = [eventAt(database, 3), eventAt(database, 4)]
      write(database, 3, fourth)
      write(database, 4, third)
    })
    expect(await verify()).toMatchObject({ intact: false, brokenAt: 3, problem: 'sequence_gap' })
  })

  it('in two swapped events with swapped numbers (U5)', async () => {
    tamper((database) => {
      const [third, fourth] = [eventAt(database, 3), eventAt(database, 4)]
      write(database, 3, { ...fourth, sequence: 3 })
      write(database, 4, { ...third, sequence: 4 })
    })
    expect(await verify()).toMatchObject({ intact: false, brokenAt: 3, problem: 'link_differs' })
  })

  it('in an event of another organization (U5)', async () => {
    const other = await workspace.organization()
    const [foreign] = await other.events()
    tamper((database) => {
      write(database, 1, foreign ?? {})
    })
    expect(await verify()).toMatchObject({ intact: false, brokenAt: 1, problem: 'link_differs' })
  })
})

describe('a cut tail', () => {
  const cut = () => {
    tamper((database) => database.exec('DELETE FROM event WHERE sequence > 3'))
  }

  it('is not seen without a head (U5)', async () => {
    cut()
    expect(await verify()).toMatchObject({ intact: true, count: 3, anchored: false })
  })

  it('is seen with one (U5)', async () => {
    const head = await headText()
    cut()
    expect(await verify(head)).toMatchObject({
      intact: false,
      count: 3,
      brokenAt: 4,
      problem: 'shorter_than_head',
      anchored: false,
    })
  })

  it('that is the whole history is seen with a head (U5)', async () => {
    const head = await headText()
    tamper((database) => database.exec('DELETE FROM event'))
    expect(await verify(head)).toMatchObject({
      intact: false,
      count: 0,
      brokenAt: 1,
      problem: 'shorter_than_head',
    })
  })
})

describe('a rewritten chain', () => {
  const rewrite = () => {
    tamper((database) => {
      rewriteFrom(database, 3, (event) => ({ ...event, note: 'rewritten' }))
    })
  }

  it('is not seen without a head (U5)', async () => {
    rewrite()
    expect(await verify()).toMatchObject({ intact: true, count: 5, anchored: false })
  })

  it('is seen with one (U5)', async () => {
    const head = await headText()
    rewrite()
    expect(await verify(head)).toMatchObject({
      intact: false,
      brokenAt: 5,
      problem: 'head_differs',
      anchored: false,
    })
  })

  it('is seen with a head from before more was added (U5)', async () => {
    const head = await headText()
    await organization.division('Sales')
    rewrite()
    expect(await verify(head)).toMatchObject({ intact: false, brokenAt: 5, problem: 'head_differs' })
  })

  it('after the head that was kept is not seen (U5)', async () => {
    const before = valueOf(await workspace.admin['event.head']({ organizationId: organization.id }))
    await organization.division('Sales')
    tamper((database) => {
      rewriteFrom(database, 6, (event) => ({ ...event, note: 'rewritten' }))
    })
    expect(await verify(`5:${before.hash}`)).toMatchObject({ intact: true, anchored: true })
  })
})

describe('a head', () => {
  it.each([
    '',
    'x',
    '5',
    '5:',
    `5:${'g'.repeat(64)}`,
    `5:${'0'.repeat(63)}`,
    `-1:${'0'.repeat(64)}`,
    `5:${'0'.repeat(64)} 6`,
  ])('cannot be read from `%s` (U5)', async (head) => {
    expect(parseChainHead(head)).toBeUndefined()
    expect(await verify(head)).toMatchObject({
      intact: false,
      count: 5,
      brokenAt: null,
      problem: 'head_unreadable',
      anchored: false,
    })
  })

  it('of no events with another hash differs, instead of being longer than the chain (U5)', async () => {
    expect(await verify(`0:${'a'.repeat(64)}`)).toMatchObject({
      intact: false,
      brokenAt: 0,
      problem: 'head_differs',
    })
  })
})

const eventWithOther = {
  at: '2000-01-01T00:00:00.000Z',
  machineTime: '2000-01-01T00:00:00.000Z',
  action: 'client.edit',
  actor: { id: null, name: 'Grantdesk' },
  target: { kind: 'client', id: 'another', name: 'Another' },
  before: { name: 'Before' },
  after: null,
  note: 'another',
} as const
