import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { app, BrowserWindow, Menu, nativeTheme, session } from 'electron'
import type { MenuCommand } from '../../core/contract/contract.ts'
import { openGrantdesk } from '../../core/grantdesk.ts'
import type { Grantdesk } from '../../core/grantdesk.ts'
import { registerAppScheme, serveApp } from './app-protocol.ts'
import { DesktopMemory } from './desktop-memory.ts'
import type { Theme } from './desktop-memory.ts'
import { describeFault } from '../../core/model/describe-fault.ts'
import { openFaultDesk } from './fault-desk.ts'
import type { FaultDesk } from './fault-desk.ts'
import { serveIpc } from './ipc-host.ts'
import { menuTemplate } from './menu.ts'
import { menuWords } from './menu-words.ts'
import { printPdf } from './print-pdf.ts'
import { confine, opensBrowser, restrict } from './security.ts'
import { openWindow } from './window.ts'

/** Where this run finds its files. */
export interface DesktopPlaces {
  readonly dataDirectory: string
  readonly catalogueWorker: URL
  readonly accessWorker: URL
  readonly auditWorker: URL
  readonly preload: string
  readonly renderer: string
}

/**
 * Runs the desktop: one process per data directory, whose own files lie in that directory's `desktop` folder.
 * A further start brings the first window to the front and hands nothing else over (A1).
 */
export function startDesktop(places: DesktopPlaces): void {
  const ownFolder = join(places.dataDirectory, 'desktop')
  mkdirSync(ownFolder, { recursive: true, mode: 0o700 })
  app.setPath('userData', ownFolder)
  if (!app.requestSingleInstanceLock()) {
    app.quit()
    return
  }
  const faults = openFaultDesk(join(ownFolder, 'desktop.log'))
  app.enableSandbox()
  registerAppScheme()
  app.on('web-contents-created', (_event, contents) => {
    confine(contents)
  })
  void run(places, ownFolder, faults)
}

async function run(places: DesktopPlaces, ownFolder: string, faults: FaultDesk): Promise<void> {
  const opening = openGrantdesk({
    dataDirectory: places.dataDirectory,
    version: app.getVersion(),
    catalogueWorker: places.catalogueWorker,
    accessWorker: places.accessWorker,
    auditWorker: places.auditWorker,
    openBrowser: opensBrowser,
    printPdf,
    log: faults.log,
  })
  const [opened] = await Promise.allSettled([opening, app.whenReady()])
  if (opened.status === 'rejected') {
    faults.cannotStart(opened.reason)
    return
  }
  const memory = new DesktopMemory(join(ownFolder, 'desktop.json'), (cause) => {
    faults.log(`the window's place is not remembered: ${describeFault(cause)}`)
  })
  nativeTheme.themeSource = memory.state.theme
  restrict(session.defaultSession)
  serveApp(places.renderer)
  const announce = serveIpc(opened.value)
  const open = () => {
    const window = openWindow({ preload: places.preload, memory, devTools: !app.isPackaged })
    faults.watch(window)
  }
  const toFront = () => {
    const window = BrowserWindow.getAllWindows()[0]
    if (!window) open()
    if (window?.isMinimized()) window.restore()
    window?.focus()
  }
  showMenu(memory, (command) => {
    toFront()
    announce('menu', { command })
  })
  open()
  app.on('second-instance', toFront)
  app.on('activate', toFront)
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  closeBeforeQuitting(opened.value, faults)
}

function showMenu(memory: DesktopMemory, onCommand: (command: MenuCommand) => void): void {
  const onTheme = (theme: Theme) => {
    nativeTheme.themeSource = theme
    memory.remember({ theme })
  }
  const template = menuTemplate({
    words: menuWords(app.getLocale()),
    platform: process.platform,
    development: !app.isPackaged,
    theme: memory.state.theme,
    onCommand,
    onTheme,
  })
  app.setAboutPanelOptions({ applicationName: 'Grantdesk', applicationVersion: app.getVersion() })
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}

/** Lets running units of work end before the process does. */
function closeBeforeQuitting(grantdesk: Grantdesk, faults: FaultDesk): void {
  let state: 'open' | 'closing' | 'closed' = 'open'
  app.on('will-quit', (event) => {
    if (state === 'closed') return
    event.preventDefault()
    if (state === 'closing') return
    state = 'closing'
    grantdesk.close().then(() => {
      state = 'closed'
      app.quit()
    }, faults.stop)
  })
}
