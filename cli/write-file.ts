import { randomBytes } from 'node:crypto'
import { open, realpath, rename, rm, stat } from 'node:fs/promises'
import { CommandError, exitCodes } from './exit.ts'
import { fileProblem } from './file-problem.ts'
import type { Terminal } from './terminal.ts'
import type { Words } from './words/english.ts'

/**
 * Writes a file as a whole or not at all: what is there already stays until everything is written beside it. Only its owner may
 * read it.
 */
export async function writeWholeFile(
  path: string,
  chunks: AsyncIterable<string | Uint8Array>,
  words: Words,
): Promise<void> {
  const target = await realpath(path).catch(() => path)
  const part = `${target}.${randomBytes(4).toString('hex')}.part`
  try {
    // A file takes the place of a file only, never that of a device.
    const present = await stat(target).catch(() => null)
    if (present && !present.isFile()) throw unwritable(path, words.notAFile, words)
    await using file = await open(part, 'wx', 0o600)
    for await (const chunk of chunks) await file.writeFile(chunk)
    await file.sync()
    await file.close()
    await rename(part, target)
  } catch (cause) {
    await rm(part, { force: true })
    const isOfTheSystem = cause instanceof Error && 'syscall' in cause
    throw isOfTheSystem ? unwritable(path, fileProblem(cause, words), words) : cause
  }
}

/** Writes as fast as the reader takes it; one that goes away, such as `head`, has had enough. */
export async function writeStream(
  stdout: Terminal['stdout'],
  chunks: AsyncIterable<string | Uint8Array>,
): Promise<void> {
  const gone = new AbortController()
  const leave = () => {
    gone.abort()
  }
  stdout.once('close', leave).once('error', leave)
  try {
    for await (const chunk of chunks) {
      if (gone.signal.aborted) return
      if (!stdout.write(chunk)) await untilTaken(stdout)
    }
  } finally {
    stdout.off('close', leave).off('error', leave)
  }
}

function untilTaken(stdout: Terminal['stdout']): Promise<void> {
  return new Promise((resolve) => {
    const events = ['drain', 'close', 'error'] as const
    const taken = () => {
      for (const event of events) stdout.off(event, taken)
      resolve()
    }
    for (const event of events) stdout.on(event, taken)
  })
}

function unwritable(path: string, reason: string, words: Words): CommandError {
  return new CommandError(
    { code: 'output_unwritable', exitCode: exitCodes.fault },
    words.fileUnwritable(path, reason),
    { path },
  )
}
