import { join } from 'node:path'
import { app } from 'electron'
import { dataDirectory } from '../../core/store/data-directory.ts'
import { readArguments } from './arguments.ts'
import { startDesktop } from './desktop.ts'

const request = readArguments(process.argv.slice(app.isPackaged ? 1 : 2), process.cwd())
if (request.kind === 'refused') {
  process.stderr.write(`${request.problem}\n`)
  app.exit(2)
} else {
  startDesktop({
    dataDirectory: request.dataDirectory ?? dataDirectory(),
    catalogueWorker: new URL('catalogue-worker.js', import.meta.url),
    preload: join(import.meta.dirname, '../preload/preload.cjs'),
    renderer: join(import.meta.dirname, '../renderer'),
  })
}
