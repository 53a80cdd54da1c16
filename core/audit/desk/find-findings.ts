import type { ParsedInputOf } from '../../contract/contract.ts'
import { severities, type AuditResult, type ReportedFinding, type Severity } from '../../model/finding.ts'
import { ruleText } from '../../wording/audit/describe-finding.ts'
import { pageOf, type Paged } from './page-of.ts'

type Wanted = Pick<
  ParsedInputOf<'audit.findings'>,
  'severity' | 'ruleId' | 'subjectId' | 'baseline' | 'show' | 'search' | 'limit' | 'cursor' | 'language'
>

interface Found extends Paged<ReportedFinding> {
  /** Of each severity and rule, among those that the other filters leave. */
  readonly counts: {
    readonly severities: Readonly<Record<Severity, number>>
    readonly rules: Readonly<Record<string, number>>
  }
}

/** A page of the findings that are wanted, in the order of the result. */
export function findFindings({ findings, fixed }: AuditResult, wanted: Wanted): Found {
  const bySeverity = Object.fromEntries(severities.map((name) => [name, 0])) as Record<Severity, number>
  const byRule: Record<string, number> = {}
  const matches = matcher(wanted)
  const found: ReportedFinding[] = []
  for (const finding of wanted.baseline === 'fixed' ? fixed : findings) {
    if (!matches(finding)) continue
    const hasSeverity = wanted.severity === null || finding.severity === wanted.severity
    const hasRule = wanted.ruleId === null || finding.ruleId === wanted.ruleId
    if (hasRule) bySeverity[finding.severity]++
    if (hasSeverity) byRule[finding.ruleId] = (byRule[finding.ruleId] ?? 0) + 1
    if (hasRule && hasSeverity) found.push(finding)
  }
  return { ...pageOf(found, wanted), counts: { severities: bySeverity, rules: byRule } }
}

/** All filters but those that are counted. */
function matcher({ subjectId, baseline, show, search, language }: Wanted) {
  const words = wordsOf(search)
  return (finding: ReportedFinding): boolean => {
    if (show !== 'all' && (finding.suppression !== null) !== (show === 'suppressed')) return false
    if (subjectId !== null && finding.subject.id !== subjectId) return false
    if (baseline !== null && finding.baseline !== baseline) return false
    if (words.length === 0) return true
    const { ruleId, subject, pointer, fingerprint } = finding
    const text = [ruleId, ruleText(ruleId, language).title, subject.name, subject.id, pointer, fingerprint]
    return holdsWords(text, words)
  }
}

/** The words of a search; each has to occur somewhere. */
export function wordsOf(search: string): readonly string[] {
  return search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
}

export function holdsWords(texts: readonly string[], words: readonly string[]): boolean {
  const text = texts.join('\n').toLowerCase()
  return words.every((word) => text.includes(word))
}
