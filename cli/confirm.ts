import { createInterface } from 'node:readline/promises'
import { CommandError, exitCodes, usageError } from './exit.ts'
import type { Session } from './session.ts'

interface Question {
  /** What will happen, each line a consequence. */
  readonly consequences: readonly string[]
  readonly question: string
  /** `--yes` was given. */
  readonly yes: boolean
}

/**
 * Asks before something is done that cannot simply be taken back. Without a terminal to ask on, and without `--yes`,
 * nothing is done.
 */
export async function confirm(
  session: Pick<Session, 'terminal' | 'out' | 'words'>,
  { consequences, question, yes }: Question,
): Promise<void> {
  if (yes) return
  const { words, terminal } = session
  if (terminal.stdin.isTTY !== true || terminal.stderr.isTTY !== true) {
    throw usageError(words.cannotAsk([...consequences, question].join(' ')), 'confirmation_required')
  }
  session.out.note(...consequences)
  const reader = createInterface({ input: terminal.stdin, output: terminal.stderr })
  const aborted = new AbortController()
  reader.on('SIGINT', () => {
    aborted.abort()
  })
  reader.on('close', () => {
    aborted.abort()
  })
  try {
    const answer = await reader
      .question(`${question} ${words.yesOrNo} `, { signal: aborted.signal })
      .catch(() => '')
    if (/^(y|yes|j|ja)$/i.test(answer.trim())) return
  } finally {
    reader.close()
  }
  throw new CommandError({ code: 'cancelled', exitCode: exitCodes.refused }, words.nothingDone)
}
