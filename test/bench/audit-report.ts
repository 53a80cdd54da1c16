import { openSync, closeSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { defaultPolicy } from '../../core/audit/audit-policy.ts'
import { printReport } from '../../core/audit/report/print-report.ts'
import { rulesById } from '../../core/audit/rules/rules-by-id.ts'
import { runAudit } from '../../core/audit/run-audit.ts'
import { reportFormats } from '../../core/contract/audit.ts'
import type { AuditResult } from '../../core/model/finding.ts'
import { largeSnapshot, type LargeSize } from '../support/large-snapshot.ts'
import { printColumns, type Measurement } from './measurement.ts'
import { inTemporaryDirectory } from './temporary-store.ts'

/** How long every report of a large audit takes until it is a file, for organizations of several sizes; the last is the largest. */
export async function measureReports(sizes: readonly LargeSize[]): Promise<readonly Measurement[]> {
  return inTemporaryDirectory((directory) => {
    const measured: Measurement[] = []
    const rows = sizes.map((size, place) => {
      const result = audited(size)
      const written = reportFormats.map((format) => ({ format, ...write(result, format, directory) }))
      if (place === sizes.length - 1) {
        measured.push(
          ...written.map(({ format, milliseconds, megabytes }) => ({
            what: `report in ${format} of ${result.findings.length.toLocaleString('en')} findings, ${megabytes.toFixed(0)} MB`,
            value: milliseconds / 1_000,
            unit: 's' as const,
            ...(format === 'html' && { goal: 'under 5 s' }),
          })),
        )
      }
      return [
        size.clients.toLocaleString('en'),
        result.findings.length.toLocaleString('en'),
        ...written.map(({ milliseconds }) => milliseconds.toFixed(0)),
      ]
    })
    printColumns(
      'how long reports take',
      ['clients', 'findings', ...reportFormats.map((format) => `${format} ms`)],
      rows,
    )
    return Promise.resolve(measured)
  })
}

function audited(size: LargeSize): AuditResult {
  const snapshot = largeSnapshot(size)
  return runAudit({
    ...{
      snapshot,
      baseline: null,
      policy: defaultPolicy,
      auditedAt: new Date(snapshot.takenAt),
      lookups: null,
    },
    ...{ digest: `sha256:${'a'.repeat(64)}`, baselineDigest: null, policyDigest: null },
  })
}

function write(result: AuditResult, format: (typeof reportFormats)[number], directory: string) {
  const file = join(directory, `report.${format}`)
  const start = performance.now()
  const descriptor = openSync(file, 'w')
  const setting = { language: 'en', rules: rulesById, product: { version: '0.0.0' } } as const
  for (const chunk of printReport(result, format, setting)) writeSync(descriptor, chunk)
  closeSync(descriptor)
  return { milliseconds: performance.now() - start, megabytes: statSync(file).size / 1e6 }
}
