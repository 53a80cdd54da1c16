import { resolve } from 'node:path'
import { defineConfig } from 'vite'

const at = (path: string) => resolve(import.meta.dirname, path)

/** The `grantdesk` command and the interface host; dependencies stay outside, the page is built apart. */
export default defineConfig({
  publicDir: false,
  build: {
    outDir: at('out/cli'),
    emptyOutDir: true,
    target: 'node24',
    ssr: true,
    minify: false,
    rolldownOptions: {
      // Where libsecret is missing keytar is not installed, and the command runs without it.
      external: ['keytar'],
      input: {
        main: at('cli/main.ts'),
        'catalogue-worker': at('core/catalogue/catalogue-worker.ts'),
        'access-worker': at('core/access-worker.ts'),
        'audit-worker': at('core/audit-worker.ts'),
      },
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
})
