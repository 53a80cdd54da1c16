import { createReadStream } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { keptSnapshot } from '../../contract/snapshots.ts'
import { fail, ok, type Result } from '../../model/result.ts'
import { isMissing } from './library-failure.ts'
import { namesIn, removeAbandoned, writeWhole, writeWholeText } from './write-whole.ts'

/** What is known of a kept snapshot without reading it. */
export type KeptSnapshot = z.output<typeof keptSnapshot>

/** The bytes of a kept snapshot's file, and what is known of it. */
export interface OpenedFile {
  readonly kept: KeptSnapshot
  bytes(): AsyncIterable<Uint8Array>
}

const RECORD = '.summary.json'
const FILE = '.json.gz'
const idForm = /^[0-9a-f]{64}$/

/** The id of a snapshot: the hexadecimal part of its digest. */
export function snapshotIdOf(digest: string): string {
  return digest.replace(/^sha256:/, '')
}

export function isSnapshotId(text: string): boolean {
  return idForm.test(text)
}

/**
 * The snapshots that this workspace keeps: a file under its digest, and beside it a record of what it holds. The record is written
 * last and removed first, so that whatever is listed is there (F1).
 */
export class SnapshotShelf {
  readonly #directory: string

  constructor(directory: string) {
    this.#directory = directory
  }

  /** Newest first; records that cannot be read are no snapshots. */
  async list(): Promise<readonly KeptSnapshot[]> {
    const names = await namesIn(this.#directory)
    const ids = names.filter((name) => name.endsWith(RECORD)).map((name) => name.slice(0, -RECORD.length))
    const found = await Promise.all(ids.map((id) => this.#record(id)))
    return found
      .filter((kept) => kept !== undefined)
      .sort((one, other) => compare(other.takenAt, one.takenAt) || compare(one.id, other.id))
  }

  async find(id: string): Promise<Result<KeptSnapshot>> {
    const kept = await this.#record(id)
    return kept ? ok(kept) : fail({ code: 'snapshot_not_found', value: id.slice(0, 64) })
  }

  async open(id: string): Promise<Result<OpenedFile>> {
    const found = await this.find(id)
    if (!found.ok) return found
    const path = this.#path(id, FILE)
    return ok({ kept: found.value, bytes: () => createReadStream(path, { highWaterMark: 256 * 1024 }) })
  }

  /** Keeps a snapshot's packed file; one that is kept already is written anew, which mends a damaged one. */
  async keep(
    summary: Omit<KeptSnapshot, 'id' | 'size'>,
    chunks: AsyncIterable<Uint8Array>,
  ): Promise<KeptSnapshot> {
    const id = snapshotIdOf(summary.digest)
    if (!isSnapshotId(id)) throw new Error('a snapshot without a digest cannot be kept')
    const { size } = await writeWhole(this.#directory, chunks, () => `${id}${FILE}`)
    const kept = { ...summary, id, size }
    await writeWholeText(this.#path(id, RECORD), JSON.stringify(kept))
    return kept
  }

  async remove(id: string): Promise<Result<Record<string, never>>> {
    const found = await this.find(id)
    if (!found.ok) return found
    await rm(this.#path(id, RECORD), { force: true })
    await rm(this.#path(id, FILE), { force: true })
    return ok({})
  }

  /** Removes what was left half-written. */
  tidy(now: Date): Promise<void> {
    return removeAbandoned(this.#directory, now)
  }

  async #record(id: string): Promise<KeptSnapshot | undefined> {
    if (!isSnapshotId(id)) return undefined
    try {
      const parsed = recordText.safeParse(await readFile(this.#path(id, RECORD), 'utf8'))
      return parsed.success && parsed.data.id === id ? parsed.data : undefined
    } catch (cause) {
      if (isMissing(cause)) return undefined
      throw cause
    }
  }

  #path(id: string, ending: string): string {
    return join(this.#directory, `${id}${ending}`)
  }
}

const recordText = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      context.addIssue({ code: 'custom', message: 'no JSON' })
      return z.NEVER
    }
  })
  .pipe(keptSnapshot)

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
