import { describe, expect, it } from 'vitest'
import { receiveFile, sendFile } from '../../renderer/file-pieces.ts'

const pieceSize = 4 * 1024 * 1024

/** A host that keeps what it is sent, and gives it back in pieces of another size. */
function keepingHost(readSize: number) {
  const sizes: number[] = []
  let kept = Buffer.alloc(0)
  return {
    sizes,
    kept: () => kept,
    client: {
      'file.append': ({ chunk }: { readonly chunk: string }) => {
        const bytes = Buffer.from(chunk, 'base64')
        sizes.push(bytes.length)
        kept = Buffer.concat([kept, bytes])
        return Promise.resolve({ ok: true, value: { fileId: 'f1', size: kept.length } } as const)
      },
      'file.read': ({ offset }: { readonly offset: number }) => {
        const end = offset + readSize
        const value = {
          chunk: kept.subarray(offset, end).toString('base64'),
          next: end < kept.length ? end : null,
          size: kept.length,
        }
        return Promise.resolve({ ok: true, value } as const)
      },
    },
  }
}

describe('files in pieces (U1)', () => {
  const bytes = Uint8Array.from({ length: pieceSize + 70_001 }, (_, at) => (at * 31) % 256)
  const file = new File([bytes], 'snapshot.json.gz')

  it('cross to the host and back, byte for byte', async () => {
    const host = keepingHost(100_000)
    const told: number[] = []

    expect(
      await sendFile(host.client, file, { language: 'en', onProgress: (sent) => told.push(sent) }),
    ).toEqual({ ok: true, value: 'f1' })
    expect(host.sizes).toEqual([pieceSize, 70_001])
    expect(told).toEqual([pieceSize, bytes.length])
    const back = await receiveFile(host.client, 'f1', { language: 'en' })
    expect(back.ok && Buffer.from(await back.value.arrayBuffer()).equals(host.kept())).toBe(true)
    expect(host.kept().equals(Buffer.from(bytes))).toBe(true)
  })

  it('send an empty file as one empty piece', async () => {
    const host = keepingHost(100)

    expect(await sendFile(host.client, new File([], 'empty.csv'), { language: 'en' })).toEqual({
      ok: true,
      value: 'f1',
    })
    expect(host.sizes).toEqual([0])
  })

  it('stop between two pieces when they are cancelled', async () => {
    const host = keepingHost(100)
    const result = await sendFile(host.client, file, {
      language: 'en',
      isCancelled: () => host.sizes.length === 1,
    })

    expect(result.ok ? '' : result.failure.code).toBe('cancelled')
    expect(host.sizes).toEqual([pieceSize])
  })
})
