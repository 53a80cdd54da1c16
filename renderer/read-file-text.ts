/** More than the core reads of a document: enough for it to see that this one is too large. */
const readAtMost = 41 * 1024 * 1024

/** The text of a file, or undefined if it is not UTF-8. */
export async function readFileText(file: File): Promise<string | undefined> {
  const isWhole = file.size <= readAtMost
  const bytes = await file.slice(0, readAtMost).arrayBuffer()
  try {
    // A character may be cut in two where a file is.
    return new TextDecoder('utf-8', { fatal: isWhole }).decode(bytes)
  } catch {
    // A fatal decoder throws a TypeError for malformed text, and nothing else.
    return undefined
  }
}
