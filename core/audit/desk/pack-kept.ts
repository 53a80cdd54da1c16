import { gzipSync } from 'node:zlib'
import type { AuditEvent } from '../../model/audit-event.ts'
import { fail, ok, type Result } from '../../model/result.ts'
import type { Pace } from '../../policy/long-question.ts'
import { keepPace } from '../../policy/long-question.ts'
import { packEvidence } from '../evidence/pack-evidence.ts'
import { signerFingerprint } from '../evidence/signing-key.ts'
import { readPolicyFile } from '../policy-file/read-policy-file.ts'
import { printReport } from '../report/print-report.ts'
import type { ReportFormat } from '../report/report-setting.ts'
import { rulesById } from '../rules/rules-by-id.ts'
import { fileNameOf, type AtDesk, type HeldAudit } from './audit-desk.ts'
import type { AuditQuestions } from './audit-questions.ts'
import { heldAudit } from './run-kept-audit.ts'

/** The most events of the audit log that an archive holds: those that lead to the snapshot's end of it. */
const LOG_EXCERPT = 1_000

/** Packs an audit that somebody looks at with all that it rests on (U5). */
export async function packKept(
  desk: AtDesk,
  { auditId, language, key }: AuditQuestions['evidence.pack']['input'],
  pace: Pace,
): Promise<Result<AuditQuestions['evidence.pack']['value']>> {
  const held = heldAudit(desk, auditId)
  if (!held.ok) return held
  const { result, snapshot: of } = held.value
  const policy = await policyOf(desk, held.value)
  if (!policy.ok) return policy
  const opened = await desk.library.snapshots.open(of.kept.id)
  if (!opened.ok) return opened
  const print = (format: ReportFormat) =>
    collect(
      printReport(result, format, {
        ...{ language, rules: rulesById, product: { version: desk.version } },
        snapshotFile: 'snapshot.json.gz',
      }),
    )
  const steps = 7
  let step = 0
  const done = <Value>(value: Value): Value => {
    keepPace(pace, ++step, steps)
    return value
  }
  const archive = packEvidence({
    result,
    files: {
      'snapshot.json.gz': done(await collect(opened.value.bytes())),
      'result.json.gz': done(gzipSync(await print('json'))),
      'report.html': done(await print('html')),
      'report.md': done(await print('md')),
      'findings.csv.gz': done(gzipSync(await print('csv'))),
      'findings.sarif.gz': done(gzipSync(await print('sarif'))),
      ...(policy.value !== '' && { 'policy.yaml': Buffer.from(policy.value) }),
    },
    log: done(await logOf(desk, held.value)),
    product: `Grantdesk ${desk.version}`,
    packedAt: desk.now,
    key,
  })
  const name = fileNameOf(of.kept, '-evidence.zip')
  const file = await desk.library.transfer.make({ name, mediaType: 'application/zip' }, [archive])
  return ok({ file, signer: signerFingerprint(key) })
}

/** The policy file by which it was audited; where that was changed since, the audit has to run again. */
async function policyOf({ library }: AtDesk, { result, snapshot }: HeldAudit): Promise<Result<string>> {
  const text = await library.policies.read(snapshot.snapshot.organization.id)
  const read = text === '' ? undefined : readPolicyFile(text)
  const digest = read?.ok ? read.digest : null
  return digest === result.policyDigest ? ok(text) : fail({ code: 'audit_not_found' })
}

/** The events that lead to the end of the log which the snapshot names; none where this workspace does not hold them. */
async function logOf(desk: AtDesk, { snapshot: { snapshot } }: HeldAudit): Promise<readonly AuditEvent[]> {
  const { historyHead: head, organization } = snapshot
  if (!head) return []
  const store = await desk.store()
  const from = Math.max(1, head.sequence - LOG_EXCERPT + 1)
  const events = await store.read((unit) => unit.events.from(organization.id, from, LOG_EXCERPT))
  const until = events.findIndex(({ sequence, hash }) => sequence === head.sequence && hash === head.hash)
  return events.slice(0, until + 1)
}

async function collect(
  chunks: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const chunk of chunks) parts.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk)
  return Buffer.concat(parts)
}
