import { createGunzip } from 'node:zlib'
import { pipeline, Readable } from 'node:stream'
import type { Grantdesk } from '../core/grantdesk.ts'
import { followed } from './follow.ts'
import type { Session } from './session.ts'
import { plain } from './text.ts'
import { writeWholeFile } from './write-file.ts'

/** Takes a snapshot through the workspace's own operation, which asks for the permissions (O6), and writes it to a file. */
export async function takeSnapshotFile(session: Session, grantdesk: Grantdesk, file: string) {
  const acting = await session.acting()
  const { language, words } = session
  const before = await session.call('snapshot.list', {})
  const taken = await followed(session, { grantdesk }, ({ taskId }) =>
    session.call('snapshot.take', { acting, taskId }),
  )
  try {
    const { file: made } = await session.call('snapshot.export', { snapshotId: taken.id, language })
    const packed = Readable.from(pieces(session, made.fileId))
    const isPacked = file.toLowerCase().endsWith('.gz')
    // What goes wrong in reading ends the unpacking as well, which then throws it.
    const bytes: AsyncIterable<Uint8Array> = isPacked
      ? packed
      : pipeline(packed, createGunzip(), () => undefined)
    await writeWholeFile(file, bytes, words)
  } finally {
    // Whoever asked for a file did not ask the workspace to keep it as well.
    if (!before.some(({ id }) => id === taken.id)) {
      await session.call('snapshot.remove', { snapshotId: taken.id, language })
    }
  }
  const { digest, takenAt, clients, authorizations, users, roles, usageRows } = taken
  const counts = { clients, authorizations, users, roles, usageRows }
  session.out.record({ id: digest, path: file, takenAt, ...counts }, () => [
    words.snapshotTaken(plain(taken.organizationName), plain(file)),
    words.snapshotDigest(digest),
  ])
}

async function* pieces(session: Session, fileId: string): AsyncGenerator<Uint8Array> {
  let offset: number | null = 0
  while (offset !== null) {
    const read: { readonly chunk: string; readonly next: number | null } = await session.call('file.read', {
      ...{ fileId, offset },
      language: session.language,
    })
    yield Buffer.from(read.chunk, 'base64')
    offset = read.next
  }
}
