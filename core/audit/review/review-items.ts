import type { AuditResult, ClientScore, Severity } from '../../model/finding.ts'
import { compareSeverities } from '../../model/finding.ts'
import { asId, type ClientId } from '../../model/brand.ts'
import { usesScopes } from '../../model/grant-type.ts'
import { leastScopes } from '../../policy/least-scopes.ts'
import { shownText } from '../hide-secrets.ts'
import type { AuditSubject } from '../rule.ts'
import { reviewSubjects, type ReviewSubject } from './campaign.ts'
import type { ReviewDecision, ReviewFile } from './review-file.ts'

/** One subject of a campaign with the audit's judgement of its client, and what was decided. */
export interface RankedSubject extends ReviewSubject {
  readonly score: number
  readonly highest: Severity | null
  readonly findings: number
  readonly decision: ReviewDecision | null
}

/** What a reviewer wants to see of one subject before deciding. */
export interface ReviewItem extends RankedSubject {
  /** Who answers for it: the contact, or who made it. */
  readonly owner: string
  readonly state: string
  /** Scopes, or of a client-credentials client the names of its roles. */
  readonly rights: readonly string[]
  /** The fewest of them that reach all that was called; empty where nothing was, or usage is not known. */
  readonly usedScopes: readonly string[]
  readonly lastUsed: string | null
}

/** Every subject of a campaign, the gravest first: by severity, then score, then name. */
export function rankSubjects(
  { snapshot }: Pick<AuditSubject, 'snapshot'>,
  result: Pick<AuditResult, 'scores'>,
  file: Pick<ReviewFile, 'decisions'>,
): readonly RankedSubject[] {
  const scores = new Map<string, ClientScore>(result.scores.map((score) => [score.clientId, score]))
  const decisions = new Map(file.decisions.map((one) => [`${one.kind} ${one.id}`, one]))
  return reviewSubjects(snapshot)
    .map((subject) => {
      const { score = 0, highest = null, findings = 0 } = scores.get(subject.id) ?? {}
      return {
        ...subject,
        score,
        highest,
        findings,
        decision: decisions.get(`${subject.kind} ${subject.id}`) ?? null,
      }
    })
    .sort(gravestFirst)
}

function gravestFirst(one: RankedSubject, other: RankedSubject): number {
  return (
    compareSeverities(one.highest ?? 'info', other.highest ?? 'info') ||
    other.score - one.score ||
    compare(one.name, other.name) ||
    compare(`${one.kind} ${one.id}`, `${other.kind} ${other.id}`)
  )
}

/** The rest of what a page of a campaign shows; found out for a page at a time. */
export function describeSubject(subject: AuditSubject, ranked: RankedSubject): ReviewItem {
  const id = asId<ClientId>(ranked.id)
  const client = subject.client(id)
  const authorization = subject.authorization(id)
  const usage = subject.usageOf(id)
  const isService = client !== undefined && !usesScopes(client.grantType)
  const present = ranked.scopes
  const state = ranked.kind === 'authorization' ? authorization?.state : client?.state.kind
  return {
    ...ranked,
    owner: shownText(
      client?.contact || (ranked.kind === 'authorization' ? authorization : client)?.createdBy.name || '',
    ),
    state: state ?? '',
    rights: isService
      ? [...new Set(client.roleGrants.map(({ roleId }) => subject.role(roleId)?.name ?? roleId))].sort()
      : present,
    usedScopes:
      isService || usage.operations.length === 0
        ? []
        : leastScopes({ operations: usage.operations, present }).suggested.filter((scope) =>
            present.includes(scope),
          ),
    lastUsed: usage.lastDay,
  }
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
