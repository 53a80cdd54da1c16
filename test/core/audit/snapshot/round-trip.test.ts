import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { snapshotDigest } from '../../../../core/audit/snapshot/write-snapshot.ts'
import { canonicalJson } from '../../../../core/model/canonical-json.ts'
import { asId } from '../../../../core/model/brand.ts'
import { aClient, aSnapshot } from '../../../support/audited-snapshot.ts'
import { randomSnapshot } from '../../../support/random-snapshot.ts'
import { fileOf, readFile, snapshotIn } from '../../../support/snapshot-file.ts'
import { fc, propertySeed } from '../../catalogue/property-seed.ts'

describe('a snapshot file (U1)', () => {
  it(`gives back what was written, packed or not (${propertySeed.title})`, async () => {
    await fc.assert(
      fc.asyncProperty(randomSnapshot, fc.boolean(), async (snapshot, gzip) => {
        const read = await readFile(await fileOf(snapshot, { gzip }), { chunk: 7 })
        expect(read).toEqual({
          ok: true,
          value: {
            snapshot,
            digest: snapshotDigest(snapshot),
            isRedacted: snapshot.absent.includes('names') || snapshot.absent.includes('hosts'),
          },
        })
      }),
      propertySeed.parameters,
    )
  })

  it(`is canonical JSON but for its line breaks, and its digest is that of the rest (${propertySeed.title})`, async () => {
    await fc.assert(
      fc.asyncProperty(randomSnapshot, async (snapshot) => {
        const text = (await fileOf(snapshot)).toString()
        const { digest, ...content } = JSON.parse(text) as Record<string, unknown>
        const canonical = canonicalJson(content)
        expect(digest).toBe(`sha256:${createHash('sha256').update(canonical).digest('hex')}`)
        expect(text.replaceAll('\n', '')).toBe(
          `${canonical.slice(0, -1)},"digest":${JSON.stringify(digest)}}`,
        )
      }),
      propertySeed.parameters,
    )
  })

  it(`has the same digest whatever the order of its lists in memory (${propertySeed.title})`, () => {
    fc.assert(
      fc.property(randomSnapshot, (snapshot) => {
        const turned = Object.fromEntries(
          Object.entries(snapshot).map(([key, value]) => [
            key,
            Array.isArray(value) ? value.toReversed() : value,
          ]),
        ) as unknown as typeof snapshot
        expect(snapshotDigest(turned)).toBe(snapshotDigest(snapshot))
      }),
      propertySeed.parameters,
    )
  })

  it('is still intact when it was laid out anew, reordered or begins with a byte order mark', async () => {
    const snapshot = aSnapshot({
      clients: [aClient(), aClient({ id: asId('client-2'), name: 'Zwei ü€😀' })],
    })
    const written = JSON.parse((await fileOf(snapshot)).toString()) as Record<string, unknown>
    const turned = Object.fromEntries(Object.entries(written).toReversed())
    for (const text of [
      JSON.stringify(written),
      JSON.stringify(written, null, '\t'),
      JSON.stringify(turned, null, 2).replaceAll('\n', '\r\n'),
      `\ufeff${JSON.stringify(written).replaceAll('ü', '\\u00FC')}`,
    ]) {
      expect(await snapshotIn(text)).toEqual(snapshot)
    }
  })

  it('ends its lines with records, so that other tools can work on it line by line', async () => {
    const lines = (await fileOf(aSnapshot())).toString().trimEnd().split('\n')
    expect(lines[0]).toBe('{"$schema":"urn:grantdesk:snapshot:1"')
    expect(lines.find((line) => line.startsWith('"client-1":{"addressRanges"'))).toContain(
      '"name":"Agent Desktop"',
    )
    expect(lines.at(-1)).toMatch(/^,"digest":"sha256:[0-9a-f]{64}"}$/)
  })

  it('holds what repeats once', async () => {
    const [one, other] = (
      await snapshotIn(await fileOf(aSnapshot({ clients: [aClient(), aClient({ id: asId('client-2') })] })))
    ).clients
    expect(one?.scopes).toBe(other?.scopes)
    expect(one?.createdBy).toBe(other?.createdBy)
  })

  it('tells how far it is, and stops when it is cancelled', async () => {
    const file = await fileOf(aSnapshot())
    const told: number[] = []
    await readFile(file, { onProgress: (bytes) => told.push(bytes), chunk: 1_000 })
    expect(told.at(-1)).toBe(file.length)
    expect(await readFile(file, { isCancelled: () => true })).toEqual({
      ok: false,
      failure: { code: 'cancelled' },
    })
  })
})
