import type { Plain } from './session.ts'
import { writeStream, writeWholeFile } from './write-file.ts'

/** Writes to a file, as a whole or not at all, or to the output. */
export async function writeResult(
  { terminal, words }: Pick<Plain, 'terminal' | 'words'>,
  out: string | undefined,
  pieces: Iterable<string> | AsyncIterable<string | Uint8Array>,
): Promise<void> {
  const chunks = oneByOne(pieces)
  if (out === undefined) await writeStream(terminal.stdout, chunks)
  else await writeWholeFile(out, chunks, words)
}

async function* oneByOne(
  pieces: Iterable<string> | AsyncIterable<string | Uint8Array>,
): AsyncGenerator<string | Uint8Array> {
  yield* pieces
}

/** The format that a file's name ends with; undefined where it ends with none of them. */
export function formatOfName<Format extends string>(
  out: string | undefined,
  formats: readonly Format[],
): Format | undefined {
  return formats.find((format) => out?.toLowerCase().endsWith(`.${format}`))
}
