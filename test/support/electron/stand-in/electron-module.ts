/**
 * What `import … from 'electron'` finds under the stand-in: the parts of Electron that Grantdesk's main process
 * uses, over a real Chromium. A part that is missing here fails when it is imported or called.
 */
import { app } from './app.ts'
import { BrowserWindow } from './browser-window.ts'
import { debuggingPort } from './browser.ts'
import { controls } from './controls.ts'
import { ipcMain } from './ipc-main.ts'
import { Menu } from './menu.ts'
import { nativeTheme } from './native-theme.ts'
import { dialog, screen, shell } from './platform.ts'
import { protocol } from './protocol.ts'
import { listenToTest } from './remote-control.ts'
import { session } from './session.ts'

export { app, BrowserWindow, dialog, ipcMain, Menu, nativeTheme, protocol, screen, session, shell }

const everything = {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  protocol,
  screen,
  session,
  shell,
  standIn: controls,
}

listenToTest(everything)
setImmediate(() => {
  app
    .start()
    .then(debuggingPort)
    .then(
      (port) => process.send?.({ kind: 'ready', port }),
      (cause: unknown) => {
        process.stderr.write(`${String(cause)}\n`)
        process.exit(70)
      },
    )
})
