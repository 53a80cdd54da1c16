/** A process that audits a large snapshot and compares it with a later one: fresh, so that it holds nothing else. */
import { compareSnapshots } from '../../../core/audit/compare/compare-snapshots.ts'
import { defaultPolicy } from '../../../core/audit/audit-policy.ts'
import { runAudit } from '../../../core/audit/run-audit.ts'
import type { Snapshot } from '../../../core/model/snapshot.ts'
import { largeSnapshot, type LargeSize } from '../../support/large-snapshot.ts'
import { usedMegabytes } from '../policy/used-memory.ts'
import { laterSnapshot } from './later-snapshot.ts'

/** How long something took, and how much of that this thread worked, in milliseconds. */
export interface Timed {
  readonly milliseconds: number
  readonly worked: number
}

export interface JudgeReport {
  readonly findings: number
  readonly rules: Timed
  readonly withBaseline: Timed
  readonly fixed: number
  readonly differences: number
  readonly comparison: Timed
  /** Megabytes of the snapshot with everything that was found, and at the end with both snapshots and all results. */
  readonly held: number
  readonly heldBoth: number
}

process.once('message', (size: LargeSize) => {
  process.send?.(judge(size))
})

function judge(size: LargeSize): JudgeReport {
  const empty = usedMegabytes()
  const before = largeSnapshot(size)
  const [result, rules] = timed(() => audit(before, null))
  const held = usedMegabytes() - empty
  const after = laterSnapshot(before)
  const [again, withBaseline] = timed(() => audit(after, before))
  const [compared, comparison] = timed(() => compareSnapshots(before, after))
  const heldBoth = usedMegabytes() - empty
  return {
    ...{ findings: result.findings.length, rules, withBaseline, comparison, held, heldBoth },
    differences: compared.records.length,
    fixed: again.fixed.length,
  }
}

function audit(snapshot: Snapshot, baseline: Snapshot | null) {
  return runAudit({
    ...{ snapshot, baseline, policy: defaultPolicy, auditedAt: new Date(snapshot.takenAt), lookups: null },
    ...{ digest: '', baselineDigest: baseline && '', policyDigest: null },
  })
}

function timed<Value>(work: () => Value): readonly [Value, Timed] {
  const began = performance.now()
  const used = process.threadCpuUsage()
  const value = work()
  const { user, system } = process.threadCpuUsage(used)
  return [value, { milliseconds: performance.now() - began, worked: (user + system) / 1_000 }]
}
