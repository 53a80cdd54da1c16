import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

const pixel = z.number().int().min(-100_000).max(100_000)

const desktopState = z.object({
  bounds: z.object({ x: pixel, y: pixel, width: pixel.positive(), height: pixel.positive() }).nullable(),
  maximized: z.boolean(),
  theme: z.enum(['system', 'light', 'dark']),
})

/** What the desktop remembers between two runs. */
export type DesktopState = Readonly<z.infer<typeof desktopState>>
export type Theme = DesktopState['theme']

const initial: DesktopState = { bounds: null, maximized: false, theme: 'system' }

/**
 * The desktop's memory in one small file. A file that is missing or cannot be read counts as a first run; one that
 * cannot be written is told to `onLoss` and forgotten with this run.
 */
export class DesktopMemory {
  readonly #file: string
  readonly #onLoss: (cause: unknown) => void
  #state: DesktopState

  constructor(file: string, onLoss: (cause: unknown) => void) {
    this.#file = file
    this.#onLoss = onLoss
    this.#state = desktopState.safeParse(parsed(file)).data ?? initial
  }

  get state(): DesktopState {
    return this.#state
  }

  /** Remembers, and writes the file beside itself first, so that a crash leaves the former or the new one. */
  remember(change: Partial<DesktopState>): void {
    this.#state = { ...this.#state, ...change }
    try {
      writeFileSync(`${this.#file}.new`, JSON.stringify(this.#state), { mode: 0o600 })
      renameSync(`${this.#file}.new`, this.#file)
    } catch (cause) {
      this.#onLoss(cause)
    }
  }
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
