import { fail, ok, type Result } from '../../model/result.ts'
import { isBuiltIn } from '../../model/oauth-client.ts'
import type { Snapshot } from '../../model/snapshot.ts'
import { shownText } from '../hide-secrets.ts'
import type { ReviewDecision, ReviewFile, ReviewKind, ReviewVerdict } from './review-file.ts'

/** What a campaign walks: every app that may run or asks to, and every client of the organization's own that is in use. */
export interface ReviewSubject {
  readonly kind: ReviewKind
  readonly id: string
  readonly name: string
  readonly revision: number
  /** Granted scopes of an app, requested ones of a client. */
  readonly scopes: readonly string[]
}

export function reviewSubjects({
  authorizations,
  clients,
  organization,
}: Snapshot): readonly ReviewSubject[] {
  const apps = authorizations
    .filter(({ state }) => state !== 'revoked')
    .map(({ clientId, clientName, revision, scopes }) => ({
      ...{ kind: 'authorization' as const, id: clientId, name: shownText(clientName), revision, scopes },
    }))
  const own = clients
    .filter(
      (client) => !isBuiltIn(client) && client.ownerId === organization.id && client.state.kind === 'active',
    )
    .map(({ id, name, revision, scopes }) => ({
      ...{ kind: 'client' as const, id, name: shownText(name), revision, scopes },
    }))
  return [...apps, ...own]
}

/** A campaign in which nothing is decided yet. */
export function newCampaign({ organization }: Snapshot, snapshotDigest: string): ReviewFile {
  return {
    format: 'grantdesk-review',
    version: 1,
    snapshotDigest,
    organizationId: organization.id,
    organizationName: organization.name,
    signedOff: null,
    decisions: [],
  }
}

/** What a reviewer says of one subject; a null verdict takes it back. */
export interface Saying {
  readonly verdict: ReviewVerdict | null
  readonly scopes: readonly string[]
  readonly note: string
  readonly at: Date
}

/**
 * Writes a decision down. Refused once the campaign is signed off, and for a narrowing that keeps nothing, keeps everything,
 * or keeps what was not there.
 */
export function decide(
  file: ReviewFile,
  subject: ReviewSubject,
  { verdict, scopes, note, at }: Saying,
): Result<ReviewFile> {
  if (file.signedOff) {
    return fail({ code: 'review_signed_off', params: { reviewer: file.signedOff.reviewer } })
  }
  const { kind, id, name, revision } = subject
  const others = file.decisions.filter((one) => one.kind !== kind || one.id !== id)
  if (verdict === null) return ok({ ...file, decisions: others })
  const kept = verdict === 'narrow' ? [...new Set(scopes)].sort() : []
  if (verdict === 'narrow') {
    const foreign = kept.find((scope) => !subject.scopes.includes(scope))
    if (foreign !== undefined) {
      return fail({ code: 'scope_not_requested', field: 'scopes', value: foreign, params: { client: name } })
    }
    if (kept.length === 0) return fail({ code: 'scope_required', field: 'scopes', value: name })
    if (kept.length === new Set(subject.scopes).size) return fail({ code: 'nothing_changed', value: name })
  }
  const decision: ReviewDecision = {
    ...{ kind, id, name, verdict, scopes: kept, note: note.trim() },
    ...{ decidedAt: at.toISOString(), revision },
  }
  return ok({ ...file, decisions: [...others, decision] })
}

/** Ends a campaign with the reviewer's name, once everything is decided; or opens it again. */
export function signOff(
  file: ReviewFile,
  subjects: readonly ReviewSubject[],
  wanted: { readonly reviewer: string; readonly signed: boolean; readonly at: Date },
): Result<ReviewFile> {
  if (!wanted.signed) return ok({ ...file, signedOff: null })
  const reviewer = wanted.reviewer.trim()
  if (reviewer === '')
    return fail({ code: 'input_invalid', field: 'reviewer', params: { problem: 'length' } })
  const decided = new Set(file.decisions.map(({ kind, id }) => `${kind} ${id}`))
  const open = subjects.filter(({ kind, id }) => !decided.has(`${kind} ${id}`)).length
  if (open > 0) return fail({ code: 'review_undecided', params: { open, all: subjects.length } })
  return ok({ ...file, signedOff: { reviewer, at: wanted.at.toISOString() } })
}
