import { crc32 } from 'node:zlib'
import { storeIsDamaged } from './store-error.ts'

/** A record as a table holds it: JSON, and a checksum, because SQLite notices no flipped bit inside a value. */
export interface StoredRecord {
  readonly record: string
  readonly checksum: number
}

export function packRecord(value: object): StoredRecord {
  const record = JSON.stringify(value)
  return { record, checksum: crc32(record) }
}

/** Reads a record back; one that differs from what was written is reported and never used (F2). */
export function unpackRecord<Value>(stored: StoredRecord, path: string): Value {
  if (crc32(stored.record) !== stored.checksum)
    throw storeIsDamaged(path, `a record differs from its checksum`)
  // INVARIANT: only packRecord writes records, each table holds one type, and the checksum has just been compared.
  return JSON.parse(stored.record) as Value
}
