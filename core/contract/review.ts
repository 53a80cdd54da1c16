import { z } from 'zod'
import { severities } from '../model/finding.ts'
import { command, list, query } from './definition.ts'
import { actingWith, fieldChange, paging, searchText } from './shapes.ts'
import { snapshotId, taskId, wholeFile } from './snapshots.ts'

const language = z.enum(['en', 'de']).default('en')
const count = z.number().int()
const severity = z.enum(severities)

const reviewVerdicts = ['keep', 'narrow', 'revoke', 'ask_owner'] as const

/** One app or client of a review campaign. */
const reviewItem = z.object({
  kind: z.enum(['authorization', 'client']),
  id: z.string(),
  name: z.string(),
  owner: z.string(),
  state: z.string(),
  /** Granted ones of an app, roles of a client-credentials client. */
  rights: list(z.string()),
  usedScopes: list(z.string()),
  lastUsed: z.string().nullable(),
  score: count,
  highest: severity.nullable(),
  findings: count,
  decision: z
    .object({
      verdict: z.enum(reviewVerdicts),
      /** The scopes that stay, for `narrow`. */
      scopes: list(z.string()),
      note: z.string(),
      decidedAt: z.string(),
    })
    .nullable(),
})

/** One decision as an administrator sees it before it is applied. */
const plannedDecision = z.object({
  kind: z.enum(['authorization', 'client']),
  id: z.string(),
  name: z.string(),
  verdict: z.enum(reviewVerdicts),
  note: z.string(),
  /** What applying it does; empty where nothing is changed. */
  changes: list(fieldChange),
  /** `apply`: can be done. `nothing`: is so already, or changes nothing. `conflict`: the record changed since the snapshot. */
  status: z.enum(['apply', 'nothing', 'conflict', 'missing']),
  message: z.string(),
})

/** The review campaign on a snapshot, whose decisions an administrator applies to an organization. */
export const reviewContract = {
  /** The apps and clients of a review campaign on a snapshot, riskiest first, with what was decided. */
  'review.items': query({
    input: z.object({
      snapshotId,
      decided: z.enum(['all', 'open', 'done']).default('all'),
      search: searchText,
      ...paging,
      language,
    }),
    output: z.object({
      rows: list(reviewItem),
      cursor: z.string().nullable(),
      total: count,
      decided: count,
      all: count,
      signedOff: z.object({ reviewer: z.string(), at: z.string() }).nullable(),
    }),
  }),
  'review.decide': command({
    input: z.object({
      snapshotId,
      kind: z.enum(['authorization', 'client']),
      id: z.string().max(200),
      /** Null takes the decision back. */
      verdict: z.enum(reviewVerdicts).nullable(),
      scopes: list(z.string().max(200)).default([]),
      note: z.string().max(2_000).default(''),
      language,
    }),
    output: z.object({}),
  }),
  /** Ends the campaign; refused while anything is undecided. Taking it back opens it again. */
  'review.signOff': command({
    input: z.object({ snapshotId, reviewer: z.string().max(200), signed: z.boolean(), language }),
    output: z.object({}),
  }),
  /** The decisions as a file, for an administrator. */
  'review.export': command({
    input: z.object({ snapshotId, language }),
    output: z.object({ file: wholeFile }),
  }),
  /** What applying a file of decisions would change in an organization. */
  'review.preview': query({
    input: actingWith({ text: z.string().max(50_000_000) }),
    output: z.object({
      reviewer: z.string(),
      signedAt: z.string().nullable(),
      snapshotDigest: z.string(),
      rows: list(plannedDecision),
    }),
  }),
  /** Applies the chosen decisions, each by itself; what is refused is told and the others are done. */
  'review.apply': command({
    input: actingWith({
      text: z.string().max(50_000_000),
      items: list(z.object({ kind: z.enum(['authorization', 'client']), id: z.string().max(200) })),
      taskId,
    }),
    output: z.object({
      done: count,
      refused: list(z.object({ id: z.string(), name: z.string(), message: z.string() })),
    }),
  }),
} as const
