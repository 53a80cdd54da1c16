import { record } from './record.ts'

/** `shell`: what would leave the application is written down. */
export const shell = {
  openExternal(address: string): Promise<void> {
    record.openedExternally.push(address)
    return Promise.resolve()
  },
}

/** `dialog`: an error box is written down, and said on the console as Electron does without a display. */
export const dialog = {
  showErrorBox(title: string, content: string): void {
    record.errorBoxes.push({ title, content })
    process.stderr.write(`[error box] ${title}: ${content}\n`)
  },
}

const display = { x: 0, y: 0, width: 1920, height: 1080 }

/** `screen`: one display. */
export const screen = {
  getAllDisplays: () => [{ bounds: display, workArea: display }],
}
