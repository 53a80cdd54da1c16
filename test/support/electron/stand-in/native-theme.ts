import { EventEmitter } from 'node:events'
import { readSettings } from './settings.ts'
import { allWindows } from './windows.ts'

type Theme = 'light' | 'dark'

/** `nativeTheme`: the person's choice or the system's, told to every page. */
class NativeTheme extends EventEmitter {
  #source: Theme | 'system' = 'system'
  #system: Theme = readSettings().systemTheme

  get themeSource(): Theme | 'system' {
    return this.#source
  }
  set themeSource(source: Theme | 'system') {
    this.#source = source
    this.#tell()
  }
  get shouldUseDarkColors(): boolean {
    return this.colorScheme === 'dark'
  }
  get colorScheme(): Theme {
    return this.#source === 'system' ? this.#system : this.#source
  }
  /** What a person does in the system's settings. */
  setSystemTheme(theme: Theme): void {
    this.#system = theme
    this.#tell()
  }

  #tell(): void {
    for (const window of allWindows()) void window.page?.emulateMedia({ colorScheme: this.colorScheme })
    this.emit('updated')
  }
}

export const nativeTheme = new NativeTheme()
