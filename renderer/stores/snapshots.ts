import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { OutputOf } from '../../core/contract/contract.ts'
import type { WireFailure, WireResult } from '../../core/contract/definition.ts'
import { useAdmin } from '../admin.ts'
import { receiveFile, sendFile } from '../file-pieces.ts'
import type { Crossing } from '../file-pieces.ts'
import { saveFile } from '../save-file.ts'
import { usePreferencesStore } from './preferences.ts'
import { useSessionStore } from './session.ts'

export type SnapshotSummary = OutputOf<'snapshot.list'>[number]
export type ReadSnapshot = OutputOf<'snapshot.add'>
export type WholeFile = OutputOf<'snapshot.export'>['file']

/** Kept snapshots (U1), and the files in which they come and go. */
export const useSnapshotsStore = defineStore('snapshots', () => {
  const { client } = useAdmin()
  const session = useSessionStore()
  const preferences = usePreferencesStore()

  const rows = shallowRef<readonly SnapshotSummary[]>([])
  const loaded = ref(false)
  const failure = ref<WireFailure | null>(null)
  /** Files that somebody dropped on the window, for the page that reads them. */
  const offered = shallowRef<readonly File[]>([])
  let asked = 0

  /** The snapshot that the open organization shows; null in an organization of one's own. */
  const shown = computed(() => rows.value.find((row) => row.openedAs === session.organization?.id) ?? null)

  async function load(): Promise<void> {
    const number = ++asked
    const result = await client['snapshot.list']({})
    if (number !== asked) return
    loaded.value = true
    failure.value = result.ok ? null : result.failure
    if (result.ok) rows.value = result.value
  }

  async function take(taskId: string): Promise<WireResult<SnapshotSummary>> {
    const result = await client['snapshot.take']({ acting: session.acting, taskId })
    if (result.ok) await load()
    return result
  }

  const language = () => preferences.language
  const send = (file: File, crossing: Omit<Crossing, 'language'>) =>
    sendFile(client, file, { language: language(), ...crossing })

  async function add(wanted: {
    readonly fileIds: readonly string[]
    readonly organizationName: string
    readonly confirm: boolean
    readonly taskId: string
  }): Promise<WireResult<ReadSnapshot>> {
    const result = await client['snapshot.add']({ ...wanted, language: language() })
    if (result.ok && result.value.snapshot) await load()
    return result
  }

  async function remove(snapshotId: string): Promise<WireResult<unknown>> {
    const result = await client['snapshot.remove']({ snapshotId, language: language() })
    if (result.ok) await load()
    return result
  }

  const exportFile = (snapshotId: string, redact: boolean, taskId: string) =>
    client['snapshot.export']({ snapshotId, redact, taskId, language: language() })

  /** Fetches a file that an operation made and hands it over to be saved. */
  async function save(file: WholeFile, crossing: Omit<Crossing, 'language'> = {}): Promise<WireResult<null>> {
    const content = await receiveFile(client, file.fileId, { language: language(), ...crossing })
    if (!content.ok) return content
    saveFile(file.name, content.value, file.mediaType)
    return { ok: true, value: null }
  }

  /** Shows a snapshot as an organization on which every query works (U1). */
  async function open(snapshotId: string, taskId: string): Promise<WireResult<unknown>> {
    const result = await client['snapshot.open']({ snapshotId, taskId, language: language() })
    if (!result.ok) return result
    await Promise.all([load(), session.openOrganization(result.value.organizationId)])
    return result
  }

  async function close(snapshotId: string): Promise<WireResult<unknown>> {
    const isShown = shown.value?.id === snapshotId
    const result = await client['snapshot.close']({ snapshotId, language: language() })
    if (!result.ok) return result
    if (isShown) await session.leaveOrganization()
    await load()
    return result
  }

  return {
    rows,
    loaded,
    failure,
    offered,
    shown,
    load,
    take,
    send,
    add,
    remove,
    exportFile,
    save,
    open,
    close,
  }
})
