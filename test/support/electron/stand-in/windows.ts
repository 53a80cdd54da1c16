import type { Page } from '@playwright/test'
import type { BrowserWindow } from './browser-window.ts'

const windows: BrowserWindow[] = []

/** The open windows, oldest first. */
export function allWindows(): readonly BrowserWindow[] {
  return [...windows]
}

export function addWindow(window: BrowserWindow): void {
  windows.push(window)
}

export function removeWindow(window: BrowserWindow): void {
  windows.splice(windows.indexOf(window), 1)
}

export function windowOf(page: Page | null): BrowserWindow | undefined {
  return windows.find((window) => window.page === page)
}
