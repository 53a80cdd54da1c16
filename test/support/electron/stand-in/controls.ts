import { handlerOf } from './protocol.ts'
import { ipcMain } from './ipc-main.ts'
import { nativeTheme } from './native-theme.ts'
import { preventable } from './preventable.ts'
import { record } from './record.ts'
import { session } from './session.ts'
import type { Frame } from './web-contents.ts'
import { allWindows } from './windows.ts'

/** What a test can do that no application can: look behind the stand-in and act as the outside world. */
export const controls = {
  record,
  channels: () => ipcMain.channels(),
  /** Calls the main process as if from this frame. */
  invokeFrom(frame: Frame | null, channel: string, ...args: unknown[]): Promise<unknown> {
    const event = preventable({ sender: allWindows()[0]?.webContents, senderFrame: frame })
    return ipcMain.invoke(event, channel, args)
  },
  requestPermission: (permission: string, url: string) => session.defaultSession.request(permission, url),
  checkPermission: (permission: string, origin: string) => session.defaultSession.check(permission, origin),
  allowsDevices: () => session.defaultSession.allowsDevices(),
  allowsRequest: (url: string) => session.defaultSession.allowsRequest(url),
  /** Asks the application's scheme directly, with an address that Chromium would have straightened first. */
  async fetchApp(url: string, method = 'GET') {
    const response = await handlerOf(url)?.({ url, method, headers: new Headers() } as Request)
    if (!response) throw new Error(`nothing serves ${url}`)
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
    }
  },
  setSystemTheme(theme: 'light' | 'dark'): void {
    nativeTheme.setSystemTheme(theme)
  },
}

export type StandInControls = typeof controls
