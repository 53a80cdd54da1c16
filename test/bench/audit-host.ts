import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { AdminClient } from '../../core/contract/contract.ts'
import { writeSnapshot } from '../../core/audit/snapshot/write-snapshot.ts'
import type { Snapshot } from '../../core/model/snapshot.ts'
import { largeSnapshot, type LargeSize } from '../support/large-snapshot.ts'
import { valueOf } from '../support/results.ts'
import { openWorkspace, type Workspace } from '../support/workspace.ts'
import { laterSnapshot } from './audit/later-snapshot.ts'
import type { Measurement } from './measurement.ts'

const CHUNK = 3 * 1024 ** 2

/**
 * Measures the host as a screen uses it: two large snapshots are handed over and audited in the worker, and meanwhile the event
 * loop of the host has to stay free.
 */
export async function measureHost(size: LargeSize): Promise<readonly Measurement[]> {
  await using workspace = await openWorkspace()
  const { admin } = workspace
  const rows: Measurement[] = []
  const watch = async <Value>(what: string, work: () => Promise<Value>): Promise<Value> => {
    const delay = monitorEventLoopDelay({ resolution: 1 })
    const start = performance.now()
    delay.enable()
    const value = await work()
    delay.disable()
    const p99 = delay.percentile(99) / 1e6
    rows.push(
      { what: `host: ${what}`, value: (performance.now() - start) / 1_000, unit: 's' },
      { what: `host: event loop delay meanwhile, p99`, value: p99, unit: 'ms', goal: 'under 50 ms' },
    )
    return value
  }
  const before = largeSnapshot(size)
  const beforeId = await hand(admin, before, watch)
  const afterId = await hand(admin, laterSnapshot(before), (_what, work) => work())
  const { auditId } = await watch('audit of a snapshot, from its file', async () =>
    valueOf(await admin['audit.run']({ snapshotId: beforeId })),
  )
  await watch('a page of findings', async () => valueOf(await admin['audit.findings']({ auditId })))
  await watch('report in HTML', async () => valueOf(await admin['audit.report']({ auditId, format: 'html' })))
  await watch('comparison of two', async () =>
    valueOf(await admin['snapshot.compare']({ beforeId, afterId })),
  )
  rows.push(await measureCancel(workspace, afterId))
  return rows
}

/** Hands a snapshot over as the browser does, in pieces, and has it kept. */
async function hand(
  admin: AdminClient,
  snapshot: Snapshot,
  watch: (what: string, work: () => Promise<string>) => Promise<string>,
): Promise<string> {
  const bytes = Buffer.concat(await Array.fromAsync(writeSnapshot(snapshot, { gzip: true })))
  let fileId: string | null = null
  for (let from = 0; from < bytes.length; from += CHUNK) {
    const chunk = bytes.subarray(from, from + CHUNK).toString('base64')
    const appended: { readonly fileId: string } = valueOf(
      await admin['file.append']({ fileId, name: 'large.json.gz', chunk }),
    )
    fileId = appended.fileId
  }
  const fileIds = [fileId ?? '']
  return watch('open a snapshot and keep it', async () => {
    const added = valueOf(await admin['snapshot.add']({ fileIds }))
    return added.snapshot?.id ?? ''
  })
}

/** How long it takes until an audit that is cancelled in the middle has ended. */
async function measureCancel({ admin, grantdesk }: Workspace, snapshotId: string): Promise<Measurement> {
  const moved = Promise.withResolvers<null>()
  const stop = grantdesk.subscribe('progress', ({ taskId, done, total }) => {
    if (taskId === 'to cancel' && done > total / 2) moved.resolve(null)
  })
  const running = admin['audit.run']({ snapshotId, taskId: 'to cancel' })
  await Promise.race([moved.promise, running])
  const start = performance.now()
  await admin['task.cancel']({ taskId: 'to cancel' })
  const ended = await running
  stop()
  if (ended.ok) throw new Error('the audit was over before it was cancelled')
  return { what: 'host: a cancelled audit ends', value: performance.now() - start, unit: 'ms' }
}
