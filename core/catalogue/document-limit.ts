import { MAX_DOCUMENT_BYTES } from '../model/api-document.ts'
import { fail, type Result } from '../model/result.ts'

export function documentTooLarge(bytes: number): Result<never> {
  return fail({ code: 'catalogue_too_large', params: { bytes, limit: MAX_DOCUMENT_BYTES } })
}
