import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { DesktopMemory } from './desktop-memory.ts'
import { pageOrigin } from './page-origin.ts'
import { placeWindow, smallest } from './window-placement.ts'

/** Opens the window, shows it once it has something to show, and remembers where it was when it closes. */
export function openWindow(options: {
  readonly preload: string
  readonly memory: DesktopMemory
  readonly devTools: boolean
}): BrowserWindow {
  const { memory } = options
  const screens = screen.getAllDisplays().map((display) => display.workArea)
  const window = new BrowserWindow({
    ...placeWindow(memory.state.bounds, screens),
    minWidth: smallest.width,
    minHeight: smallest.height,
    title: 'Grantdesk',
    show: false,
    backgroundColor: background(),
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      // Chromium would fetch dictionaries from the network (E1).
      spellcheck: false,
      devTools: options.devTools,
    },
  })
  window.once('ready-to-show', () => {
    if (memory.state.maximized) window.maximize()
    window.show()
  })
  window.on('close', () => {
    memory.remember({ bounds: window.getNormalBounds(), maximized: window.isMaximized() })
  })
  const repaint = () => {
    window.setBackgroundColor(background())
  }
  nativeTheme.on('updated', repaint)
  window.once('closed', () => nativeTheme.off('updated', repaint))
  void window.loadURL(`${pageOrigin}/index.html`)
  return window
}

/** What shows before the page does: the surface colour of each theme. */
function background(): string {
  return nativeTheme.shouldUseDarkColors ? '#17181c' : '#ffffff'
}
