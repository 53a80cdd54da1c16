import { randomBytes, randomFillSync, randomUUID } from 'node:crypto'
import type { Random } from './organization/ports.ts'

const POOL_SIZE = 4_096

/**
 * The machine's randomness, fetched in larger pieces: to ask for each token's would cost more than to check who wants it.
 * INVARIANT: what was handed out is overwritten, and is never handed out again.
 */
export class MachineRandom implements Random {
  readonly #pool = Buffer.alloc(POOL_SIZE)
  #used = POOL_SIZE

  uuid(): string {
    return randomUUID()
  }

  bytes(count: number): Uint8Array {
    if (count > POOL_SIZE) return randomBytes(count)
    if (this.#used + count > POOL_SIZE) {
      randomFillSync(this.#pool)
      this.#used = 0
    }
    const from = this.#used
    this.#used += count
    const piece = Uint8Array.from(this.#pool.subarray(from, this.#used))
    this.#pool.fill(0, from, this.#used)
    return piece
  }
}
