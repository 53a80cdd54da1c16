import { closeSync, openSync, readSync } from 'node:fs'

interface Entry {
  readonly files?: Readonly<Record<string, Entry>>
  readonly offset?: string
  readonly size?: number
  readonly unpacked?: boolean
}

export interface ArchivedFile {
  readonly path: string
  readonly unpacked: boolean
  /** The content; empty for a file that lies beside the archive. */
  readonly content: Buffer
}

/** The files of an `.asar` archive: a JSON header, then the contents one after another. */
export function readArchive(archive: string): readonly ArchivedFile[] {
  const descriptor = openSync(archive, 'r')
  try {
    const start = readAt(descriptor, 0, 16)
    const headerSize = start.readUInt32LE(4)
    const header = readAt(descriptor, 16, start.readUInt32LE(12)).toString('utf8')
    // The archive's own format.
    const root = JSON.parse(header) as Entry
    return listed(root, '').map(({ path, entry }) => ({
      path,
      unpacked: entry.unpacked === true,
      content:
        entry.unpacked === true
          ? Buffer.alloc(0)
          : readAt(descriptor, 8 + headerSize + Number(entry.offset), entry.size ?? 0),
    }))
  } finally {
    closeSync(descriptor)
  }
}

function listed(folder: Entry, path: string): readonly { readonly path: string; readonly entry: Entry }[] {
  return Object.entries(folder.files ?? {}).flatMap(([name, entry]) => {
    const full = `${path}/${name}`
    return entry.files ? listed(entry, full) : [{ path: full, entry }]
  })
}

function readAt(descriptor: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  readSync(descriptor, bytes, 0, length, position)
  return bytes
}
