import type { Connection } from './connection.ts'
import type { StoredRecord } from './record.ts'
import { unpackRecord } from './record.ts'
import type { Turn } from './turns.ts'

/** How many records are read at once. */
const PIECE = 1_000

interface NamedRecord extends StoredRecord {
  readonly id: string
}

/** Every record of a long list in the order of ids, piece by piece, so that the event loop can breathe in between. */
export async function wholeList<Value>(
  connection: Connection,
  turn: Turn,
  list: { readonly table: 'client' | 'authorization' | 'user'; readonly organizationId: string },
): Promise<readonly Value[]> {
  const values: Value[] = []
  let after = ''
  for (;;) {
    const size = await turn(() => {
      const piece = connection.all<NamedRecord>(
        `SELECT id, record, checksum FROM ${list.table} WHERE organization_id = ? AND id > ?
         ORDER BY id LIMIT ${String(PIECE)}`,
        list.organizationId,
        after,
      )
      for (const stored of piece) values.push(unpackRecord<Value>(stored, connection.path))
      after = piece.at(-1)?.id ?? after
      return piece.length
    })
    if (size < PIECE) return values
  }
}
