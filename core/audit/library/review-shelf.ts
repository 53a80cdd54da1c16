import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fail, ok, type Result } from '../../model/result.ts'
import { readReviewFile, writeReviewFile, type ReviewFile } from '../review/review-file.ts'
import { isMissing } from './library-failure.ts'
import { isSnapshotId } from './snapshot-shelf.ts'
import { writeWholeText } from './write-whole.ts'

/** The review campaigns of kept snapshots, one for each. */
export class ReviewShelf {
  readonly #directory: string

  constructor(directory: string) {
    this.#directory = directory
  }

  /** Null where nobody has decided anything yet; a file that was damaged is refused, not begun anew. */
  async read(snapshotId: string): Promise<Result<ReviewFile | null>> {
    if (!isSnapshotId(snapshotId)) return fail({ code: 'snapshot_not_found', value: snapshotId.slice(0, 64) })
    try {
      return readReviewFile(await readFile(this.#pathOf(snapshotId), 'utf8'))
    } catch (cause) {
      if (isMissing(cause)) return ok(null)
      throw cause
    }
  }

  async write(snapshotId: string, file: ReviewFile): Promise<void> {
    await writeWholeText(this.#pathOf(snapshotId), writeReviewFile(file))
  }

  #pathOf(snapshotId: string): string {
    return join(this.#directory, `${snapshotId}.json`)
  }
}
