import type { Rectangle } from 'electron'

export const smallest = { width: 720, height: 500 } as const
const usual = { width: 1280, height: 800 } as const
/** So much of the title bar must be on a screen for a person to get hold of the window. */
const grip = 100

/** Where the window opens: where it was, unless no screen shows that place any more; then only its size is kept. */
export function placeWindow(former: Rectangle | null, screens: readonly Rectangle[]): Partial<Rectangle> {
  const screen = former === null ? undefined : screens.find((candidate) => shows(candidate, former))
  const room = screen ?? screens[0] ?? usual
  const size = {
    width: clamp(former?.width ?? usual.width, smallest.width, room.width),
    height: clamp(former?.height ?? usual.height, smallest.height, room.height),
  }
  return former === null || screen === undefined ? size : { x: former.x, y: former.y, ...size }
}

function shows(screen: Rectangle, window: Rectangle): boolean {
  const overlap = Math.min(screen.x + screen.width, window.x + window.width) - Math.max(screen.x, window.x)
  return overlap >= grip && window.y >= screen.y && window.y <= screen.y + screen.height - grip
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most))
}
