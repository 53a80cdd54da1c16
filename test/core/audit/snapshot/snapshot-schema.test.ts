import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import schema from '../../../../resources/schema/snapshot.schema.json' with { type: 'json' }
import { snapshotDigest } from '../../../../core/audit/snapshot/write-snapshot.ts'
import { facts } from '../../../../core/model/snapshot.ts'
import { aSnapshot } from '../../../support/audited-snapshot.ts'
import { largeSnapshot } from '../../../support/large-snapshot.ts'
import { randomSnapshot } from '../../../support/random-snapshot.ts'
import { fileOf, readFile } from '../../../support/snapshot-file.ts'
import { fc, propertySeed } from '../../catalogue/property-seed.ts'

const formats = { 'date-time': (text: string) => !Number.isNaN(Date.parse(text)) }
const validate = new Ajv2020({ strict: true, formats }).compile(schema)

describe('the published schema of snapshots (U1)', () => {
  it(`accepts every file that is written (${propertySeed.title})`, async () => {
    await fc.assert(
      fc.asyncProperty(randomSnapshot, async (snapshot) => {
        validate(JSON.parse((await fileOf(snapshot)).toString()))
        expect(validate.errors).toBeNull()
      }),
      { ...propertySeed.parameters, numRuns: 100 },
    )
  })

  it('names the facts that a snapshot can lack', () => {
    expect(schema.properties.absent.items.enum).toEqual(facts)
  })

  it(`refuses what the reader refuses, and nothing else (${propertySeed.title})`, async () => {
    const text = (
      await fileOf(largeSnapshot({ clients: 6, authorizations: 3, users: 32, usageRows: 20 }))
    ).toString()
    const spoils = [
      null,
      1,
      -1,
      0.5,
      true,
      'x',
      [],
      {},
      '2026-01-01',
      '2026-01-01T00:00:00Z',
      ['x'],
      { id: 'x' },
    ]
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.constantFrom(...spoils), fc.boolean(), async (place, spoil, isExtra) => {
        const document = JSON.parse(text) as Holder
        spoilAt(document, place, isExtra ? { unheardOf: spoil } : spoil, isExtra)
        const read = await readFile(JSON.stringify(document))
        const isUnreadable = !read.ok && read.failure.code !== 'snapshot_damaged'
        expect(isUnreadable).toBe(!validate(document))
      }),
      { ...propertySeed.parameters, numRuns: 150 },
    )
  })
})

type Holder = Record<string, unknown> | unknown[]

/** Replaces one of all values in a document, or adds a key to one of all objects. */
function spoilAt(document: Holder, place: number, spoil: unknown, isExtra: boolean): void {
  const places: (() => void)[] = []
  const walk = (holder: Holder): void => {
    if (isExtra && !Array.isArray(holder)) places.push(() => Object.assign(holder, spoil))
    for (const [key, value] of Object.entries(holder)) {
      if (!isExtra && !(holder === document && key === '$schema')) {
        places.push(() => void Object.assign(holder, { [key]: spoil }))
      }
      if (typeof value === 'object' && value !== null) walk(value as Holder)
    }
  }
  walk(document)
  places[place % places.length]?.()
}

describe('the digest (U5)', () => {
  const hasJq = spawnSync('jq', ['--version']).status === 0

  // jq is a tool of the machine, which need not be there.
  it.skipIf(!hasJq)('can be made again with jq, as docs/snapshot-format.md says', async () => {
    for (const snapshot of [
      aSnapshot(),
      largeSnapshot({ clients: 50, authorizations: 20, users: 50, usageRows: 200 }),
    ]) {
      const canonical = spawnSync('jq', ['-jcS', 'del(.digest)'], { input: await fileOf(snapshot) }).stdout
      expect(`sha256:${createHash('sha256').update(canonical).digest('hex')}`).toBe(snapshotDigest(snapshot))
    }
  })
})
