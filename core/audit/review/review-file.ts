import { z } from 'zod'
import { problemOf } from '../../contract/input-failure.ts'
import { fail, ok, type Result } from '../../model/result.ts'

export const reviewVerdicts = ['keep', 'narrow', 'revoke', 'ask_owner'] as const
export type ReviewVerdict = (typeof reviewVerdicts)[number]

/** What is reviewed: that an application may run in the organization, or a client of the organization itself. */
export const reviewKinds = ['authorization', 'client'] as const
export type ReviewKind = (typeof reviewKinds)[number]

const decision = z.strictObject({
  kind: z.enum(reviewKinds),
  /** The client's id, also of an authorization. */
  id: z.string().min(1).max(200),
  name: z.string().max(20_000),
  verdict: z.enum(reviewVerdicts),
  /** Those that stay, for `narrow`. */
  scopes: z.array(z.string().max(200)).max(1_000).readonly(),
  note: z.string().max(2_000),
  decidedAt: z.string().max(40),
  /** The revision of the record that the reviewer saw; a record that changed since is not touched (C11). */
  revision: z.number().int(),
})
export type ReviewDecision = z.infer<typeof decision>

const reviewFile = z.strictObject({
  format: z.literal('grantdesk-review'),
  version: z.literal(1),
  snapshotDigest: z.string().max(200),
  organizationId: z.string().max(200),
  organizationName: z.string().max(20_000),
  signedOff: z.strictObject({ reviewer: z.string().max(200), at: z.string().max(40) }).nullable(),
  decisions: z.array(decision).max(1_000_000).readonly(),
})
/** The decisions of one campaign on one snapshot, as a file that an administrator imports. */
export type ReviewFile = z.infer<typeof reviewFile>

/** Reads a file of decisions strictly: an unknown member, or two decisions on one record, is refused and named (F2). */
export function readReviewFile(text: string): Result<ReviewFile> {
  const json = parseJson(text)
  if (!json.ok) return unreadable({ problem: 'json' })
  const read = reviewFile.safeParse(json.value)
  if (!read.success) {
    const [issue] = read.error.issues
    const problem = issue ? problemOf(issue, json.value) : { problem: 'shape' }
    return unreadable({ ...problem, pointer: `/${issue?.path.map(String).join('/') ?? ''}` })
  }
  const seen = new Set<string>()
  for (const [index, { kind, id }] of read.data.decisions.entries()) {
    const key = `${kind} ${id}`
    if (seen.has(key))
      return unreadable({ problem: 'second_decision', id, pointer: `/decisions/${String(index)}` })
    seen.add(key)
  }
  return ok(read.data)
}

/** Sorted by kind and id, so that equal decisions are equal files. */
export function writeReviewFile(file: ReviewFile): string {
  const decisions = file.decisions.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
  return `${JSON.stringify({ ...file, decisions }, null, 2)}\n`
}

function keyOf({ kind, id }: Pick<ReviewDecision, 'kind' | 'id'>): string {
  return `${kind} ${id}`
}

function parseJson(text: string): { readonly ok: true; readonly value: unknown } | { readonly ok: false } {
  try {
    return { ok: true, value: JSON.parse(text) as unknown }
  } catch {
    return { ok: false }
  }
}

function unreadable(params: Readonly<Record<string, string | number>>): Result<never> {
  return fail({ code: 'review_unreadable', params })
}
