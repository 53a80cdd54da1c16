import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { InputOf, OutputOf } from '../../core/contract/contract.ts'
import { useAdmin } from '../admin.ts'
import { usePages } from '../use-pages.ts'
import { usePreferencesStore } from './preferences.ts'
import { useSessionStore } from './session.ts'

export type ReviewItem = OutputOf<'review.items'>['rows'][number]
export type Verdict = NonNullable<ReviewItem['decision']>['verdict']
export type DecisionPlan = OutputOf<'review.preview'>
export type PlannedDecision = DecisionPlan['rows'][number]
export type AppliedDecisions = OutputOf<'review.apply'>

/** What narrows the items of a review. */
export interface ReviewFilter {
  readonly decided: 'all' | 'open' | 'done'
  readonly search: string
}

/** A review campaign on a snapshot, and the decisions that an administrator applies (U4). */
export const useReviewStore = defineStore('review', () => {
  const { client } = useAdmin()
  const session = useSessionStore()
  const preferences = usePreferencesStore()

  const snapshotId = ref('')
  const filter = shallowRef<ReviewFilter>({ decided: 'all', search: '' })
  const language = () => preferences.language

  const items = usePages((cursor) =>
    client['review.items']({
      snapshotId: snapshotId.value,
      ...filter.value,
      cursor,
      language: language(),
    }),
  )

  async function load(id: string, next: ReviewFilter): Promise<void> {
    if (id !== snapshotId.value) items.clear()
    snapshotId.value = id
    filter.value = next
    await items.start()
  }

  const decide = (decision: Omit<InputOf<'review.decide'>, 'snapshotId' | 'language'>) =>
    client['review.decide']({ snapshotId: snapshotId.value, ...decision, language: language() })
  const signOff = (reviewer: string, signed: boolean) =>
    client['review.signOff']({ snapshotId: snapshotId.value, reviewer, signed, language: language() })
  const exportDecisions = () =>
    client['review.export']({ snapshotId: snapshotId.value, language: language() })

  const preview = (text: string) => client['review.preview']({ acting: session.acting, text })
  const apply = (text: string, chosen: InputOf<'review.apply'>['items'], taskId: string) =>
    client['review.apply']({ acting: session.acting, text, items: chosen, taskId })

  return { items, filter, load, decide, signOff, exportDecisions, preview, apply }
})
