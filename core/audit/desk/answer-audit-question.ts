import type { Result } from '../../model/result.ts'
import type { Pace } from '../../policy/long-question.ts'
import { addKept } from './add-kept.ts'
import { answerClients, answerFindings } from './answer-pages.ts'
import type { AtDesk } from './audit-desk.ts'
import type { AuditQuestionName, AuditQuestions } from './audit-questions.ts'
import { answerCompare } from './compare-kept.ts'
import { exportKept } from './export-kept.ts'
import { fillKept } from './fill-kept.ts'
import { reportAudit } from './report-audit.ts'
import { reportComparison } from './report-comparison.ts'
import { packKept } from './pack-kept.ts'
import { decideKept, exportReview, reviewItems, signOffKept } from './review-kept.ts'
import { answerRun } from './run-kept-audit.ts'
import { takeKept } from './take-kept.ts'
import { verifyHandedOver } from './verify-handed-over.ts'

type Answer<Name extends AuditQuestionName> = Result<AuditQuestions[Name]['value']>

type Questions = {
  readonly [Name in AuditQuestionName]: (
    desk: AtDesk,
    input: AuditQuestions[Name]['input'],
    pace: Pace,
  ) => Answer<Name> | Promise<Answer<Name>>
}

const questions: Questions = {
  'snapshot.take': takeKept,
  'snapshot.add': addKept,
  'snapshot.export': exportKept,
  'snapshot.fill': fillKept,
  'snapshot.compare': answerCompare,
  'snapshot.compareReport': reportComparison,
  'audit.run': answerRun,
  'audit.findings': answerFindings,
  'audit.clients': answerClients,
  'audit.report': reportAudit,
  'review.items': reviewItems,
  'review.decide': decideKept,
  'review.signOff': signOffKept,
  'review.export': exportReview,
  'evidence.pack': packKept,
  'evidence.verify': verifyHandedOver,
}

/** Answers one question in this thread; throws `Stopped` once its pace says so. */
export async function answerAuditQuestion<Name extends AuditQuestionName>(
  desk: AtDesk,
  { name, input }: { readonly name: Name; readonly input: AuditQuestions[Name]['input'] },
  pace: Pace,
): Promise<Answer<Name>> {
  return questions[name](desk, input, pace)
}
