import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import type { InputOf } from '../core/contract/contract.ts'
import { unreadable } from './exit.ts'
import { fileProblem } from './file-problem.ts'
import type { Words } from './words/english.ts'

type Source = InputOf<'catalogue.import'>['source']

/** More than any catalogue may have: enough for the core to see that it is too large, without reading all of it. */
const READ_AT_MOST = 64 * 1024 * 1024

/** An address as it is, a file as its text. */
export async function readCatalogueSource(source: string, words: Words): Promise<Source> {
  if (/^https?:\/\//i.test(source)) return { kind: 'url', url: source }
  return { kind: 'text', name: basename(source), text: decode(await readStart(source, words), source, words) }
}

async function readStart(path: string, words: Words): Promise<Uint8Array> {
  try {
    await using file = await open(path)
    const { size } = await file.stat()
    const bytes = Buffer.alloc(Math.min(size, READ_AT_MOST))
    let filled = 0
    while (filled < bytes.length) {
      const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    return bytes.subarray(0, filled)
  } catch (cause) {
    throw unreadable(words.fileUnreadable(path, fileProblem(cause, words)))
  }
}

function decode(bytes: Uint8Array, path: string, words: Words): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw unreadable(words.fileUnreadable(path, words.notUtf8))
  }
}
