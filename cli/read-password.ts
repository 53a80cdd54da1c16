import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { CommandError, exitCodes } from './exit.ts'
import type { Session } from './session.ts'

/**
 * Reads one line that nobody may see: at a terminal it is asked for and not echoed, otherwise it is the first line of
 * the input. A password is never an argument, where other users of the machine could read it.
 */
export async function readPassword({ terminal, words }: Session): Promise<string> {
  const isTerminal = terminal.stdin.isTTY === true
  if (isTerminal) terminal.stderr.write(`${words.newPassword}: `)
  const reader = createInterface({ input: terminal.stdin, output: silent(), terminal: isTerminal })
  const abandoned = new AbortController()
  for (const end of ['SIGINT', 'close']) {
    reader.once(end, () => {
      abandoned.abort()
    })
  }
  try {
    const [line] = (await once(reader, 'line', { signal: abandoned.signal })) as [string]
    return line
  } catch {
    throw new CommandError({ code: 'cancelled', exitCode: exitCodes.refused }, words.nothingDone)
  } finally {
    reader.close()
    if (isTerminal) terminal.stderr.write('\n')
  }
}

function silent(): Writable {
  return new Writable({
    write: (_chunk, _encoding, done) => {
      done()
    },
  })
}
