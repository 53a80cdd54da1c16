import type { AdminClient } from '../core/contract/contract.ts'
import type { WireResult } from '../core/contract/definition.ts'
import type { Language } from '../core/contract/shapes.ts'

/** Small enough for every transport once it is written in base64. */
const pieceSize = 4 * 1024 * 1024
/** Longer argument lists than this overflow the stack of some engines. */
const callSize = 0x8000

/** How a file is passed on: in which language refusals are, and what is told of the bytes that have crossed. */
export interface Crossing {
  readonly language: Language
  readonly isCancelled?: () => boolean
  readonly onProgress?: (bytes: number) => void
}

/** Sends a file to the host piece by piece, and answers the id by which the host knows it. */
export async function sendFile(
  client: Pick<AdminClient, 'file.append'>,
  file: Pick<File, 'name' | 'size' | 'slice'>,
  { language, isCancelled, onProgress }: Crossing,
): Promise<WireResult<string>> {
  let fileId: string | null = null
  let offset = 0
  do {
    const bytes = new Uint8Array(await file.slice(offset, offset + pieceSize).arrayBuffer())
    if (isCancelled?.() === true) return cancelled
    const result: Awaited<ReturnType<AdminClient['file.append']>> = await client['file.append']({
      fileId,
      name: file.name,
      chunk: toBase64(bytes),
      language,
    })
    if (!result.ok) return result
    fileId = result.value.fileId
    offset += pieceSize
    onProgress?.(Math.min(offset, file.size))
  } while (offset < file.size)
  return { ok: true, value: fileId }
}

/** Reads a file that an operation made, piece by piece. */
export async function receiveFile(
  client: Pick<AdminClient, 'file.read'>,
  fileId: string,
  { language, isCancelled, onProgress }: Crossing,
): Promise<WireResult<Blob>> {
  const pieces: BlobPart[] = []
  let offset: number | null = 0
  while (offset !== null) {
    if (isCancelled?.() === true) return cancelled
    const result: Awaited<ReturnType<AdminClient['file.read']>> = await client['file.read']({
      fileId,
      offset,
      language,
    })
    if (!result.ok) return result
    const bytes = fromBase64(result.value.chunk)
    pieces.push(bytes)
    onProgress?.(offset + bytes.byteLength)
    offset = result.value.next
  }
  return { ok: true, value: new Blob(pieces) }
}

const cancelled: WireResult<never> = { ok: false, failure: { code: 'cancelled', message: '' } }

function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += callSize) {
    text += String.fromCharCode(...bytes.subarray(at, at + callSize))
  }
  return btoa(text)
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text)
  const bytes = new Uint8Array(binary.length)
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at)
  return bytes
}
