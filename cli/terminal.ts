import type { Readable, Writable } from 'node:stream'

/** What a command reads from and writes to; the process's own, or a test's. */
export interface Terminal {
  readonly stdin: Readable & { readonly isTTY?: boolean }
  readonly stdout: Writable & { readonly isTTY?: boolean }
  readonly stderr: Writable & { readonly isTTY?: boolean }
  readonly environment: NodeJS.ProcessEnv
}
