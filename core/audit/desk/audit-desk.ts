import type { AuditResult } from '../../model/finding.ts'
import type { Snapshot } from '../../model/snapshot.ts'
import { fail, ok, type Result } from '../../model/result.ts'
import type { Random, Store } from '../../organization/ports.ts'
import type { Pace } from '../../policy/long-question.ts'
import type { SnapshotComparison } from '../compare/snapshot-comparison.ts'
import type { AuditLibrary } from '../library/audit-library.ts'
import type { KeptSnapshot } from '../library/snapshot-shelf.ts'
import type { LookUpHost } from '../network/look-up-hosts.ts'
import { readSnapshot } from '../snapshot/read-snapshot.ts'
import type { Recent } from './recent.ts'

/** A snapshot in memory, and what is known of its file. */
export interface HeldSnapshot {
  readonly kept: KeptSnapshot
  readonly snapshot: Snapshot
}

/** An audit that somebody looks at. */
export interface HeldAudit {
  readonly result: AuditResult
  readonly snapshot: HeldSnapshot
}

/** What audits need of the machine, and the few snapshots and audits in use: one of 100,000 clients takes some hundred megabytes. */
export interface AuditDesk {
  readonly library: AuditLibrary
  readonly random: Random
  readonly version: string
  readonly lookUp: LookUpHost
  readonly snapshots: Recent<HeldSnapshot>
  readonly audits: Recent<HeldAudit>
  readonly comparisons: Recent<SnapshotComparison>
  /** Opened when an organization is first looked at. */
  store(): Promise<Store>
  /** An empty store in a folder, which waits for no disk. */
  makeStore(directory: string): Promise<Store>
}

/** The desk at one moment by the machine's clock. */
export interface AtDesk extends AuditDesk {
  readonly now: Date
}

/** A kept snapshot, from memory where it was used just now. */
export async function holdSnapshot(
  { library, snapshots }: Pick<AuditDesk, 'library' | 'snapshots'>,
  id: string,
  { stop, onProgress }: Pace,
): Promise<Result<HeldSnapshot>> {
  const opened = await library.snapshots.open(id)
  if (!opened.ok) return opened
  const { kept } = opened.value
  const known = snapshots.get(id)
  if (known) return ok({ ...known, kept })
  const read = await readSnapshot(opened.value.bytes(), {
    name: fileNameOf(kept),
    onProgress: (bytes) => onProgress?.(bytes, kept.size),
    ...(stop && { isCancelled: stop }),
  })
  if (!read.ok) return read
  const { snapshot, digest } = read.value
  if (digest !== kept.digest) {
    const params = { found: digest, expected: kept.digest }
    return fail({ code: 'snapshot_damaged', field: fileNameOf(kept), params })
  }
  const held = { kept, snapshot }
  snapshots.put(id, held)
  return ok(held)
}

/** What a file of a snapshot is called: by its organization and day, and by the day alone where names are not to be told. */
export function fileNameOf(
  { organizationName, takenAt, redacted }: Pick<KeptSnapshot, 'organizationName' | 'takenAt' | 'redacted'>,
  ending = '.json.gz',
): string {
  const name = redacted
    ? 'redacted'
    : organizationName
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, '-')
        .slice(0, 60)
        .replaceAll(/^-|-$/g, '')
  return `${name === '' ? 'snapshot' : name}-${takenAt.slice(0, 10)}${ending}`
}
