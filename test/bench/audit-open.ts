/** A process that makes a large snapshot's file, or opens one: fresh, so that it holds nothing but what it measures. */
import { createReadStream, createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { readSnapshot } from '../../core/audit/snapshot/read-snapshot.ts'
import { writeSnapshot } from '../../core/audit/snapshot/write-snapshot.ts'
import { largeSnapshot, type LargeSize } from '../support/large-snapshot.ts'
import { usedMegabytes } from './policy/used-memory.ts'

/** Without a size, the file is opened. */
export interface OpenTask {
  readonly file: string
  readonly make: LargeSize | null
}

/** How long it took, and how much of that this thread worked, in milliseconds; megabytes of the file, of what it holds in the end, and at the most meanwhile. */
export interface OpenReport {
  readonly milliseconds: number
  readonly worked: number
  readonly fileSize: number
  readonly held: number
  readonly most: number
}

process.once('message', (task: OpenTask) => {
  void work(task).then((report) => process.send?.(report))
})

async function work({ file, make }: OpenTask): Promise<OpenReport> {
  const snapshot = make && largeSnapshot(make)
  const before = usedMegabytes()
  const began = performance.now()
  const used = process.threadCpuUsage()
  const read = snapshot ? await write(snapshot, file) : await open(file)
  const milliseconds = performance.now() - began
  const { user, system } = process.threadCpuUsage(used)
  const worked = (user + system) / 1_000
  const most = process.resourceUsage().maxRSS / 1_024
  const held = usedMegabytes() - before
  if (!read) throw new Error('the snapshot cannot be read')
  return { milliseconds, worked, fileSize: (await stat(file)).size / 1e6, held, most }
}

async function write(snapshot: ReturnType<typeof largeSnapshot>, file: string): Promise<unknown> {
  await pipeline(writeSnapshot(snapshot, { gzip: file.endsWith('.gz') }), createWriteStream(file))
  return snapshot
}

async function open(file: string): Promise<unknown> {
  const read = await readSnapshot(createReadStream(file, { highWaterMark: 2 ** 20 }), { name: file })
  return read.ok ? read.value : undefined
}
