import { computed, onBeforeUnmount, ref } from 'vue'
import { useAdmin } from './admin.ts'

/** One long call at a time: how far it is, as its host tells, and the way to stop it. */
export function useTask() {
  const { client, host } = useAdmin()
  const taskId = ref<string | null>(null)
  const done = ref(0)
  const total = ref(0)

  onBeforeUnmount(
    host.subscribe('progress', (progress) => {
      if (progress.taskId !== taskId.value) return
      done.value = progress.done
      total.value = progress.total
    }),
  )

  async function run<Value>(work: (taskId: string) => Promise<Value>): Promise<Value> {
    const id = crypto.randomUUID()
    taskId.value = id
    done.value = 0
    total.value = 0
    try {
      return await work(id)
    } finally {
      // One that was started meanwhile goes on.
      if (taskId.value === id) taskId.value = null
    }
  }

  function cancel(): void {
    if (taskId.value !== null) void client['task.cancel']({ taskId: taskId.value })
  }

  return { run, cancel, done, total, isRunning: computed(() => taskId.value !== null) }
}
