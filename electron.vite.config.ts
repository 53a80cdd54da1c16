import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'

const at = (path: string) => resolve(import.meta.dirname, path)

/** What Electron 45 contains; electron-vite's own table ends before it. */
const node = 'node24'
const chromium = 'chrome152'

/** The desktop: main process, preload and page. Only what holds native code stays outside the bundles. */
export default defineConfig({
  main: {
    build: {
      outDir: at('out/main'),
      target: node,
      license: { fileName: 'licenses.md' },
      externalizeDeps: false,
      rolldownOptions: {
        external: ['better-sqlite3', 'keytar'],
        input: {
          main: at('electron/main/main.ts'),
          'catalogue-worker': at('core/catalogue/catalogue-worker.ts'),
          'access-worker': at('core/access-worker.ts'),
          'audit-worker': at('core/audit-worker.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: at('out/preload'),
      target: node,
      // A sandboxed preload is one CommonJS file; it can require nothing but Electron's own modules.
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: at('electron/preload/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    // Relative addresses serve the window and the browser alike.
    base: './',
    plugins: [vue()],
    build: {
      outDir: at('out/renderer'),
      emptyOutDir: true,
      target: chromium,
      license: { fileName: 'licenses.md' },
      // The security policy admits files of the page's own origin only, so nothing is inlined.
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: at('renderer/index.html'),
        output: {
          codeSplitting: {
            // A view is a file, and what several use is one more; a file for each component would be a hundred.
            groups: [
              { name: 'shared', minShareCount: 2 },
              // What main.ts needs before anything of the rest may run.
              { name: 'first', test: /[\\/]zod[\\/]|preload-helper/, priority: 1 },
            ],
          },
        },
      },
    },
  },
})
