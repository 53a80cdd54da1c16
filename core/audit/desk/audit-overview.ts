import type { AnswerOf } from '../../contract/contract.ts'
import type { AuditResult } from '../../model/finding.ts'
import { describeMissing, ruleText } from '../../wording/audit/describe-finding.ts'
import type { Language } from '../../wording/say.ts'
import { countFindings } from '../report/count-findings.ts'

type Overview = Omit<AnswerOf<'audit.run'>, 'auditId' | 'snapshot' | 'baseline'>

/** What the head of an audit says: how much of what, and what became of every rule (U2). */
export function auditOverview(result: AuditResult, language: Language): Overview {
  const counts = countFindings(result)
  return {
    auditedAt: result.auditedAt,
    counts: counts.severities,
    suppressed: counts.suppressed,
    against: counts.states,
    rules: result.rules.map(({ ruleId, severity, status, missing, findings, suppressed }) => ({
      ...{ ruleId, severity, status, findings, suppressed },
      title: ruleText(ruleId, language).title,
      missing: status === 'not_evaluated' ? describeMissing(missing, language) : '',
    })),
    clientsWithFindings: result.scores.filter(({ findings }) => findings > 0).length,
  }
}
