/** API documents beyond 40 MB are not read. */
export const MAX_DOCUMENT_BYTES = 40 * 1024 * 1024
