/** Long tasks under way, by the id that the caller chose, so that they can be followed and cancelled. */
export class RunningTasks {
  readonly #running = new Map<string, AbortController>()
  readonly #announce: (progress: TaskProgress) => void

  constructor(announce: (progress: TaskProgress) => void) {
    this.#announce = announce
  }

  /** Runs a task; an empty id runs one that nobody follows. */
  async run<Value>(
    taskId: string,
    work: (signal: AbortSignal, onProgress: FollowedWork['onProgress']) => Promise<Value>,
  ): Promise<Value> {
    const controller = new AbortController()
    if (taskId !== '') this.#running.set(taskId, controller)
    try {
      return await work(controller.signal, (done, total) => {
        if (taskId !== '') this.#announce({ taskId, done, total })
      })
    } finally {
      if (this.#running.get(taskId) === controller) this.#running.delete(taskId)
    }
  }

  /** Asks a task to stop; one that has ended already is left alone. */
  cancel(taskId: string): void {
    this.#running.get(taskId)?.abort()
  }

  cancelAll(): void {
    for (const controller of this.#running.values()) controller.abort()
  }
}

/** What a long task is given, so that it can be followed and cancelled. */
export interface FollowedWork {
  readonly signal: AbortSignal
  readonly onProgress: (done: number, total: number) => void
}

export interface TaskProgress {
  readonly taskId: string
  readonly done: number
  readonly total: number
}
