import { z } from 'zod'
import { command, list, query } from './definition.ts'
import { actingWith, auditEvent, auditTargetKind, organizationId } from './shapes.ts'

/** The audit log (C11, U5). */
export const historyContract = {
  'event.list': query({
    input: z.object({
      organizationId,
      language: z.enum(['en', 'de']).default('en'),
      target: z
        .object({ kind: z.string().max(50), id: z.string().max(200) })
        .nullable()
        .default(null),
      /** Words of which each stands in what was done, by whom, on which record, or in the note. */
      search: z.string().max(200).default(''),
      /** Only events about one kind of record. */
      kind: auditTargetKind.nullable().default(null),
      /** Only what one person did, by a key of `event.actors`. */
      actor: z.string().max(200).nullable().default(null),
      before: z.number().int().nullable().default(null),
      limit: z.number().int().min(1).max(1_000).default(100),
    }),
    output: z.object({
      events: list(
        z.object({
          event: auditEvent,
          /** What was done, as a sentence. */
          title: z.string(),
          /** Why it cannot be undone now, in words; null where it can (C11). */
          undoBlockedBy: z.string().nullable(),
        }),
      ),
      /** How many events match. */
      total: z.number().int(),
      /** How many events there are. */
      all: z.number().int(),
    }),
  }),
  /** Who did something that is in the history, by name. */
  'event.actors': query({
    input: z.object({ organizationId }),
    output: list(z.object({ key: z.string(), name: z.string() })),
  }),
  'event.head': query({
    input: z.object({ organizationId }),
    output: z.object({ count: z.number().int(), hash: z.string() }),
  }),
  /** Walks the whole chain; `head` is a `COUNT:HASH` kept elsewhere (U5). */
  'event.verify': query({
    input: z.object({ organizationId, head: z.string().max(200).nullable().default(null) }),
    output: z.object({
      intact: z.boolean(),
      count: z.number().int(),
      hash: z.string(),
      /** The first event that does not fit, or null. */
      brokenAt: z.number().int().nullable(),
      problem: z
        .enum([
          'hash_differs',
          'link_differs',
          'sequence_gap',
          'shorter_than_head',
          'head_differs',
          'head_unreadable',
        ])
        .nullable(),
      /** False: nothing outside vouches for the chain, so a rewritten one is not excluded. */
      anchored: z.boolean(),
    }),
  }),
  'event.undo': command({
    input: actingWith({ sequence: z.number().int() }),
    output: auditEvent,
  }),
} as const
