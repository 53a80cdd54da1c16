import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { BrowserWindow, session } from 'electron'

/**
 * Prints a report to PDF (U4), in a window that nobody sees: sandboxed, without a preload, and in a session of its own, which
 * keeps nothing and reaches nothing but the report itself.
 */
export async function printPdf(html: Uint8Array): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'grantdesk-print-'))
  try {
    const file = join(folder, 'report.html')
    await writeFile(file, html, { mode: 0o600 })
    return await printFile(file)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function printFile(file: string): Promise<Uint8Array> {
  const address = pathToFileURL(file).href
  const own = session.fromPartition(`print-${randomUUID()}`)
  own.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false)
  })
  own.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: url !== address })
  })
  const window = new BrowserWindow({
    show: false,
    webPreferences: { session: own, sandbox: true, contextIsolation: true, nodeIntegration: false },
  })
  try {
    await window.loadFile(file)
    return await window.webContents.printToPDF({ pageSize: 'A4', printBackground: true })
  } finally {
    window.destroy()
  }
}
