// The build for browsers: that for Node declares a `require` of its own, which the desktop's bundle has too.
import { unzipSync, zipSync } from 'fflate/browser'

/** One file of an archive. */
export interface ArchiveFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/**
 * A ZIP archive whose bytes follow from its files alone: nothing is compressed, every file has the same time, and the order is
 * that of the list. So whoever has the files can make it again and compare, on any machine and in any later version (U5).
 */
export function writeArchive(files: readonly ArchiveFile[]): Uint8Array {
  return zipSync(Object.fromEntries(files.map(({ name, bytes }) => [name, bytes])), {
    level: 0,
    // The parts of a local time are written, so that this one is the same in every time zone.
    mtime: new Date(1980, 0, 1),
  })
}

/** The files of an archive that `writeArchive` made; throws for one that is none, or whose files are larger than itself. */
export function readArchive(bytes: Uint8Array): readonly ArchiveFile[] {
  let total = 0
  const entries = unzipSync(bytes, {
    filter: ({ compression, size, originalSize }) => {
      total += size
      // Many entries may name the same bytes, and each of them becomes a copy.
      if (compression !== 0 || size !== originalSize || total > bytes.length) {
        throw new Error('an entry is compressed, or shares its bytes with another')
      }
      return true
    },
  })
  return Object.entries(entries).map(([name, content]) => ({ name, bytes: content }))
}

/** The first place where two archives differ; undefined where they are the same. */
export function firstDifference(one: Uint8Array, other: Uint8Array): number | undefined {
  if (Buffer.compare(one, other) === 0) return undefined
  const length = Math.min(one.length, other.length)
  for (let at = 0; at < length; at++) if (one[at] !== other[at]) return at
  return length
}
