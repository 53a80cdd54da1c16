import type { Severity } from '../../../model/finding.ts'
import { html, type Html } from './html.ts'

/** A severity is never a colour alone: each has a shape of its own. */
export const icons: Html = html`<svg class="defs" aria-hidden="true" width="0" height="0">
  <symbol id="icon-critical" viewBox="0 0 16 16">
    <path d="M5.2 1.5h5.6l3.7 3.7v5.6l-3.7 3.7H5.2l-3.7-3.7V5.2zM8 4.5v4M8 11v.5" />
  </symbol>
  <symbol id="icon-high" viewBox="0 0 16 16"><path d="M8 1.8 14.7 13.7H1.3zM8 6v3.6M8 11.5v.5" /></symbol>
  <symbol id="icon-medium" viewBox="0 0 16 16">
    <path d="M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM8 4.8v3.8M8 10.8v.5" />
  </symbol>
  <symbol id="icon-low" viewBox="0 0 16 16">
    <path d="M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM8 4.8v6M5.4 8.4 8 11l2.6-2.6" />
  </symbol>
  <symbol id="icon-info" viewBox="0 0 16 16">
    <path d="M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM8 7.2v4M8 4.6v.5" />
  </symbol>
  <symbol id="icon-suppressed" viewBox="0 0 16 16">
    <path d="M3 12h8.5M4.5 12V7.5M6 4.3A3.5 3.5 0 0 1 11.5 7v2M8 2v1.2M2 2l12 12" />
  </symbol>
</svg>`

export function severityBadge(severity: Severity, word: string): Html {
  return html`<span class="badge ${severity}"
    ><svg class="icon" aria-hidden="true"><use href="#icon-${severity}" /></svg>${word}</span
  >`
}
