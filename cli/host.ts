import type { Grantdesk } from '../core/grantdesk.ts'
import type { Transport } from '../core/contract/client.ts'
import { createClient } from '../core/contract/client.ts'
import { dispatch } from '../core/contract/dispatch.ts'
import type { Language } from '../core/contract/shapes.ts'
import { dataDirectory } from '../core/store/data-directory.ts'
import { resolve } from 'node:path'
import type { ExitCode } from './exit.ts'
import { exitCodes } from './exit.ts'
import { asCommandError, FaultLog } from './fault-log.ts'
import { opensBrowser } from './open-browser.ts'
import { createOutput } from './output.ts'
import type { GlobalOptions, Plain, Session } from './session.ts'
import { createSession } from './session.ts'
import type { Terminal } from './terminal.ts'
import { wordsIn } from './words/words-in.ts'

/** What the entry knows about its own files. */
export interface Installation {
  readonly version: string
  readonly catalogueWorker: URL
  readonly accessWorker: URL
  readonly auditWorker: URL
  readonly rendererDirectory: string
}

/** A command's work; without an answer it is done. */
export type Work = (session: Session, grantdesk: Grantdesk) => Promise<ExitCode | undefined> | Promise<void>

/** The work of a command on files. */
export type PlainWork = (plain: Plain) => Promise<ExitCode | undefined> | Promise<void>

/** Opens the workspace for one command, runs its work and closes it again, whatever happens. */
export interface CommandHost {
  readonly installation: Installation
  run(work: Work): Promise<void>
  /** Runs work on files, for which no workspace is opened. */
  runPlain(work: PlainWork): Promise<void>
  exitCode(): ExitCode
}

/** `options` is asked when a command runs, since only then the command line was read. */
export function createCommandHost(
  installation: Installation,
  terminal: Terminal,
  options: () => GlobalOptions,
): CommandHost {
  let exitCode: ExitCode = exitCodes.done
  const prepare = () => {
    const given = options()
    const language = given.lang ?? languageOfEnvironment(terminal.environment)
    const folder = given.data === undefined ? dataDirectory() : resolve(given.data)
    const out = createOutput(given.json ?? false, terminal)
    return {
      given,
      folder,
      faults: new FaultLog(folder),
      plain: { language, words: wordsIn(language), out, terminal },
    }
  }
  return {
    installation,
    exitCode: () => exitCode,
    runPlain: async (work) => {
      const { faults, plain } = prepare()
      try {
        exitCode = (await work(plain)) ?? exitCodes.done
      } catch (cause) {
        throw asCommandError(cause, faults, plain)
      }
    },
    run: async (work) => {
      const { given, folder, faults, plain } = prepare()
      try {
        // Loaded only now, so that help and wrong usage answer at once.
        const { openGrantdesk } = await import('../core/grantdesk.ts')
        const grantdesk = await openGrantdesk({
          dataDirectory: folder,
          version: installation.version,
          catalogueWorker: installation.catalogueWorker,
          accessWorker: installation.accessWorker,
          auditWorker: installation.auditWorker,
          openBrowser: opensBrowser,
          log: (line) => {
            faults.write(line)
          },
        })
        try {
          const session = createSession({
            ...plain,
            client: createClient(transportTo(grantdesk, plain.language)),
            options: given,
          })
          exitCode = (await work(session, grantdesk)) ?? exitCodes.done
        } finally {
          await grantdesk.close()
        }
      } catch (cause) {
        throw asCommandError(cause, faults, plain)
      }
    },
  }
}

/** The language of the environment, English where it is neither of the two. */
function languageOfEnvironment(environment: NodeJS.ProcessEnv): Language {
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG
  return locale?.toLowerCase().startsWith('de') ? 'de' : 'en'
}

/** Calls the operations in this process. */
function transportTo({ dispatcher }: Grantdesk, language: Language): Transport {
  return (name, input) => dispatch(dispatcher, name, spokenIn(language, input))
}

/** Refusals of operations that nobody acts in are told in this language too. */
function spokenIn(language: Language, input: unknown): unknown {
  return typeof input === 'object' && input !== null ? { language, ...input } : input
}
