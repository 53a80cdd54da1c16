import { Readable, pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'

/** What a file may unpack to, in bytes. */
export const MAX_UNPACKED_BYTES = 4 * 2 ** 30

/** What gzip saves at most on records; whatever saves more is a bomb. */
const MAX_RATIO = 250
/** Below this, the ratio says nothing. */
const RATIO_FROM = 16 * 2 ** 20

/** Bytes that are read in one go. */
const PIECE = 262_144

/** Why bytes end before the file does: it grows too large, or its packing is damaged or cut off. */
export class Unpackable {
  readonly reason: 'too_large' | 'damaged' | 'ends'
  /** The bytes that it may have at most. */
  readonly limit: number

  constructor(reason: Unpackable['reason'], limit = 0) {
    this.reason = reason
    this.limit = limit
  }
}

export interface UnpackLimits {
  readonly maxBytes: number
  /** Bytes of the file that were read so far. */
  readonly onRead: (bytes: number) => void
}

/** The bytes of a file, unpacked where it is gzip by its first bytes; ends with the reason where it cannot go on. */
export async function* unpack(
  chunks: AsyncIterable<Uint8Array>,
  { maxBytes, onRead }: UnpackLimits,
): AsyncGenerator<Buffer | Unpackable> {
  let packed = 0
  const counted = inPieces(chunks, (bytes) => {
    packed += bytes
    onRead(packed)
  })
  const first = await counted.next()
  if (first.done) return
  const isGzip = first.value[0] === 0x1f && first.value[1] === 0x8b
  const whole = startingWith(first.value, counted)
  let unpacked = 0
  for await (const piece of isGzip ? gunzipped(whole) : whole) {
    if (piece instanceof Unpackable) {
      yield piece
      return
    }
    unpacked += piece.length
    const limit = isGzip ? Math.min(maxBytes, Math.max(RATIO_FROM, packed * MAX_RATIO)) : maxBytes
    if (unpacked > limit) {
      yield new Unpackable('too_large', limit)
      return
    }
    yield unpacked === piece.length ? withoutMark(piece) : piece
  }
}

/** Chunks of one size: few small ones, since each costs a turn, and no large one, which would be taken in one go. */
async function* inPieces(
  chunks: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  let held: Buffer[] = []
  let length = 0
  for await (const chunk of chunks) {
    onBytes(chunk.length)
    for (let at = 0; at < chunk.length; at += PIECE) {
      const part = chunk.subarray(at, at + PIECE)
      held.push(Buffer.from(part.buffer, part.byteOffset, part.length))
      length += part.length
      if (length < PIECE) continue
      yield Buffer.concat(held)
      held = []
      length = 0
    }
  }
  if (length > 0) yield Buffer.concat(held)
}

async function* startingWith(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first
  yield* rest
}

async function* gunzipped(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer | Unpackable> {
  const unpacker = createGunzip({ chunkSize: PIECE })
  // What goes wrong in the source, or in the packing, is thrown where the bytes are read.
  pipeline(Readable.from(packed), unpacker, () => undefined)
  try {
    for await (const chunk of unpacker) yield asBuffer(chunk)
  } catch (fault) {
    const code = fault instanceof Error && 'code' in fault ? String(fault.code) : ''
    if (!code.startsWith('Z_')) throw fault
    yield new Unpackable(code === 'Z_BUF_ERROR' ? 'ends' : 'damaged')
  }
}

/** Without the byte order mark that some editors write. */
function withoutMark(piece: Buffer): Buffer {
  return piece[0] === 0xef && piece[1] === 0xbb && piece[2] === 0xbf ? piece.subarray(3) : piece
}

function asBuffer(chunk: unknown): Buffer {
  if (!Buffer.isBuffer(chunk)) throw new TypeError('a stream of bytes gave something else')
  return chunk
}
