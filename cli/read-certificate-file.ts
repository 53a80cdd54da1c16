import { open } from 'node:fs/promises'
import { unreadable } from './exit.ts'
import { fileProblem } from './file-problem.ts'
import type { Words } from './words/english.ts'

const MAX_BYTES = 100_000

/** A certificate's file as the core takes it: PEM as it is, the bytes of DER in base64. */
export async function readCertificateFile(path: string, words: Words): Promise<string> {
  const bytes = await readStart(path, words)
  if (bytes.length > MAX_BYTES) throw unreadable(words.certificateTooLong(path))
  // DER begins with the tag of a sequence and holds bytes that no text has.
  return bytes[0] === 0x30 ? bytes.toString('base64') : bytes.toString('utf8')
}

async function readStart(path: string, words: Words): Promise<Buffer> {
  try {
    await using file = await open(path)
    const bytes = Buffer.alloc(MAX_BYTES + 1)
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0)
    return bytes.subarray(0, bytesRead)
  } catch (cause) {
    throw unreadable(words.fileUnreadable(path, fileProblem(cause, words)))
  }
}
