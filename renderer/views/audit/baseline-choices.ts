import { formatDateTime } from '../../format.ts'
import { currentLanguage, say } from '../../i18n.ts'
import type { SnapshotSummary } from '../../stores/snapshots.ts'

/**
 * What a snapshot can be held against, the likeliest first: earlier ones of the same organization from the newest on, then
 * later ones, then those of other organizations.
 */
export function baselineChoices(
  kept: readonly SnapshotSummary[],
  snapshot: Pick<SnapshotSummary, 'id' | 'organizationId' | 'takenAt'>,
): readonly { readonly value: string; readonly label: string }[] {
  const rank = (one: SnapshotSummary) => {
    if (one.organizationId !== snapshot.organizationId) return 2
    return one.takenAt > snapshot.takenAt ? 1 : 0
  }
  return kept
    .filter((one) => one.id !== snapshot.id)
    .toSorted((one, other) => rank(one) - rank(other) || (one.takenAt < other.takenAt ? 1 : -1))
    .map((one) => ({ value: one.id, label: labelOf(one, rank(one) === 2) }))
}

function labelOf(snapshot: SnapshotSummary, isOther: boolean): string {
  const name = snapshot.organizationName === '' ? say('snapshots.unnamed') : snapshot.organizationName
  const label = say('audit.facts.baselineOption', {
    at: formatDateTime(snapshot.takenAt, currentLanguage()),
    name,
  })
  return isOther ? `${label} (${say('snapshots.compare.other')})` : label
}
