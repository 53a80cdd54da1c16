import type { reportFormats } from '../../contract/audit.ts'
import type { RuleId } from '../../model/audit-rule-ids.ts'
import type { Language } from '../../wording/say.ts'
import type { Rule } from '../rule.ts'

export type ReportFormat = (typeof reportFormats)[number]

/** What a report needs beside the result (U4). */
export interface ReportSetting {
  readonly language: Language
  /** A finding's clauses are its rule's. */
  readonly rules: ReadonlyMap<RuleId, Pick<Rule, 'clauses'>>
  readonly product: { readonly version: string }
  /** Under which name a reader finds the snapshot beside the report; SARIF points into it. */
  readonly snapshotFile?: string
}
