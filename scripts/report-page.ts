/**
 * `node scripts/report-page.ts`: bundles the script and the style of HTML reports into the file from which the printer takes them.
 * A test holds that the file is what this makes.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { build } from 'vite'

const root = resolve(import.meta.dirname, '..')
const source = resolve(root, 'core/audit/report/page')
export const reportPageFile = resolve(root, 'resources/report/page.json')

/** The text of `resources/report/page.json` for the sources as they are. */
export async function bundleReportPage(): Promise<string> {
  const [script, plainScript, style] = await Promise.all([
    bundle(resolve(source, 'main.ts')),
    bundle(resolve(source, 'plain.ts')),
    readFile(resolve(source, 'page.css'), 'utf8'),
  ])
  return `${JSON.stringify({ script, plainScript, style: plainLines(style) }, null, 2)}\n`
}

/** One script without a module in it, readable as it is, so that a reviewer can see what a report does. */
async function bundle(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      rolldownOptions: { input: entry, output: { format: 'iife' } },
    },
  })
  const outputs = 'output' in built ? built.output : []
  const chunk = outputs.find((output) => output.type === 'chunk')
  if (chunk?.type !== 'chunk') throw new Error(`${entry} made no script`)
  const script = chunk.code
  if (/<\/script|<!--/i.test(script)) throw new Error('the script would end its own element')
  return plainLines(script)
}

function plainLines(text: string): string {
  return text.replaceAll('\r\n', '\n')
}

if (import.meta.main) await writeFile(reportPageFile, await bundleReportPage())
