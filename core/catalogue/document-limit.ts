import { fail, type Result } from '../model/result.ts'

/** API documents beyond 40 MB are not read. */
export const MAX_DOCUMENT_BYTES = 40 * 1024 * 1024

export function documentTooLarge(bytes: number): Result<never> {
  return fail({ code: 'catalogue_too_large', params: { bytes, limit: MAX_DOCUMENT_BYTES } })
}
