import { randomBytes } from 'node:crypto'
import { isMissing } from './library-failure.ts'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

type Chunks = AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>

/** The ending of files that are being written. */
const PART = '.part'
/** What nobody has written to for so long, in milliseconds, was left behind by a process that ended. */
const ABANDONED = 3_600_000

/**
 * Writes a file as a whole or not at all, readable by its owner only (F1). `nameWhenWritten` answers its name, which may depend on
 * what was written.
 */
export async function writeWhole(
  directory: string,
  chunks: Chunks,
  nameWhenWritten: () => string,
): Promise<{ readonly path: string; readonly size: number }> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const part = join(directory, `${randomBytes(8).toString('hex')}${PART}`)
  try {
    let size = 0
    await using file = await open(part, 'wx', 0o600)
    for await (const chunk of chunks) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
      await file.writeFile(bytes)
      size += bytes.byteLength
    }
    await file.sync()
    await file.close()
    const path = join(directory, nameWhenWritten())
    await rename(part, path)
    return { path, size }
  } catch (cause) {
    await rm(part, { force: true })
    throw cause
  }
}

/** The same for a text that is at hand. */
export async function writeWholeText(path: string, text: string): Promise<void> {
  await writeWhole(dirname(path), [text], () => basename(path))
}

/** Removes what a process that ended in the middle of writing left behind. */
export async function removeAbandoned(directory: string, now: Date): Promise<void> {
  for (const name of await namesIn(directory)) {
    if (!name.endsWith(PART)) continue
    const path = join(directory, name)
    const found = await stat(path).catch(() => undefined)
    if (found && now.getTime() - found.mtimeMs > ABANDONED) await rm(path, { force: true })
  }
}

/** The names in a folder; none where it was never made. */
export async function namesIn(directory: string): Promise<readonly string[]> {
  try {
    return await readdir(directory)
  } catch (cause) {
    if (isMissing(cause)) return []
    throw cause
  }
}
