import { existsSync, readFileSync } from 'node:fs'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { pathToFileURL } from 'node:url'
import { printPdf } from '../../electron/main/print-pdf.ts'

type BeforeRequest = (
  details: { readonly url: string },
  answer: (said: { readonly cancel: boolean }) => void,
) => void

/** What the window and its session were told. */
interface Seen {
  options: { readonly webPreferences?: Record<string, unknown>; readonly show?: boolean }
  partition: string
  file: string
  html: string
  isDestroyed: boolean
  isBroken: boolean
  beforeRequest: BeforeRequest | null
}

const seen = vi.hoisted((): Seen => ({
  options: {},
  partition: '',
  file: '',
  html: '',
  isDestroyed: false,
  isBroken: false,
  beforeRequest: null,
}))

// Printing takes Electron's own engine, which is not here; the window's rules are what is ours.
vi.mock('electron', () => ({
  session: {
    fromPartition: (partition: string) => {
      seen.partition = partition
      return {
        setPermissionRequestHandler: () => undefined,
        webRequest: { onBeforeRequest: (listener: BeforeRequest) => (seen.beforeRequest = listener) },
      }
    },
  },
  BrowserWindow: class {
    readonly webContents = {
      printToPDF: () => Promise.resolve(new Uint8Array(Buffer.from('%PDF-1.7'))),
    }
    constructor(options: Seen['options']) {
      seen.options = options
    }
    loadFile(file: string): Promise<void> {
      seen.file = file
      seen.html = readFileSync(file, 'utf8')
      return seen.isBroken ? Promise.reject(new Error('not loaded')) : Promise.resolve()
    }
    destroy(): void {
      seen.isDestroyed = true
    }
  },
}))

const html = new Uint8Array(Buffer.from('<!doctype html><p>secretless'))

function isCancelled(url: string): boolean {
  let cancelled = true
  seen.beforeRequest?.({ url }, ({ cancel }) => {
    cancelled = cancel
  })
  return cancelled
}

describe('printing a report to PDF', () => {
  beforeEach(() => {
    seen.isDestroyed = false
    seen.isBroken = false
  })

  it('happens in a hidden, sandboxed window without a preload, in a session that keeps nothing', async () => {
    expect(Buffer.from(await printPdf(html)).toString()).toBe('%PDF-1.7')
    expect(seen.html).toBe('<!doctype html><p>secretless')
    expect(seen.options.show).toBe(false)
    expect(seen.options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
    })
    expect(seen.options.webPreferences).not.toHaveProperty('preload')
    expect(seen.partition).toMatch(/^print-/)
  })

  it('reaches the report and nothing else', async () => {
    await printPdf(html)

    expect(isCancelled(pathToFileURL(seen.file).href)).toBe(false)
    expect(isCancelled('file:///etc/passwd')).toBe(true)
    expect(isCancelled('https://acme.example/')).toBe(true)
  })

  it('leaves neither window nor file behind, also where it fails', async () => {
    seen.isBroken = true

    await expect(printPdf(html)).rejects.toThrow('not loaded')
    expect(seen.isDestroyed).toBe(true)
    expect(existsSync(seen.file)).toBe(false)
  })
})
