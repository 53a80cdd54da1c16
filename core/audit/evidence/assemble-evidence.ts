import type { KeyObject } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { AuditEvent } from '../../model/audit-event.ts'
import type { AuditResult } from '../../model/finding.ts'
import { keepPace, type Pace } from '../../policy/long-question.ts'
import type { Language } from '../../wording/say.ts'
import { printReport } from '../report/print-report.ts'
import type { ReportFormat } from '../report/report-setting.ts'
import { rulesById } from '../rules/rules-by-id.ts'
import { packEvidence } from './pack-evidence.ts'

/** The most events of the audit log that an archive holds: those that lead to the snapshot's end of it. */
export const LOG_EXCERPT = 1_000

/** An audit with what it rests on; `snapshot` are the bytes of its file, packed by gzip. */
export interface AuditedEvidence {
  readonly result: AuditResult
  readonly snapshot: AsyncIterable<Uint8Array>
  /** Empty where it was audited without a policy file. */
  readonly policyText: string
  readonly log: readonly AuditEvent[]
  readonly language: Language
  readonly version: string
  readonly packedAt: Date
  readonly key: KeyObject
}

/** Prints every report of an audit and packs them with the rest into one signed archive (U5). */
export async function assembleEvidence(parts: AuditedEvidence, pace: Pace): Promise<Uint8Array> {
  const { result, policyText, language, version } = parts
  const steps = 6
  let step = 0
  const done = <Value>(value: Value): Value => {
    keepPace(pace, ++step, steps)
    return value
  }
  const print = async (format: ReportFormat) => {
    const product = { version }
    const setting = { language, rules: rulesById, product, snapshotFile: 'snapshot.json.gz' }
    return done(await inOnePiece(printReport(result, format, setting)))
  }
  const files = {
    'snapshot.json.gz': done(await inOnePiece(parts.snapshot)),
    'result.json.gz': gzipSync(await print('json')),
    'report.html': await print('html'),
    'report.md': await print('md'),
    'findings.csv.gz': gzipSync(await print('csv')),
    'findings.sarif.gz': gzipSync(await print('sarif')),
    ...(policyText !== '' && { 'policy.yaml': Buffer.from(policyText) }),
  }
  return packEvidence({ ...parts, files, product: `Grantdesk ${version}` })
}

/** The events up to the end of the log that a snapshot names; none where that event is not among them. */
export function logUntil(
  events: readonly AuditEvent[],
  head: { readonly sequence: number; readonly hash: string },
): readonly AuditEvent[] {
  return events.slice(
    0,
    events.findIndex(({ sequence, hash }) => sequence === head.sequence && hash === head.hash) + 1,
  )
}

async function inOnePiece(
  chunks: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const chunk of chunks) parts.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk)
  return Buffer.concat(parts)
}
