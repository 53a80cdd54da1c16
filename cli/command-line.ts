import { CommanderError } from 'commander'
import type { ExitCode } from './exit.ts'
import { CommandError, exitCodes, usageError } from './exit.ts'
import type { Installation } from './host.ts'
import { printError } from './output.ts'
import { createProgram } from './program.ts'
import type { Terminal } from './terminal.ts'

/** Runs one command line to its end; whatever goes wrong is told in one sentence and one exit code. */
export async function runCommandLine(
  argv: readonly string[],
  installation: Installation,
  terminal: Terminal,
): Promise<ExitCode> {
  const { program, exitCode } = createProgram(installation, terminal)
  try {
    await program.parseAsync(argv, { from: 'user' })
    return exitCode()
  } catch (cause) {
    if (cause instanceof CommanderError && cause.exitCode === 0) return exitCodes.done
    const error = cause instanceof CommanderError ? usageOf(cause) : asCommandError(cause)
    printError(error, argv.includes('--json'), terminal.stderr)
    return error.exitCode
  }
}

/** What commander says, as one sentence. */
function usageOf(error: CommanderError): CommandError {
  // Without a command commander has printed the help, and says nothing else.
  const message = error.code === 'commander.help' ? 'a command is missing' : error.message
  return usageError(message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' '))
}

/** A command's own faults are in its log by now; this one has no log. */
function asCommandError(cause: unknown): CommandError {
  if (cause instanceof CommandError) return cause
  const name = cause instanceof Error ? cause.name : typeof cause
  return new CommandError({ code: 'internal', exitCode: exitCodes.fault }, `grantdesk cannot start: ${name}`)
}
