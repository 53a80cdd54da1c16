import { app } from './app.ts'
import { record } from './record.ts'
import { allWindows } from './windows.ts'
import type { BrowserWindow } from './browser-window.ts'

interface ItemOptions {
  readonly label?: string
  readonly role?: string
  readonly type?: string
  readonly accelerator?: string
  readonly checked?: boolean
  readonly submenu?: readonly ItemOptions[]
  readonly click?: (item: MenuItem, window: BrowserWindow | undefined) => void
}

class MenuItem {
  readonly label: string
  readonly role: string | undefined
  readonly type: string
  readonly accelerator: string | undefined
  readonly submenu: Menu | undefined
  readonly #options: ItemOptions
  readonly #menu: Menu
  checked: boolean

  constructor(options: ItemOptions, menu: Menu) {
    this.#options = options
    this.#menu = menu
    this.label = options.label ?? options.role ?? ''
    this.role = options.role
    this.type = options.type ?? (options.submenu ? 'submenu' : 'normal')
    this.accelerator = options.accelerator
    this.checked = options.checked ?? false
    this.submenu = options.submenu ? Menu.buildFromTemplate(options.submenu) : undefined
  }

  /** What choosing the item does: its role, or what the application gave it. */
  click(): void {
    const window = allWindows().at(-1)
    if (this.type === 'radio') {
      for (const item of this.#menu.items) item.checked = item === this
    }
    if (this.role === undefined) this.#options.click?.(this, window)
    else this.#perform(this.role, window)
  }

  #perform(role: string, window: BrowserWindow | undefined): void {
    record.roles.push(role)
    if (role === 'quit') app.quit()
    if (role === 'close') window?.close()
    if (role === 'reload') window?.webContents.reload()
  }
}

/** `Menu`: a tree that tests click through. */
export class Menu {
  static #application: Menu | null = null
  items: readonly MenuItem[] = []

  static buildFromTemplate(template: readonly ItemOptions[]): Menu {
    const menu = new Menu()
    menu.items = template.map((options) => new MenuItem(options, menu))
    return menu
  }
  static setApplicationMenu(menu: Menu | null): void {
    Menu.#application = menu
  }
  static getApplicationMenu(): Menu | null {
    return Menu.#application
  }
}
