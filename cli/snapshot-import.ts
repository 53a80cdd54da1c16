import { createReadStream } from 'node:fs'
import { readAnyImport } from '../core/audit/import/read-any-import.ts'
import { writeSnapshot } from '../core/audit/snapshot/write-snapshot.ts'
import { confirm } from './confirm.ts'
import { interruptible } from './interruptible.ts'
import { orRefusal, sizeOf } from './read-snapshot-file.ts'
import type { Plain } from './session.ts'
import { plain as asPlain } from './text.ts'
import { writeWholeFile } from './write-file.ts'

/** How many problems are told; the rest is counted. */
const MOST_TOLD = 50

export interface ImportOptions {
  readonly out: string
  readonly organization?: string
  readonly yes?: boolean
}

/** Makes a snapshot of files from elsewhere; with unreadable records in them only once that is confirmed (F2). */
export async function importSnapshotFiles(
  plain: Plain,
  paths: readonly string[],
  { out, organization = '', yes = false }: ImportOptions,
): Promise<void> {
  const { words, language } = plain
  const { snapshot, digest, problems, good } = await interruptible(plain, async ({ pace }) => {
    const sizes: number[] = []
    for (const path of paths) sizes.push(await sizeOf(plain, path))
    const size = sizes.reduce((sum, one) => sum + one, 0)
    const files = paths.map((path) => ({ name: path, chunks: createReadStream(path) }))
    return orRefusal(plain, paths.join(', '), () =>
      readAnyImport(files, {
        ...{ organizationName: organization, now: new Date(), language },
        onProgress: (bytes) => pace.onProgress?.(bytes, size),
        ...(pace.stop && { isCancelled: pace.stop }),
      }),
    )
  })
  if (problems.length > 0) {
    const told = problems
      .slice(0, MOST_TOLD)
      .map(({ place, message }) => `  ${asPlain(place)}: ${asPlain(message)}`)
    const rest = problems.length - told.length
    const consequences = [
      words.importProblems(problems.length, good),
      ...told,
      ...(rest > 0 ? [words.andMore(rest)] : []),
    ]
    if (yes && !plain.out.json) plain.out.note(...consequences)
    await confirm(plain, { consequences, question: words.askImport(good), yes })
  }
  const gzip = out.toLowerCase().endsWith('.gz')
  await writeWholeFile(out, writeSnapshot(snapshot, { gzip }), words)
  const left = problems.length
  plain.out.record({ id: digest, path: out, source: snapshot.source, good, problems }, () => [
    words.snapshotImported(good, left, asPlain(out)),
    words.snapshotDigest(digest),
  ])
}
