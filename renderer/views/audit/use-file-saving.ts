import { ref } from 'vue'
import type { WireFailure, WireResult } from '../../../core/contract/definition.ts'
import { useSnapshotsStore } from '../../stores/snapshots.ts'
import type { WholeFile } from '../../stores/snapshots.ts'
import { useTask } from '../../use-task.ts'

interface MadeFiles {
  readonly file: WholeFile
  readonly map?: WholeFile | null
}

/** Has the host write a file and saves it, and its map of what was replaced where there is one; both can be cancelled. */
export function useFileSaving() {
  const snapshots = useSnapshotsStore()
  const task = useTask()
  const failure = ref<WireFailure | null>(null)
  const isRunning = ref(false)
  let isCancelled = false

  /** Answers what was saved, or null if it was refused or cancelled. */
  async function save<Made extends MadeFiles>(
    make: (taskId: string) => Promise<WireResult<Made>>,
  ): Promise<Made | null> {
    failure.value = null
    isCancelled = false
    isRunning.value = true
    const result = await saveAll(await task.run(make))
    isRunning.value = false
    if (result.ok) return result.value
    if (result.failure.code !== 'cancelled') failure.value = result.failure
    return null
  }

  async function saveAll<Made extends MadeFiles>(made: WireResult<Made>): Promise<WireResult<Made>> {
    if (!made.ok) return made
    const { file, map } = made.value
    for (const one of map ? [file, map] : [file]) {
      const saved = await snapshots.save(one, { isCancelled: () => isCancelled })
      if (!saved.ok) return saved
    }
    return made
  }

  function cancel(): void {
    isCancelled = true
    task.cancel()
  }

  return { save, cancel, failure, isRunning, done: task.done, total: task.total }
}
