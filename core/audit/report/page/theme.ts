import { existing } from './elements.ts'

/** Lets the reader choose against the system; the page forgets it when it is closed. */
export function connectTheme(): void {
  const choice = existing('theme', HTMLSelectElement)
  choice.addEventListener('change', () => {
    if (choice.value === 'system') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = choice.value
  })
}
