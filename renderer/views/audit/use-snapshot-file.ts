import { onBeforeUnmount, ref, shallowRef } from 'vue'
import type { WireFailure } from '../../../core/contract/definition.ts'
import { useSnapshotsStore } from '../../stores/snapshots.ts'
import type { ReadSnapshot, SnapshotSummary } from '../../stores/snapshots.ts'
import { useTask } from '../../use-task.ts'

type Phase = 'choosing' | 'sending' | 'reading' | 'asking'

/**
 * The way of files into the workspace: they are passed to the host in pieces, read there, and kept at once if nothing is
 * wrong with them; otherwise what cannot be read is shown first, and a person confirms (F2).
 */
export function useSnapshotFile(onKept: (snapshot: SnapshotSummary) => void) {
  const snapshots = useSnapshotsStore()
  const task = useTask()
  const phase = ref<Phase>('choosing')
  const files = shallowRef<readonly File[]>([])
  const organizationName = ref('')
  const failure = ref<WireFailure | null>(null)
  const report = shallowRef<ReadSnapshot | null>(null)
  const sent = ref(0)
  const current = ref('')
  let fileIds: readonly string[] = []
  let isCancelled = false

  onBeforeUnmount(cancel)

  async function read(): Promise<void> {
    failure.value = null
    isCancelled = false
    phase.value = 'sending'
    const ids = await sendAll()
    if (ids === null) {
      phase.value = 'choosing'
      return
    }
    fileIds = ids
    await add(false)
  }

  async function sendAll(): Promise<readonly string[] | null> {
    const ids: string[] = []
    let former = 0
    for (const file of files.value) {
      current.value = file.name
      const begun = former
      const result = await snapshots.send(file, {
        isCancelled: () => isCancelled,
        onProgress: (bytes) => {
          sent.value = begun + bytes
        },
      })
      if (!result.ok) {
        fail(result.failure)
        return null
      }
      former += file.size
      ids.push(result.value)
    }
    return ids
  }

  /** With `confirm` what could be read is kept, and the rest is left out. */
  async function add(confirm: boolean): Promise<void> {
    phase.value = 'reading'
    const result = await task.run((taskId) =>
      snapshots.add({ fileIds, organizationName: organizationName.value.trim(), confirm, taskId }),
    )
    if (!result.ok) {
      fail(result.failure)
      return
    }
    if (result.value.snapshot) {
      onKept(result.value.snapshot)
      return
    }
    report.value = result.value
    phase.value = 'asking'
  }

  function fail(reason: WireFailure): void {
    phase.value = 'choosing'
    failure.value = reason.code === 'cancelled' ? null : reason
  }

  function cancel(): void {
    isCancelled = true
    task.cancel()
  }

  return {
    phase,
    files,
    organizationName,
    failure,
    report,
    sent,
    current,
    read,
    add,
    cancel,
    done: task.done,
    total: task.total,
  }
}
