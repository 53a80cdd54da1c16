import { sayReport } from '../../../wording/audit/say-report.ts'
import type { Language } from '../../../wording/say.ts'
import { html, type Html } from './html.ts'

/** Light, dark, or as the system has it. */
export function themeSwitch(language: Language): Html {
  return html`<label class="theme"
    >${sayReport(language, 'theme')}<select id="theme">
      ${(['system', 'light', 'dark'] as const).map(
        (theme) => html`<option value="${theme}">${sayReport(language, `theme.${theme}`)}</option>`,
      )}
    </select></label
  >`
}
