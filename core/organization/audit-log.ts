import { createHash } from 'node:crypto'
import type { AuditEvent } from '../model/audit-event.ts'
import type { OrganizationId } from '../model/brand.ts'
import { canonicalJson } from '../model/canonical-json.ts'

/** What stands in for the hash before the first event. */
export const CHAIN_START = '0'.repeat(64)

export type EventDraft = Omit<AuditEvent, 'sequence' | 'previousHash' | 'hash'>

/** The next link: its hash is SHA-256 over the previous hash and the canonical JSON of the event (U5). */
export function chainEvent(previous: AuditEvent | undefined, draft: EventDraft): AuditEvent {
  const linked = {
    ...draft,
    sequence: (previous?.sequence ?? 0) + 1,
    previousHash: previous?.hash ?? CHAIN_START,
  }
  return { ...linked, hash: hashEvent(linked) }
}

/** Covers every field but the two hashes, also one that somebody added. */
export function hashEvent(event: Omit<AuditEvent, 'hash'>): string {
  const body = Object.entries(event).filter(([field]) => field !== 'hash' && field !== 'previousHash')
  const text = canonicalJson(Object.fromEntries(body))
  return createHash('sha256').update(event.previousHash).update('\n').update(text).digest('hex')
}

export type ChainProblem =
  'hash_differs' | 'link_differs' | 'sequence_gap' | 'shorter_than_head' | 'head_differs' | 'head_unreadable'

export interface ChainHead {
  readonly count: number
  readonly hash: string
}

/** Reads `COUNT:HASH` as `log --head` prints it; undefined if it is not one. */
export function parseChainHead(text: string): ChainHead | undefined {
  const match = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text.trim())
  return match ? { count: Number(match[1]), hash: match[2] ?? '' } : undefined
}

export interface ChainVerdict {
  readonly intact: boolean
  readonly count: number
  readonly hash: string
  readonly brokenAt: number | null
  readonly problem: ChainProblem | null
  /** True if a head kept elsewhere vouches for the chain; otherwise a rewritten chain is not excluded (U5). */
  readonly anchored: boolean
}

/** Walks an organization's events in order and names the first that does not fit; `head` was kept elsewhere, if anything. */
export async function verifyChain(
  organizationId: OrganizationId,
  events: AsyncIterable<AuditEvent>,
  head: ChainHead | null,
): Promise<ChainVerdict> {
  let count = 0
  let hash = CHAIN_START
  let headMatched = head?.count === 0
  const broken = (problem: ChainProblem, brokenAt: number): ChainVerdict => ({
    intact: false,
    count,
    hash,
    brokenAt,
    problem,
    anchored: false,
  })
  if (head?.count === 0 && head.hash !== CHAIN_START) return broken('head_differs', 0)
  for await (const event of events) {
    if (event.sequence !== count + 1) return broken('sequence_gap', count + 1)
    const isLinked = event.previousHash === hash && event.organizationId === organizationId
    if (!isLinked) return broken('link_differs', event.sequence)
    if (hashEvent(event) !== event.hash) return broken('hash_differs', event.sequence)
    count = event.sequence
    hash = event.hash
    if (head?.count === count) {
      if (head.hash !== hash) return broken('head_differs', count)
      headMatched = true
    }
  }
  if (head && !headMatched) return broken('shorter_than_head', count + 1)
  return { intact: true, count, hash, brokenAt: null, problem: null, anchored: head !== null }
}
