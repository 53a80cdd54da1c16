import type { Words } from './words/english.ts'

/** Why a file cannot be used, in a few words. */
export function fileProblem(cause: unknown, words: Words): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return words.fileProblems[code] ?? (code || String(cause))
}
