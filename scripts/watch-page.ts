import { build, type Plugin } from 'vite'
import config from '../electron.vite.config.ts'

/** Asks every second whether `index.html` names other files now; the nonce differs in every answer. */
const reloadScript = `
let known
setInterval(async () => {
  const answer = await fetch('./index.html').catch(() => null)
  if (!answer?.ok) return
  const page = (await answer.text()).replace(/csp-nonce.*/, '')
  if (known !== undefined && known !== page) location.reload()
  known = page
}, 1000)
`

/** Lets the page load itself anew once it was built anew, within its own security policy. */
const reloadAfterBuilds: Plugin = {
  name: 'reload-after-builds',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'reload.js', source: reloadScript })
  },
  transformIndexHtml: () => [
    { tag: 'script', attrs: { type: 'module', src: './reload.js' }, injectTo: 'body' },
  ],
}

/** Builds the page, and again after every change; resolves when it has been built once. */
export async function watchPage(): Promise<void> {
  const renderer = config.renderer ?? {}
  const built = Promise.withResolvers<undefined>()
  const tell: Plugin = {
    name: 'tell-of-builds',
    closeBundle: () => {
      process.stdout.write(`the page was built at ${new Date().toLocaleTimeString()}\n`)
      built.resolve(undefined)
    },
  }
  await build({
    ...renderer,
    plugins: [renderer.plugins, reloadAfterBuilds, tell],
    configFile: false,
    logLevel: 'warn',
    build: { ...renderer.build, reportCompressedSize: false, watch: {} },
  })
  await built.promise
}
