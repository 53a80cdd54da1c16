import type { Page } from '@playwright/test'
import type { StandInControls } from './stand-in/controls.ts'

/** Electron's main-process modules; `standIn` is there only under the stand-in. */
export type ElectronModules = typeof Electron.CrossProcessExports & { readonly standIn: StandInControls }

export interface LaunchOptions {
  /** The built main process; `out/main/main.js` unless told. */
  readonly main?: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly locale?: string
  readonly systemTheme?: 'light' | 'dark'
  /** Whether the application believes to be installed; under the stand-in only. */
  readonly packaged?: boolean
  /** Never use the real Electron. */
  readonly standIn?: boolean
}

export interface Desktop {
  readonly isStandIn: boolean
  /** The process's exit code, once it has ended. */
  readonly exit: Promise<number | null>
  firstWindow(): Promise<Page>
  /** Runs a function in the main process; it can use its argument and what it gets, nothing else of the test. */
  evaluate<Result, Argument = undefined>(
    action: (electron: ElectronModules, argument: Argument) => Result | Promise<Result>,
    argument?: Argument,
  ): Promise<Result>
  /** Chooses an item of the application's menu by its labels. */
  clickMenu(path: readonly string[]): Promise<void>
  /** Everything the process has printed so far. */
  output(): string
  /** Quits as a person would, and ends what is left. */
  close(): Promise<void>
}

/** The process ended before it could show anything. */
export class DesktopEnded extends Error {
  readonly exitCode: number | null
  readonly output: string

  constructor(exitCode: number | null, output: string) {
    super(`the desktop ended with ${String(exitCode)}: ${output}`)
    this.exitCode = exitCode
    this.output = output
  }
}

/** Runs in the main process. */
export function clickMenuItem(electron: ElectronModules, path: readonly string[]): void {
  let items = electron.Menu.getApplicationMenu()?.items ?? []
  for (const [depth, label] of path.entries()) {
    const item = items.find((candidate) => candidate.label === label)
    if (!item) throw new Error(`no menu item ${label}`)
    items = item.submenu?.items ?? []
    const window = electron.BrowserWindow.getAllWindows()[0]
    if (depth === path.length - 1) Reflect.apply(item.click, item, [undefined, window])
  }
}
