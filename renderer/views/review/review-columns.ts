import type { Column } from '../../components/RowTable.vue'
import { say } from '../../i18n.ts'

export type ReviewColumn = 'name' | 'risk' | 'lastUsed' | 'decision'

/** The columns of a review; with little room the one that a person can do without goes. */
export function reviewColumns(isTight: boolean): readonly Column<ReviewColumn>[] {
  return [
    { key: 'name', label: say('review.columns.name') },
    { key: 'risk', label: say('review.columns.risk'), width: 116 },
    ...(isTight
      ? []
      : [{ key: 'lastUsed' as const, label: say('review.columns.lastUsed'), width: 110, right: true }]),
    { key: 'decision', label: say('review.columns.decision'), width: 150 },
  ]
}
