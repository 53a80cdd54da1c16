import {
  readSnapshot,
  type ReadSnapshot,
  type ReadSnapshotOptions,
} from '../../core/audit/snapshot/read-snapshot.ts'
import { writeSnapshot } from '../../core/audit/snapshot/write-snapshot.ts'
import type { Failure } from '../../core/model/failure.ts'
import type { Result } from '../../core/model/result.ts'
import type { Snapshot } from '../../core/model/snapshot.ts'

export async function fileOf(snapshot: Snapshot, wish: { readonly gzip?: boolean } = {}): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of writeSnapshot(snapshot, wish)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** A file in pieces of a size, as a stream gives it. */
export async function* inChunks(file: Uint8Array | string, size = 65_536): AsyncGenerator<Uint8Array> {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size))
}

export async function readFile(
  file: Uint8Array | string,
  wish: Partial<ReadSnapshotOptions> & { readonly chunk?: number } = {},
): Promise<Result<ReadSnapshot>> {
  return readSnapshot(inChunks(file, wish.chunk), { name: 'acme.json', ...wish })
}

/** What must be readable in a test. */
export async function snapshotIn(file: Uint8Array | string): Promise<Snapshot> {
  const read = await readFile(file)
  if (!read.ok) throw new Error(`${read.failure.code}: ${JSON.stringify(read.failure.params)}`)
  return read.value.snapshot
}

/** What must be refused in a test. */
export async function refusalOf(
  file: Uint8Array | string,
  wish: Parameters<typeof readFile>[1] = {},
): Promise<Failure> {
  const read = await readFile(file, wish)
  if (read.ok) throw new Error('a file was read that is no snapshot')
  return read.failure
}
