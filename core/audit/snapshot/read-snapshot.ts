import { getHeapStatistics } from 'node:v8'
import { fail, ok, type Result } from '../../model/result.ts'
import { snapshotPointer, type Snapshot } from '../../model/snapshot.ts'
import { SnapshotCollector } from './snapshot-collector.ts'
import { SNAPSHOT_VERSION, unreadableSnapshot } from './snapshot-format.ts'
import { DocumentSplitter, type SplitProblem } from './split-document.ts'
import { MAX_UNPACKED_BYTES, unpack, Unpackable } from './unpack.ts'
import { snapshotDigest } from './write-snapshot.ts'

export interface ReadSnapshotOptions {
  /** The file, as a person knows it. */
  readonly name: string
  /** Tells how many of the file's bytes were read. */
  readonly onProgress?: (bytes: number) => void
  readonly isCancelled?: () => boolean
  /** The most that the file may unpack to. */
  readonly maxBytes?: number
}

export interface ReadSnapshot {
  readonly snapshot: Snapshot
  readonly digest: string
  readonly isRedacted: boolean
}

/** The share of the memory for what is kept, from which on nothing more is read. */
const MOST_OF_MEMORY = 0.85
/** What the engine adds to that memory for new values, in bytes. */
const FOR_NEW_VALUES = 192 * 2 ** 20

/**
 * Reads a snapshot's file, plain or packed with gzip, while its bytes arrive (U1). A file that is anything but an intact
 * snapshot of a known version is refused, with the place that shows it (F2).
 */
export async function readSnapshot(
  chunks: AsyncIterable<Uint8Array>,
  { name, onProgress, isCancelled, maxBytes = MAX_UNPACKED_BYTES }: ReadSnapshotOptions,
): Promise<Result<ReadSnapshot>> {
  const collector = new SnapshotCollector()
  const splitter = new DocumentSplitter(collector)
  const refuse = (found: SplitProblem) =>
    newerThanKnown(name, collector.format) ?? unreadable(name, found, splitter.line)

  const onRead = (bytes: number) => onProgress?.(bytes)
  for await (const piece of unpack(chunks, { maxBytes, onRead })) {
    if (isCancelled?.()) return fail({ code: 'cancelled' })
    if (piece instanceof Unpackable) return unpackable(name, piece)
    const found = splitter.push(piece)
    const foreign = found ? refuse(found) : newerThanKnown(name, collector.format)
    if (foreign) return foreign
    const memory = fullMemory()
    if (memory !== null) return unreadableSnapshot(name, { problem: 'document_memory', limit: memory })
  }
  const unfinished = splitter.end()
  if (unfinished) return refuse(unfinished)
  const read = collector.finish()
  if ('problem' in read) return refuse(read)
  return verified(name, read.snapshot, collector.statedDigest)
}

/** How many megabytes this thread may keep, where nearly all of them are in use: records can be a bomb too. */
function fullMemory(): number | null {
  const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics()
  const most = limit - FOR_NEW_VALUES
  return used > most * MOST_OF_MEMORY ? Math.round(most / 2 ** 20) : null
}

/** The digest is made of what was read, so that a file which was only laid out anew is still intact. */
function verified(name: string, snapshot: Snapshot, expected: unknown): Result<ReadSnapshot> {
  const digest = snapshotDigest(snapshot)
  if (digest !== expected) {
    return fail({
      code: 'snapshot_damaged',
      field: name,
      params: { found: digest, expected: String(expected) },
    })
  }
  const isRedacted = snapshot.absent.includes('names') || snapshot.absent.includes('hosts')
  return ok({ snapshot, digest, isRedacted })
}

/** A newer file says so before anything in it is called wrong; undefined where the format is ours, or not known yet. */
function newerThanKnown(name: string, format: unknown): Result<never> | undefined {
  if (typeof format !== 'string') return undefined
  const version = /^urn:grantdesk:snapshot:([1-9]\d{0,8})$/.exec(format)?.[1]
  if (version === undefined) return unreadableSnapshot(name, { problem: 'snapshot_none' })
  if (Number(version) <= SNAPSHOT_VERSION) return undefined
  return fail({
    code: 'snapshot_newer',
    field: name,
    params: { version: Number(version), supported: SNAPSHOT_VERSION },
  })
}

function unreadable(name: string, { problem, path, fillings }: SplitProblem, line: number): Result<never> {
  const place = path.length > 0 ? { pointer: snapshotPointer(path) } : { line }
  return unreadableSnapshot(name, { ...fillings, ...place, problem })
}

function unpackable(name: string, { reason, limit }: Unpackable): Result<never> {
  if (reason === 'too_large') return fail({ code: 'snapshot_too_large', field: name, params: { limit } })
  return unreadableSnapshot(name, { problem: reason === 'ends' ? 'file_ends' : 'packed_damaged' })
}
