import type { MenuItemConstructorOptions } from 'electron'
import type { MenuCommand } from '../../core/contract/contract.ts'
import type { Theme } from './desktop-memory.ts'
import type { MenuWords } from './menu-words.ts'

/** What the menu needs to know and whom it tells. */
export interface MenuOptions {
  readonly words: MenuWords
  readonly platform: NodeJS.Platform
  /** Whether the menu shows what only a developer of Grantdesk needs. */
  readonly development: boolean
  readonly theme: Theme
  readonly onCommand: (command: MenuCommand) => void
  readonly onTheme: (theme: Theme) => void
}

type Items = MenuItemConstructorOptions[]
const separator: MenuItemConstructorOptions = { type: 'separator' }

/** The application's menu; commands of the page are told to it, everything else is the platform's own role. */
export function menuTemplate(options: MenuOptions): Items {
  const { words, platform } = options
  const mac = platform === 'darwin'
  const menus: Items = [
    { label: words.file, submenu: fileMenu(options) },
    { label: words.edit, submenu: editMenu(words) },
    { label: words.view, submenu: viewMenu(options) },
    { label: words.go, submenu: goMenu(options) },
    {
      label: words.window,
      submenu: [
        { role: 'minimize', label: words.minimize },
        { role: 'close', label: words.close },
      ],
    },
    { label: words.help, role: 'help', submenu: [{ role: 'about', label: words.about }] },
  ]
  return mac ? [{ role: 'appMenu' }, ...menus] : menus
}

function fileMenu({ words, platform, onCommand }: MenuOptions): Items {
  const items: Items = [
    command(words.newClient, 'CmdOrCtrl+N', () => {
      onCommand('newClient')
    }),
    command(words.importCatalogue, 'CmdOrCtrl+O', () => {
      onCommand('importCatalogue')
    }),
    command(words.openSnapshot, 'CmdOrCtrl+Shift+O', () => {
      onCommand('openSnapshot')
    }),
  ]
  // On macOS the application's own menu holds it.
  if (platform === 'darwin') return items
  return [...items, separator, { role: 'quit', label: words.quit, accelerator: 'CmdOrCtrl+Q' }]
}

function editMenu(words: MenuWords): Items {
  return [
    { role: 'undo', label: words.undo },
    { role: 'redo', label: words.redo },
    separator,
    { role: 'cut', label: words.cut },
    { role: 'copy', label: words.copy },
    { role: 'paste', label: words.paste },
    { role: 'selectAll', label: words.selectAll },
  ]
}

function viewMenu({ words, development, theme, onTheme }: MenuOptions): Items {
  const developer: Items = [
    { role: 'reload', label: words.reload },
    { role: 'toggleDevTools', label: words.developerTools },
    separator,
  ]
  const themes = ['light', 'dark', 'system'] as const
  return [
    ...(development ? developer : []),
    { role: 'resetZoom', label: words.resetZoom },
    { role: 'zoomIn', label: words.zoomIn },
    { role: 'zoomOut', label: words.zoomOut },
    separator,
    {
      label: words.theme,
      submenu: themes.map((choice) => ({
        label: words[choice],
        type: 'radio',
        checked: choice === theme,
        click: () => {
          onTheme(choice)
        },
      })),
    },
    separator,
    { role: 'togglefullscreen', label: words.fullScreen },
  ]
}

function goMenu({ words, onCommand }: MenuOptions): Items {
  const places = ['goClients', 'goApps', 'goAsk', 'goMatrix', 'goAudit', 'goHistory'] as const
  return places.map((place, index) =>
    command(words[place], `CmdOrCtrl+${String(index + 1)}`, () => {
      onCommand(place)
    }),
  )
}

function command(label: string, accelerator: string, click: () => void): MenuItemConstructorOptions {
  return { label, accelerator, click }
}
