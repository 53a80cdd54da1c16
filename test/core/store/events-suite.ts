import { beforeEach, describe, expect, it } from 'vitest'
import { asId } from '../../../core/model/brand.ts'
import { anEvent, elsewhere, here } from './records.ts'
import { storeInUse } from './store-in-use.ts'
import type { OpenStore } from './store-in-use.ts'

/** The history, in every adapter. */
export function describeEvents(open: OpenStore): void {
  const store = storeInUse(open)

  describe('events', () => {
    const target = (id: string) => ({ kind: 'client', id, name: id }) as const

    beforeEach(() =>
      store.write(async (unit) => {
        for (const sequence of [1, 2, 3, 4, 5])
          await unit.put.event(anEvent(sequence, { target: target(sequence % 2 ? 'odd' : 'even') }))
        await unit.put.event(anEvent(1, { organizationId: elsewhere }))
      }),
    )

    const sequences = (events: readonly { readonly sequence: number }[]) =>
      events.map((event) => event.sequence)

    it('are read newest first, before a number, and by target', async () => {
      const seen = await store.read(async (unit) => [
        sequences(await unit.events.page(here, { target: null, before: null, limit: 2 })),
        sequences(await unit.events.page(here, { target: null, before: 4, limit: 2 })),
        sequences(await unit.events.page(here, { target: target('odd'), before: null, limit: 9 })),
        sequences(await unit.events.page(here, { target: target('odd'), before: 5, limit: 9 })),
        sequences(
          await unit.events.page(here, { target: { kind: 'user', id: 'odd' }, before: null, limit: 9 }),
        ),
      ])
      expect(seen).toEqual([[5, 4], [3, 2], [5, 3, 1], [3, 1], []])
    })

    it('are counted, of one target or of all', async () => {
      const counts = await store.read(async (unit) => [
        await unit.events.count(here, null),
        await unit.events.count(here, target('odd')),
        await unit.events.count(here, { kind: 'user', id: 'odd' }),
      ])
      expect(counts).toEqual([5, 3, 0])
    })

    it('are read oldest first from a number on', async () => {
      const seen = await store.read((unit) => unit.events.from(here, 2, 3))
      expect(sequences(seen)).toEqual([2, 3, 4])
    })

    it('are found by number, and the newest as the head', async () => {
      const seen = await store.read(async (unit) => [
        await unit.events.head(here),
        await unit.events.get(here, 2),
        await unit.events.get(here, 6),
        await unit.events.head(asId('nowhere')),
      ])
      expect(seen).toEqual([
        anEvent(5, { target: target('odd') }),
        anEvent(2, { target: target('even') }),
        undefined,
        undefined,
      ])
    })

    it('are never written over (U5)', async () => {
      const rewritten = anEvent(5, { note: 'rewritten' })
      await expect(store.write((unit) => unit.put.event(rewritten))).rejects.toThrow()
      expect((await store.read((unit) => unit.events.head(here)))?.note).toBe('')
    })
  })
}
