import type { BrowserWindow } from 'electron'
import { app, dialog } from 'electron'
import { StoreError } from '../../core/store/store-error.ts'
import { describeFault } from '../../core/model/describe-fault.ts'
import { openLog } from './desktop-log.ts'
import { describeFailure } from '../../core/wording/describe-failure.ts'
import { languageOf, menuWords } from './menu-words.ts'

/** Where the desktop takes what must not happen: to the log, and where it cannot go on, to a box and the exit. */
export interface FaultDesk {
  readonly log: (line: string) => void
  /** The store could not be opened; nothing was touched. */
  readonly cannotStart: (cause: unknown) => void
  readonly stop: (cause: unknown) => void
  /** Loads the page anew when its process has died, but not again and again. */
  readonly watch: (window: BrowserWindow) => void
}

const exitCodeOfFault = 3
const crashLoop = 10_000

/** Opens the log and takes over whatever nobody caught; no fault's message reaches a person or the log (A2, F4). */
export function openFaultDesk(logFile: string): FaultDesk {
  const log = openLog(logFile)

  const end = (title: string, sentence: string) => {
    dialog.showErrorBox(title, sentence)
    app.exit(exitCodeOfFault)
  }
  const stop = (cause: unknown) => {
    log(`fault: ${describeFault(cause)}`)
    const words = menuWords(app.getLocale())
    end(words.hasStopped, words.detailsInLog(logFile))
  }
  process.on('uncaughtException', stop)
  process.on('unhandledRejection', stop)

  return {
    log,
    stop,
    cannotStart(cause) {
      log(`cannot start: ${describeFault(cause)}`)
      const words = menuWords(app.getLocale())
      end(words.cannotStart, cause instanceof StoreError ? sentenceOf(cause) : words.detailsInLog(logFile))
    },
    watch(window) {
      let lastCrash = 0
      window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
        log(`page process gone: ${reason} ${String(exitCode)}`)
        if (reason === 'clean-exit') return
        const again = Date.now() - lastCrash < crashLoop
        lastCrash = Date.now()
        if (again) stop(new Error('the page process died twice'))
        else window.webContents.reload()
      })
    },
  }
}

/** What the store says of its file, as a sentence of its own. */
function sentenceOf({ code, path }: StoreError): string {
  const clause = describeFailure({ code, value: path }, languageOf(app.getLocale()))
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`
}
