import { severities, type AuditResult } from '../../../model/finding.ts'
import { sayReport, type ReportWord } from '../../../wording/audit/say-report.ts'
import { say } from '../../../wording/say.ts'
import { countFindings, type FindingCounts } from '../count-findings.ts'
import type { ReportSetting } from '../report-setting.ts'
import { findingsData } from './findings-data.ts'
import { html, type Html } from './html.ts'
import { numberIn, overviewHtml, silentRulesHtml } from './overview-html.ts'
import { pageFrame } from './page-frame.ts'
import { printedFindings } from './printed-findings.ts'
import { themeSwitch } from './theme-switch.ts'

/** One file that opens offline: numbers and charts, and a list of all findings to filter (U4). */
export function htmlReport(result: AuditResult, setting: ReportSetting): Iterable<string> {
  const { language } = setting
  const title = sayReport(language, 'title', { organization: result.snapshot.organizationName })
  return pageFrame(title, language, body(title, result, setting), findingsData(result, setting))
}

function body(title: string, result: AuditResult, setting: ReportSetting): Html {
  const { language } = setting
  const word = (key: ReportWord) => sayReport(language, key)
  const counts = countFindings(result)
  return html`<a class="skip" href="#findings">${word('skip')}</a>
    <header class="top">
      <div>
        <h1>${title}</h1>
        <p class="note">${word('subtitle')}</p>
      </div>
      ${themeSwitch(language)}
    </header>
    <main>
      ${[...overviewHtml(result, counts, setting)]}
      <noscript><p class="notice">${word('no_script')}</p></noscript>
      ${explorer(result, counts, setting)} ${printedFindings(result, counts, setting)}
      ${silentRulesHtml(result, setting)}
    </main>`
}

/** The list with its filters; the page's script fills it. */
function explorer(
  { rules, baseline, fixed }: AuditResult,
  counts: FindingCounts,
  { language }: ReportSetting,
): Html {
  const word = (key: ReportWord) => sayReport(language, key)
  const number = numberIn(language)
  const mended = new Set(fixed.map(({ ruleId }) => ruleId))
  return html`<section class="explorer" id="findings" aria-labelledby="findings-title" tabindex="-1">
    <h2 id="findings-title">${word('findings')}</h2>
    <form class="filters" id="filters" aria-label="${word('findings')}">
      <div class="toggles" role="group" aria-label="${word('severity')}">
        ${severities.map(
          (severity, place) =>
            html`<button
              type="button"
              class="toggle ${severity}"
              data-severity="${place}"
              aria-pressed="false"
            >
              <svg class="icon" aria-hidden="true"><use href="#icon-${severity}" /></svg>
              ${say(language, `audit.severity.${severity}`)}
              <span class="count">${number(counts.severities[severity])}</span>
            </button>`,
        )}
      </div>
      <label>${word('filter_search')}<input type="search" id="search" autocomplete="off" /></label>
      <label>${word('filter_client')}<input type="search" id="client" autocomplete="off" /></label>
      <label
        >${word('filter_rule')}<select id="rule">
          <option value="-1">${word('filter_rule_all')}</option>
          ${rules.flatMap(({ ruleId, findings, suppressed }, place) =>
            findings + suppressed === 0 && !mended.has(ruleId)
              ? []
              : [html`<option value="${place}">${ruleId} (${number(findings)})</option>`],
          )}
        </select></label
      >
      ${baseline === null ? '' : baselineFilter(language)}
      <label
        >${word('filter_show')}<select id="show">
          <option value="open">${word('show.open')}</option>
          <option value="suppressed">${word('show.suppressed')}</option>
          <option value="all">${word('show.all')}</option>
        </select></label
      >
      <button type="button" id="clear" class="plain">${word('clear_filters')}</button>
    </form>
    <p id="matching" class="matching" role="status">${word('loading')}</p>
    <div class="split">
      <div class="list" id="list" role="listbox" tabindex="0" aria-labelledby="findings-title"></div>
      <aside class="detail" id="detail" aria-label="${word('what')}" tabindex="0">
        <p class="note">${word('choose')}</p>
      </aside>
    </div>
  </section>`
}

function baselineFilter(language: ReportSetting['language']): Html {
  const word = (key: ReportWord) => sayReport(language, key)
  return html`<label
    >${word('filter_baseline')}<select id="baseline">
      <option value="-1">${word('filter_baseline_all')}</option>
      <option value="0">${word('baseline.new')}</option>
      <option value="2">${word('baseline.updated')}</option>
      <option value="1">${word('baseline.unchanged')}</option>
      <option value="3">${word('baseline.fixed')}</option>
    </select></label
  >`
}
