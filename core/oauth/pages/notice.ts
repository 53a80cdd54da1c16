import { html, prose, type Html } from './html.ts'
import { icons } from './icons.ts'

/** A sentence in a box. */
export function notice(tone: 'warn' | 'danger' | 'info' | 'pending', sentence: string): Html {
  return html`<div class="notice ${tone}">
    ${icons[tone]}
    <p>${prose(sentence)}</p>
  </div>`
}

/** What went wrong, said aloud as soon as the page is there. */
export function alert(id: string, sentence: string): Html {
  return html`<div class="notice danger" role="alert">
    ${icons.danger}
    <p id="${id}">${prose(sentence)}</p>
  </div>`
}
