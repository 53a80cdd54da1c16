import { basename } from 'node:path'
import { defaultPolicy } from '../core/audit/audit-policy.ts'
import { newRedactor } from '../core/audit/desk/new-redactor.ts'
import { paced, stages } from '../core/audit/desk/stages.ts'
import { lookUpHosts } from '../core/audit/network/look-up-hosts.ts'
import { policyFailure, readPolicyFile } from '../core/audit/policy-file/read-policy-file.ts'
import { redactResult } from '../core/audit/redact/redact-result.ts'
import { redactSnapshot } from '../core/audit/redact/redact-snapshot.ts'
import { printReport } from '../core/audit/report/print-report.ts'
import type { ReportFormat } from '../core/audit/report/report-setting.ts'
import { rulesById } from '../core/audit/rules/rules-by-id.ts'
import { runAudit } from '../core/audit/run-audit.ts'
import type { ReadSnapshot } from '../core/audit/snapshot/read-snapshot.ts'
import { MachineRandom } from '../core/machine-random.ts'
import { MachineResolver } from '../core/machine-resolver.ts'
import { reportFormats } from '../core/contract/audit.ts'
import { compareSeverities, type AuditResult, type Severity } from '../core/model/finding.ts'
import { auditLines } from './audit-text.ts'
import { exitCodes, usageError, type ExitCode } from './exit.ts'
import { interruptible, type FileTask } from './interruptible.ts'
import { readPolicyText, readSnapshotFile } from './read-snapshot-file.ts'
import { refusal } from './refusal.ts'
import type { Plain } from './session.ts'
import { plain as asPlain } from './text.ts'
import { formatOfName, writeResult } from './write-result.ts'

/** How a result is printed: for a terminal, or as a report. */
export type AuditFormat = 'text' | ReportFormat

export interface AuditOptions {
  readonly baseline?: string
  readonly policy?: string
  readonly failOn?: Severity
  readonly format?: AuditFormat
  readonly out?: string
  readonly redact?: boolean
  readonly map?: string
  readonly network?: boolean
}

/** Audits a file and prints the result; the exit code is 1 only for findings at or above `--fail-on` (U4). */
export async function auditSnapshotFile(
  plain: Plain,
  { path, version }: { readonly path: string; readonly version: string },
  options: AuditOptions,
): Promise<ExitCode> {
  const { out, map, redact = false } = options
  if (redact && map === undefined) throw usageError(plain.words.needs('--redact', '--map'))
  if (!redact && map !== undefined) throw usageError(plain.words.needs('--map', '--redact'))
  const format = options.format ?? formatOfName(out, reportFormats) ?? (plain.out.json ? 'json' : 'text')
  return interruptible(plain, async (task) => {
    const { result, snapshot } = await runAuditOnFiles(plain, path, { options, task })
    const redactor = redact ? newRedactor(new MachineRandom()) : null
    const printed = redactor
      ? redactResult(result, {
          snapshot: redactSnapshot(snapshot.snapshot, redactor),
          redactor,
          rules: rulesById,
        })
      : result
    if (redactor && map !== undefined) {
      await writeResult(plain, map, [`${JSON.stringify(redactor.map(), null, 2)}\n`])
    }
    const text = printedAs(plain, {
      result: printed,
      format,
      version,
      snapshotFile: redact ? '' : basename(path),
    })
    await writeResult(plain, out, paced(text, task.pace))
    if (out !== undefined) plain.out.note(plain.words.reportWritten(asPlain(out)))
    return fails(result, options.failOn) ? exitCodes.refused : exitCodes.done
  })
}

/** Audits a file by the files that the options name. */
export async function runAuditOnFiles(
  plain: Plain,
  path: string,
  {
    options,
    task,
  }: {
    readonly options: Pick<AuditOptions, 'baseline' | 'policy' | 'network'>
    readonly task: FileTask
  },
): Promise<{ readonly result: AuditResult; readonly snapshot: ReadSnapshot }> {
  const [reading = {}, readingBaseline = {}, asking = {}, running = {}] = stages(task.pace, [3, 3, 1, 4])
  const policy = options.policy === undefined ? null : await readPolicy(plain, options.policy)
  const snapshot = await readSnapshotFile(plain, path, { pace: reading })
  const baseline =
    options.baseline === undefined
      ? null
      : await readSnapshotFile(plain, options.baseline, { pace: readingBaseline })
  const resolver = new MachineResolver()
  const lookups =
    options.network === true
      ? await lookUpHosts(snapshot.snapshot, (host) => resolver.lookUp(host), asking)
      : null
  const result = task.alone(() =>
    runAudit(
      {
        snapshot: snapshot.snapshot,
        digest: snapshot.digest,
        baseline: baseline?.snapshot ?? null,
        baselineDigest: baseline?.digest ?? null,
        policy: policy?.policy ?? defaultPolicy,
        policyDigest: policy?.digest ?? null,
        auditedAt: new Date(),
        lookups,
      },
      running,
    ),
  )
  return { result, snapshot }
}

async function readPolicy(plain: Plain, path: string) {
  const read = readPolicyFile(await readPolicyText(plain, path))
  if (!read.ok) throw refusal(plain, policyFailure(read.problems))
  return read
}

interface Print {
  readonly result: AuditResult
  readonly format: AuditFormat
  readonly version: string
  readonly snapshotFile: string
}

function printedAs(plain: Plain, { result, format, version, snapshotFile }: Print): Iterable<string> {
  if (format === 'text') return [`${auditLines(plain, result).join('\n')}\n`]
  return printReport(result, format, {
    language: plain.language,
    rules: rulesById,
    product: { version },
    ...(snapshotFile !== '' && { snapshotFile }),
  })
}

function fails({ findings }: AuditResult, failOn: Severity | undefined): boolean {
  if (failOn === undefined) return false
  return findings.some(
    ({ severity, suppression }) => suppression === null && compareSeverities(severity, failOn) <= 0,
  )
}
