import { createHash, type Hash } from 'node:crypto'
import { Readable, pipeline } from 'node:stream'
import { createGzip } from 'node:zlib'
import type { Snapshot } from '../../model/snapshot.ts'
import { snapshotText } from './snapshot-text.ts'

/** Characters that are gathered before they are written or hashed. */
const PIECE = 65_536

/**
 * The bytes of a snapshot's file, while they are asked for: canonical JSON with a record in each line, its digest last. Equal
 * snapshots have equal files.
 */
export async function* writeSnapshot(
  snapshot: Snapshot,
  { gzip = false }: { readonly gzip?: boolean } = {},
): AsyncGenerator<Uint8Array> {
  if (!gzip) {
    yield* plainBytes(snapshot)
    return
  }
  const packer = createGzip()
  // What goes wrong in the source ends the packer, which then throws it where its bytes are read.
  pipeline(Readable.from(plainBytes(snapshot)), packer, () => undefined)
  for await (const chunk of packer) yield asBytes(chunk)
}

/** `sha256:` and the hash of a snapshot's canonical content: equal for equal snapshots, whatever their files look like (U1). */
export function snapshotDigest(snapshot: Snapshot): string {
  const hash = createHash('sha256')
  for (const { text } of gathered(snapshotText(snapshot))) hash.update(text)
  return digestOf(hash)
}

function* plainBytes(snapshot: Snapshot): Generator<Uint8Array> {
  const hash = createHash('sha256')
  for (const { text, lines } of gathered(snapshotText(snapshot))) {
    hash.update(text)
    yield Buffer.from(lines)
  }
  yield Buffer.from(`\n,"digest":${JSON.stringify(digestOf(hash))}}\n`)
}

function digestOf(hash: Hash): string {
  return `sha256:${hash.update('}').digest('hex')}`
}

/** Pieces put together, once as they are hashed and once as they stand in lines. */
function* gathered(pieces: Iterable<string>): Generator<{ readonly text: string; readonly lines: string }> {
  let held: string[] = []
  let length = 0
  let isFirst = true
  const flush = () => {
    const lines = `${isFirst ? '' : '\n'}${held.join('\n')}`
    const both = { text: held.join(''), lines }
    held = []
    length = 0
    isFirst = false
    return both
  }
  for (const piece of pieces) {
    held.push(piece)
    length += piece.length
    if (length >= PIECE) yield flush()
  }
  if (held.length > 0) yield flush()
}

function asBytes(chunk: unknown): Uint8Array {
  if (!(chunk instanceof Uint8Array)) throw new TypeError('a stream of bytes gave something else')
  return chunk
}
