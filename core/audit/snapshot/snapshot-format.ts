import type { Failure } from '../../model/failure.ts'
import { fail, type Result } from '../../model/result.ts'

/** The version of the file format that is written, and the newest that is read (U1). */
export const SNAPSHOT_VERSION = 1

/** Names the format and its version; the first member of a file, so that a newer one is known before anything else. */
export const snapshotSchema = `urn:grantdesk:snapshot:${String(SNAPSHOT_VERSION)}`

/** The longest text of one record, in bytes. */
export const MAX_RECORD_BYTES = 4 * 2 ** 20

/** The deepest nesting inside one record. */
export const MAX_RECORD_DEPTH = 64

/** Problems of a file as `core/wording` knows them, apart from those of JSON itself. */
export type SnapshotProblem =
  | 'missing'
  | 'text'
  | 'whole_number'
  | 'boolean'
  | 'list'
  | 'object'
  | 'options'
  | 'smaller'
  | 'shape'
  | 'fewer'
  | 'moment'
  | 'day'
  | 'operation_name'
  | 'key_unknown'
  | 'key_repeated'
  | 'nesting_limit'
  | 'record_long'
  | 'document_empty'
  | 'document_not_utf8'
  | 'json_goes_on'
  | 'json_comma_in_object'
  | 'json_colon'
  | 'json_key'
  | 'json_value'
  | 'snapshot_none'
  | 'packed_damaged'
  | 'file_ends'

/** The longest pointer that a sentence repeats. */
const LONGEST_POINTER = 200

/** A file that is no snapshot, or a place in it that cannot be read; `problem` and the place become words in `core/wording`. */
export function unreadableSnapshot(
  name: string,
  params: NonNullable<Failure['params']> & { readonly problem: string },
): Result<never> {
  const { pointer } = params
  const shown =
    typeof pointer === 'string' && pointer.length > LONGEST_POINTER
      ? { pointer: `${pointer.slice(0, LONGEST_POINTER)}…` }
      : {}
  return fail({ code: 'snapshot_unreadable', field: name, params: { ...params, ...shown } })
}
