import type { Failure, FailureCode } from '../../model/failure.ts'

/** What the system says of a folder that cannot be used, as the store would say it of its file (F2). */
const codes: Readonly<Record<string, FailureCode>> = {
  ENOSPC: 'store_full',
  EDQUOT: 'store_full',
  EACCES: 'store_read_only',
  EPERM: 'store_read_only',
  EROFS: 'store_read_only',
  ENOTDIR: 'store_unreachable',
  EIO: 'store_unreachable',
  EMFILE: 'store_unreachable',
}

/** The refusal that a thrown cause of this room stands for, such as a full disk; undefined for a fault. */
export function libraryFailure(cause: unknown): Failure | undefined {
  if (!(cause instanceof Error) || !('code' in cause) || !('path' in cause || 'syscall' in cause))
    return undefined
  const code = codes[String(cause.code)]
  if (code === undefined) return undefined
  return { code, value: 'path' in cause ? String(cause.path) : '', rule: 'F2' }
}

/** Whether a file or folder simply is not there. */
export function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
}
