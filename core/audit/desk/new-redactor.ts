import type { Random } from '../../organization/ports.ts'
import { Redactor } from '../redact/redactor.ts'

/** A redactor with a key that nobody has, so that only its map leads back. */
export function newRedactor(random: Random): Redactor {
  return new Redactor(random.bytes(32))
}
