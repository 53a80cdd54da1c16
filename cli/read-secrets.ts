import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { CommandError, exitCodes } from './exit.ts'
import type { Session } from './session.ts'

/**
 * Reads one line for each prompt that nobody may see: at a terminal each is asked for and not echoed, otherwise they are the
 * first lines of the input. A secret is never an argument, where other users of the machine could read it.
 */
export async function readSecrets(
  { terminal, words }: Session,
  prompts: readonly string[],
): Promise<readonly string[]> {
  if (prompts.length === 0) return []
  const isTerminal = terminal.stdin.isTTY === true
  const silent = new Writable({
    write: (_chunk, _encoding, done) => {
      done()
    },
  })
  const reader = createInterface({ input: terminal.stdin, output: silent, terminal: isTerminal })
  reader.once('SIGINT', () => {
    reader.close()
  })
  const lines: string[] = []
  const ask = () => {
    if (isTerminal) terminal.stderr.write(`${prompts[lines.length] ?? ''}: `)
  }
  ask()
  for await (const line of reader) {
    lines.push(line)
    if (isTerminal) terminal.stderr.write('\n')
    if (lines.length === prompts.length) return lines
    ask()
  }
  throw new CommandError({ code: 'cancelled', exitCode: exitCodes.refused }, words.nothingDone)
}
