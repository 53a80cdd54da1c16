import { isSeq, type Document } from 'yaml'
import type { Failure } from '../../model/failure.ts'
import { fail, ok, type Result } from '../../model/result.ts'
import type { Suppression } from '../audit-policy.ts'
import { dayOf } from '../rules/policy-rules.ts'
import { readPolicyDocument } from './policy-document.ts'
import { policyFailure, readPolicyFile } from './read-policy-file.ts'

/** Whoever accepts a finding looks at it again after a year at the latest. */
const MAX_DAYS = 366
const DAY = 86_400_000

/**
 * The text of a policy file with one more suppression at the end of its list; comments, order and everything else stay. `now`
 * is the time of the organization that is audited, by which a suppression ends.
 */
export function addSuppression(text: string, suppression: Suppression, now: Date): Result<string> {
  const refusal = refusalOf(suppression, now)
  if (refusal) return fail(refusal)
  const former = readPolicyFile(text)
  if (!former.ok) return fail(policyFailure(former.problems))
  const parsed = readPolicyDocument(text)
  if (!parsed.ok) return fail(policyFailure(parsed.problems))
  append(parsed.read.document, suppression)
  // A long reason stays on its line.
  const written = parsed.read.document.toString({ lineWidth: 0 })
  const added = text.includes('\r\n') ? written.replaceAll('\n', '\r\n') : written
  const check = readPolicyFile(added)
  return check.ok ? ok(added) : fail(policyFailure(check.problems))
}

function append(
  document: Document,
  { rule, subject, fingerprint, reason, owner, expires }: Suppression,
): void {
  const entry = document.createNode({
    ...{ rule, subject },
    ...(fingerprint !== null && { fingerprint }),
    ...{ reason, owner, expires },
  })
  const list: unknown = document.get('suppressions', true)
  if (!isSeq(list)) {
    document.set('suppressions', document.createNode([entry]))
    return
  }
  if (list.items.length === 0) list.flow = false
  list.add(entry)
}

function refusalOf({ reason, owner, expires }: Suppression, now: Date): Failure | undefined {
  const refuse = (field: string, problem: string, params: Failure['params'] = {}): Failure => ({
    ...{ code: 'suppression_invalid', field, value: field === 'expires' ? expires : '', rule: 'U2' },
    params: { ...params, problem },
  })
  if (reason.trim() === '') return refuse('reason', 'blank')
  if (owner.trim() === '') return refuse('owner', 'blank')
  const today = dayOf(now)
  if (!isDay(expires)) return refuse('expires', 'day')
  if (expires < today) return refuse('expires', 'past', { today })
  const latest = dayOf(new Date(Date.parse(today) + MAX_DAYS * DAY))
  return expires > latest ? refuse('expires', 'far', { limit: MAX_DAYS, latest }) : undefined
}

function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && dayOf(new Date(text)) === text
}
