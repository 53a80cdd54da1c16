import type { Fact } from '../../model/snapshot.ts'
import type { FieldChange } from '../../organization/field-changes.ts'
import type { AccessDifference } from '../../policy/access-difference.ts'

/** In the order in which comparisons list them. */
export const recordKinds = [
  'client',
  'authorization',
  'user',
  'role',
  'division',
  'settings',
  'identity_provider',
] as const
export type RecordKind = (typeof recordKinds)[number]

/**
 * A record that came, went or changed. Of one that came or went, `fields` are those that say something. Lists are compared
 * without their order, and what only keeps the books (revision, times of modification) is left out.
 */
export interface RecordDifference {
  readonly kind: RecordKind
  readonly id: string
  readonly name: string
  readonly change: 'added' | 'removed' | 'changed'
  readonly fields: readonly FieldChange[]
}

export interface ChangeCounts {
  readonly added: number
  readonly removed: number
  readonly changed: number
}

/** What changed between two snapshots (U3). */
export interface SnapshotComparison {
  /** By kind, then name and id. */
  readonly records: readonly RecordDifference[]
  readonly counts: Readonly<Record<RecordKind, ChangeCounts>>
  /** What one of the snapshots lacks, so that it was not compared. */
  readonly notCompared: readonly Fact[]
  /** Who can call more or less than before, over the later snapshot's catalogue; null where `effectMissing` says why. */
  readonly effect: AccessDifference | null
  readonly effectMissing: readonly Fact[]
  /** The earlier snapshot had another catalogue, so that the effect is not that of new operations. */
  readonly catalogueChanged: boolean
}
