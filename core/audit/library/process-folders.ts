import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { namesIn } from './write-whole.ts'

/** Where a file that is still open cannot be removed, a worker that was cancelled lets it go in a moment. */
const patiently = { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }

/**
 * Folders that live no longer than this process, in one of its own. Those of processes that ended are removed at the start,
 * since several processes may share a workspace.
 */
export class ProcessFolders {
  /** The folder of this process; it may not be there yet. */
  readonly own: string
  readonly #root: string
  readonly #processId: number

  constructor(root: string, processId: number) {
    this.#root = root
    this.#processId = processId
    this.own = join(root, String(processId))
  }

  /** Removes whatever a process that ended could not. */
  async tidy(isRunning: (processId: number) => boolean): Promise<void> {
    for (const name of await namesIn(this.#root)) {
      const processId = Number(name)
      if (!/^\d{1,10}$/.test(name) || processId === this.#processId || isRunning(processId)) continue
      await rm(join(this.#root, name), patiently)
    }
    // What lies there already is of a process that had this number before.
    await rm(this.own, patiently)
  }

  /** An empty folder of this name. */
  async make(name: string): Promise<string> {
    const path = join(this.own, name)
    await rm(path, patiently)
    await mkdir(path, { recursive: true, mode: 0o700 })
    return path
  }

  async remove(name: string): Promise<void> {
    await rm(join(this.own, name), patiently)
  }

  /** Removes every folder of this process. */
  async removeAll(): Promise<void> {
    await rm(this.own, patiently)
  }
}

/** Whether a process of this number is there; one of somebody else's is. */
export function isProcessRunning(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM'
  }
}
