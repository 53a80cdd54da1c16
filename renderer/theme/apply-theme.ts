import { dark, light } from './tokens.ts'
import type { Tokens } from './tokens.ts'

/** Hands the tokens to the style sheets as custom properties, and the browser's own controls the right scheme. */
export function applyTheme(isDark: boolean): void {
  const root = document.documentElement
  for (const [name, value] of Object.entries(tokensOf(isDark)))
    root.style.setProperty(`--${name}`, String(value))
  root.style.colorScheme = isDark ? 'dark' : 'light'
  root.classList.toggle('dark', isDark)
}

export function tokensOf(isDark: boolean): Tokens {
  return isDark ? dark : light
}
