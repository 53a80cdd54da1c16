import { hash } from 'node:crypto'
import type { Finding } from '../model/finding.ts'

/** The same text for the same rule, record and place in every snapshot of an organization: SHA-256 in hex. */
export function fingerprintOf({
  ruleId,
  subject,
  pointer,
}: Pick<Finding, 'ruleId' | 'pointer'> & {
  readonly subject: Pick<Finding['subject'], 'kind' | 'id'>
}): string {
  return hash('sha256', `${ruleId}\0${subject.kind}\0${subject.id}\0${pointer}`)
}
