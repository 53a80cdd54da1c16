import { keepPace, type Pace } from '../../policy/long-question.ts'

/** Progress is told in so many parts, whatever its stages count. */
const WHOLE = 1_000

/** Parts of a long task, each with its share of the whole; they are told as one progress. */
export function stages(pace: Pace, shares: readonly number[]): readonly Pace[] {
  const sum = shares.reduce((total, share) => total + share, 0)
  let before = 0
  return shares.map((share) => {
    const from = before
    before += share
    return {
      ...(pace.stop && { stop: pace.stop }),
      onProgress: (done, total) => {
        const part = total === 0 ? 1 : Math.min(1, done / total)
        pace.onProgress?.(Math.floor((WHOLE * (from + share * part)) / sum), WHOLE)
      },
    }
  })
}

/** Passes pieces on, and ends between two of them where nobody waits any more. */
export function* paced<Piece>(pieces: Iterable<Piece>, pace: Pace): Generator<Piece> {
  for (const piece of pieces) {
    keepPace({ ...(pace.stop && { stop: pace.stop }) }, 0, 1)
    yield piece
  }
}

/** The same for bytes that come one after the other. */
export async function* pacedBytes(pieces: AsyncIterable<Uint8Array>, pace: Pace): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    keepPace({ ...(pace.stop && { stop: pace.stop }) }, 0, 1)
    yield piece
  }
}
