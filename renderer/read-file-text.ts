/** The text of a file, or undefined if it is not UTF-8. */
export async function readFileText(file: File): Promise<string | undefined> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
  } catch {
    // A fatal decoder throws a TypeError for malformed text, and a file that cannot be read is no text either.
    return undefined
  }
}
