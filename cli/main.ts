import { fileURLToPath } from 'node:url'
import packageJson from '../package.json' with { type: 'json' }
import { runCommandLine } from './command-line.ts'

// From the sources the workers and the built page lie elsewhere than in `out/`.
const fromSources = import.meta.url.endsWith('.ts')
const beside = (path: string) => new URL(path, import.meta.url)
const installation = {
  version: packageJson.version,
  catalogueWorker: beside(fromSources ? '../core/catalogue/catalogue-worker.ts' : './catalogue-worker.js'),
  accessWorker: beside(fromSources ? '../core/access-worker.ts' : './access-worker.js'),
  auditWorker: beside(fromSources ? '../core/audit-worker.ts' : './audit-worker.js'),
  rendererDirectory: fileURLToPath(beside(fromSources ? '../out/renderer' : '../renderer')),
}

// A reader that goes away, such as `head`, is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

const { stdin, stdout, stderr, env: environment } = process
process.exitCode = await runCommandLine(process.argv.slice(2), installation, {
  stdin,
  stdout,
  stderr,
  environment,
})
