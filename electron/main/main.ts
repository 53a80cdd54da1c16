import { join } from 'node:path'
import { app, dialog } from 'electron'
import { dataDirectory } from '../../core/store/data-directory.ts'
import { readArguments } from './arguments.ts'
import { startDesktop } from './desktop.ts'
import { menuWords } from './menu-words.ts'

const request = readArguments(process.argv.slice(app.isPackaged ? 1 : 2), {
  workingDirectory: process.cwd(),
  isInstalled: app.isPackaged,
})
if (request.kind === 'refused') {
  process.stderr.write(`${request.problem}\n`)
  app.exit(2)
} else {
  start(request.dataDirectory ?? dataDirectory())
}

function start(directory: string): void {
  try {
    startDesktop({
      dataDirectory: directory,
      catalogueWorker: new URL('catalogue-worker.js', import.meta.url),
      accessWorker: new URL('access-worker.js', import.meta.url),
      auditWorker: new URL('audit-worker.js', import.meta.url),
      preload: join(import.meta.dirname, '../preload/preload.cjs'),
      renderer: join(import.meta.dirname, '../renderer'),
    })
  } catch (cause) {
    // The directory cannot be made or written, so there is no log to turn to either.
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'internal'
    const words = menuWords(app.getLocale())
    dialog.showErrorBox(words.cannotStart, words.cannotUse(directory, code))
    app.exit(3)
  }
}
