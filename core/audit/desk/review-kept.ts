import { fail, ok, type Result } from '../../model/result.ts'
import type { Pace } from '../../policy/long-question.ts'
import { createAuditSubject } from '../audit-subject.ts'
import { defaultPolicy } from '../audit-policy.ts'
import { decide, newCampaign, reviewSubjects, signOff } from '../review/campaign.ts'
import type { ReviewFile } from '../review/review-file.ts'
import { writeReviewFile } from '../review/review-file.ts'
import { describeSubject, rankSubjects } from '../review/review-items.ts'
import { fileNameOf, holdSnapshot, type AtDesk, type HeldSnapshot } from './audit-desk.ts'
import type { AuditQuestions } from './audit-questions.ts'
import { holdsWords, wordsOf } from './find-findings.ts'
import { pageOf } from './page-of.ts'
import { runKeptAudit } from './run-kept-audit.ts'

/** A page of a campaign, the gravest first by the audit of the snapshot, with what was decided. */
export async function reviewItems(
  desk: AtDesk,
  { snapshotId, decided, search, ...paging }: AuditQuestions['review.items']['input'],
  pace: Pace,
): Promise<Result<AuditQuestions['review.items']['value']>> {
  const audit = await runKeptAudit(desk, { snapshotId, baselineId: null, network: false }, pace)
  if (!audit.ok) return audit
  const { result, snapshot: held } = audit.value
  const file = await campaignOf(desk, held)
  if (!file.ok) return file
  const subject = createAuditSubject({
    ...{ snapshot: held.snapshot, baseline: null, lookups: null },
    ...{ policy: defaultPolicy, auditedAt: desk.now },
  })
  const ranked = rankSubjects(subject, result, file.value)
  const words = wordsOf(search)
  const page = pageOf(
    ranked.filter(
      ({ id, name, decision }) =>
        (decided === 'all' || (decided === 'done') === (decision !== null)) &&
        (words.length === 0 || holdsWords([id, name], words)),
    ),
    paging,
  )
  return ok({
    ...page,
    rows: page.rows.map((one) => describeSubject(subject, one)),
    decided: ranked.filter(({ decision }) => decision !== null).length,
    all: ranked.length,
    signedOff: file.value.signedOff,
  })
}

/** Writes one decision down. */
export async function decideKept(
  desk: AtDesk,
  { snapshotId, kind, id, verdict, scopes, note }: AuditQuestions['review.decide']['input'],
  pace: Pace,
): Promise<Result<Record<string, never>>> {
  return changeCampaign(desk, snapshotId, pace, (file, { snapshot }) => {
    const subject = reviewSubjects(snapshot).find((one) => one.kind === kind && one.id === id)
    if (!subject) return fail({ code: 'review_item_not_found', value: id })
    return decide(file, subject, { verdict, scopes, note, at: desk.now })
  })
}

/** Ends the campaign, or opens it again. */
export async function signOffKept(
  desk: AtDesk,
  { snapshotId, reviewer, signed }: AuditQuestions['review.signOff']['input'],
  pace: Pace,
): Promise<Result<Record<string, never>>> {
  return changeCampaign(desk, snapshotId, pace, (file, { snapshot }) =>
    signOff(file, reviewSubjects(snapshot), { reviewer, signed, at: desk.now }),
  )
}

/** The decisions as a file for an administrator. */
export async function exportReview(
  desk: AtDesk,
  { snapshotId }: AuditQuestions['review.export']['input'],
  pace: Pace,
): Promise<Result<AuditQuestions['review.export']['value']>> {
  const held = await holdSnapshot(desk, snapshotId, pace)
  if (!held.ok) return held
  const file = await campaignOf(desk, held.value)
  if (!file.ok) return file
  const name = fileNameOf(held.value.kept, '-decisions.json')
  const made = await desk.library.transfer.make({ name, mediaType: 'application/json' }, [
    writeReviewFile(file.value),
  ])
  return ok({ file: made })
}

async function changeCampaign(
  desk: AtDesk,
  snapshotId: string,
  pace: Pace,
  change: (file: ReviewFile, held: HeldSnapshot) => Result<ReviewFile>,
): Promise<Result<Record<string, never>>> {
  const held = await holdSnapshot(desk, snapshotId, pace)
  if (!held.ok) return held
  const file = await campaignOf(desk, held.value)
  if (!file.ok) return file
  const changed = change(file.value, held.value)
  if (!changed.ok) return changed
  await desk.library.reviews.write(snapshotId, changed.value)
  return ok({})
}

async function campaignOf(
  { library }: AtDesk,
  { kept, snapshot }: HeldSnapshot,
): Promise<Result<ReviewFile>> {
  const read = await library.reviews.read(kept.id)
  if (!read.ok) return read
  return ok(read.value ?? newCampaign(snapshot, kept.digest))
}
