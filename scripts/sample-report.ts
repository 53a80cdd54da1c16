/**
 * `node scripts/sample-report.ts`: writes `docs/samples/audit-report.html`, the report of an invented organization against its
 * snapshot of a quarter earlier. The same each time.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { printReport } from '../core/audit/report/print-report.ts'
import { rulesById } from '../core/audit/rules/rules-by-id.ts'
import { runAudit } from '../core/audit/run-audit.ts'
import { snapshotDigest } from '../core/audit/snapshot/write-snapshot.ts'
import type { AuditResult } from '../core/model/finding.ts'
import packageFile from '../package.json' with { type: 'json' }
import { samplePolicy, sampleSnapshots } from './sample-snapshots.ts'

const file = resolve(import.meta.dirname, '../docs/samples/audit-report.html')

async function sampleResult(): Promise<AuditResult> {
  const { snapshot, baseline } = await sampleSnapshots()
  const parts = {
    ...{ snapshot, baseline, lookups: null, auditedAt: new Date(snapshot.takenAt), policyDigest: null },
    ...{ digest: snapshotDigest(snapshot), baselineDigest: snapshotDigest(baseline) },
  }
  // Somebody answers for two of the findings that there would be.
  const [one, , other] = runAudit({ ...parts, policy: samplePolicy }).findings
  const suppressions = [one, other].flatMap((finding) =>
    finding
      ? [
          {
            ...{ rule: finding.ruleId, subject: finding.subject.id, fingerprint: finding.fingerprint },
            ...{ reason: 'replaced in spring, SEC-412', owner: 'Ada Admin', expires: '2027-06-30' },
          },
        ]
      : [],
  )
  return runAudit({ ...parts, policy: { ...samplePolicy, suppressions } })
}

await mkdir(dirname(file), { recursive: true })
await writeFile(
  file,
  printReport(await sampleResult(), 'html', {
    language: 'en',
    rules: rulesById,
    product: { version: packageFile.version },
  }),
)
