import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import type { ReadSnapshot } from '../core/audit/snapshot/read-snapshot.ts'
import type { Result } from '../core/model/result.ts'
import { unreadable } from './exit.ts'
import { fileProblem } from './file-problem.ts'
import type { FileTask } from './interruptible.ts'
import { refusal } from './refusal.ts'
import type { Plain } from './session.ts'

/** A policy has a few pages. */
const LARGEST_POLICY = 1_000_000

type Reading = Pick<FileTask, 'pace'>

/** Reads a snapshot's file while its bytes arrive; whatever is wrong with it ends the command, and is told. */
export async function readSnapshotFile(plain: Plain, path: string, { pace }: Reading): Promise<ReadSnapshot> {
  const { readSnapshot } = await import('../core/audit/snapshot/read-snapshot.ts')
  const size = await sizeOf(plain, path)
  const { stop, onProgress } = pace
  return orRefusal(plain, path, () =>
    readSnapshot(createReadStream(path, { highWaterMark: 256 * 1024 }), {
      name: path,
      onProgress: (bytes) => onProgress?.(bytes, size),
      ...(stop && { isCancelled: stop }),
    }),
  )
}

/** What reading answers; the system's own words for a file that cannot be read, and the core's refusal of what is in it. */
export async function orRefusal<Value>(
  plain: Plain,
  path: string,
  read: () => Promise<Result<Value>>,
): Promise<Value> {
  const found = await orUnreadable(plain, path, read)
  if (!found.ok) throw refusal(plain, found.failure)
  return found.value
}

/** The text of a policy file. */
export async function readPolicyText(plain: Plain, path: string): Promise<string> {
  if ((await sizeOf(plain, path)) > LARGEST_POLICY) {
    const params = { problem: 'too_large', limit: LARGEST_POLICY }
    throw refusal(plain, { code: 'policy_invalid', params })
  }
  return orUnreadable(plain, path, () => readFile(path, 'utf8'))
}

export async function sizeOf(plain: Plain, path: string): Promise<number> {
  const { size } = await orUnreadable(plain, path, () => stat(path))
  return size
}

async function orUnreadable<Value>(
  { words }: Pick<Plain, 'words'>,
  path: string,
  read: () => Promise<Value>,
): Promise<Value> {
  try {
    return await read()
  } catch (cause) {
    const isOfTheSystem = cause instanceof Error && 'syscall' in cause
    throw isOfTheSystem ? unreadable(words.fileUnreadable(path, fileProblem(cause, words))) : cause
  }
}
