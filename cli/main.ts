import { CommanderError } from 'commander'
import { fileURLToPath } from 'node:url'
import packageJson from '../package.json' with { type: 'json' }
import type { ExitCode } from './exit.ts'
import { exitCodes, usageError } from './exit.ts'
import { asCommandError, printError } from './output.ts'
import { createProgram } from './program.ts'

// From the sources the worker and the built page lie elsewhere than in `out/`.
const fromSources = import.meta.url.endsWith('.ts')
const beside = (path: string) => new URL(path, import.meta.url)
const installation = {
  version: packageJson.version,
  catalogueWorker: beside(fromSources ? '../core/catalogue/catalogue-worker.ts' : './catalogue-worker.js'),
  rendererDirectory: fileURLToPath(beside(fromSources ? '../out/renderer' : '../renderer')),
}

async function main(argv: readonly string[]): Promise<ExitCode> {
  const { program, exitCode } = createProgram(installation)
  try {
    await program.parseAsync(argv, { from: 'user' })
    return exitCode()
  } catch (cause) {
    if (cause instanceof CommanderError && cause.exitCode === 0) return exitCodes.done
    const error = cause instanceof CommanderError ? usageOf(cause) : asCommandError(cause)
    printError(error, argv.includes('--json'), process.stderr)
    return error.exitCode
  }
}

/** What commander says, as one sentence. */
function usageOf(error: CommanderError) {
  // Without a command commander has printed the help, and says nothing else.
  const message = error.code === 'commander.help' ? 'a command is missing' : error.message
  return usageError(message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' '))
}

// A reader that goes away, such as `head`, is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})
process.exitCode = await main(process.argv.slice(2))
