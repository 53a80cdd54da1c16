import { severities, type AuditResult } from '../../../model/finding.ts'
import { describeMissing } from '../../../wording/audit/describe-finding.ts'
import { sayReport, type ReportWord } from '../../../wording/audit/say-report.ts'
import { say, type Fillings } from '../../../wording/say.ts'
import type { FindingCounts } from '../count-findings.ts'
import { headLines } from '../report-head.ts'
import type { ReportSetting } from '../report-setting.ts'
import { ruleWords, scoreArithmetic } from '../report-text.ts'
import { barTable } from './bar-table.ts'
import { html, type Html } from './html.ts'
import { severityBadge } from './icons.ts'

/** Whoever wants more of them reads another format. */
const shownClients = 20

/** What a manager reads and prints: what was audited, how many findings of which kind, and who is riskiest (U4). */
export function* overviewHtml(
  result: AuditResult,
  counts: FindingCounts,
  setting: ReportSetting,
): Generator<Html> {
  const { language } = setting
  const word = (key: ReportWord, fillings: Fillings = {}) => sayReport(language, key, fillings)
  const number = numberIn(language)
  yield html`<section aria-labelledby="facts-title">
    <h2 id="facts-title" class="unseen">${word('contents')}</h2>
    <dl class="facts">
      ${headLines(result, setting).map(
        ([label, value]) =>
          html`<div>
            <dt>${label}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
  </section>`
  yield html`<section aria-labelledby="summary-title">
    <h2 id="summary-title">${word('summary')}</h2>
    <ul class="tiles">
      ${severities.map(
        (severity) =>
          html`<li class="tile">
            <strong>${number(counts.severities[severity])}</strong>
            ${severityBadge(severity, say(language, `audit.severity.${severity}`))}
          </li>`,
      )}
    </ul>
    <p class="tally">
      <strong>${word('findings_open', { count: counts.open })}</strong>;
      ${word('suppressed_count', { count: counts.suppressed })}.
    </p>
  </section>`
  yield html`<section class="charts" aria-label="${word('share')}">${charts(counts, setting)}</section>`
  yield riskiest(result, setting)
}

function charts(counts: FindingCounts, { language }: ReportSetting): readonly Html[] {
  const word = (key: ReportWord) => sayReport(language, key)
  const number = numberIn(language)
  const bySeverity = barTable(
    word('by_severity'),
    [word('severity'), word('share'), word('count')],
    severities.map((severity) => ({
      label: html`${say(language, `audit.severity.${severity}`)}`,
      tone: severity,
      value: counts.severities[severity],
    })),
    number,
  )
  const byFamily = barTable(
    word('by_family'),
    [word('rule'), word('share'), word('count')],
    counts.families.map(([family, value]) => ({
      label: html`${word(`family.${family}`)}`,
      tone: 'plain',
      value,
    })),
    number,
  )
  const { states } = counts
  if (states === null) return [bySeverity, byFamily]
  const tones = { new: 'high', updated: 'medium', unchanged: 'low', fixed: 'ok' } as const
  const byState = barTable(
    word('by_baseline'),
    [word('baseline'), word('share'), word('count')],
    (['new', 'updated', 'unchanged', 'fixed'] as const).map((state) => ({
      label: html`${word(`baseline.${state}`)}`,
      tone: tones[state],
      value: states[state],
    })),
    number,
  )
  return [bySeverity, byState, byFamily]
}

function riskiest({ scores }: AuditResult, { language }: ReportSetting): Html {
  const word = (key: ReportWord, fillings: Fillings = {}) => sayReport(language, key, fillings)
  const shown = scores.slice(0, shownClients)
  const most = Math.max(1, ...shown.map(({ score }) => score))
  if (shown.length === 0) return html``
  return html`<section aria-labelledby="scores-title">
    <h2 id="scores-title">${word('by_client')}</h2>
    <p class="note">${word('scores_first', { shown: shown.length, all: scores.length })}</p>
    <div class="wide" role="group" aria-label="${word('by_client')}" tabindex="0">
      <table class="scores">
        <thead>
          <tr>
            <th scope="col">${word('name')}</th>
            <th scope="col">${word('highest')}</th>
            <th scope="col" class="number">${word('findings')}</th>
            <th scope="col" class="number">${word('score')}</th>
            <th scope="col" class="drawn"><span class="unseen">${word('share')}</span></th>
            <th scope="col">${word('arithmetic')}</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map((client) => {
            const { highest, score } = client
            return html`<tr>
              <th scope="row">
                <span data-client="${client.clientId}">${client.clientName}</span>
                <code>${client.clientId}</code>
              </th>
              <td>
                ${
                  highest === null
                    ? word('none')
                    : severityBadge(highest, say(language, `audit.severity.${highest}`))
                }
              </td>
              <td class="number">${client.findings}</td>
              <td class="number">${score}</td>
              <td class="drawn">
                <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                  <rect class="track" width="100" height="10" />
                  <rect class="fill-plain" width="${((score / most) * 100).toFixed(2)}" height="10" />
                </svg>
              </td>
              <td>${scoreArithmetic(client, language)}</td>
            </tr>`
          })}
        </tbody>
      </table>
    </div>
  </section>`
}

/** Which rules say nothing, and why: silence is no proof (U2). */
export function silentRulesHtml({ rules }: AuditResult, setting: ReportSetting): Html {
  const { language } = setting
  const word = (key: ReportWord) => sayReport(language, key)
  const silent = rules.filter(({ status }) => status === 'not_evaluated')
  const off = rules.filter(({ status }) => status === 'off')
  const line = (ruleId: (typeof rules)[number]['ruleId'], reason: string) =>
    html`<li>
      <code>${ruleId}</code>
      ${ruleWords(ruleId, setting).title}${reason === '' ? '' : html` <span class="note">${reason}</span>`}
    </li>`
  return html`<section aria-labelledby="silent-title">
    <h2 id="silent-title">${word('not_evaluated')} (${silent.length})</h2>
    ${
      silent.length === 0
        ? html`<p>${word('not_evaluated_none')}</p>`
        : html`<ul class="silent">
            ${silent.map(({ ruleId, missing }) => line(ruleId, describeMissing(missing, language)))}
          </ul>`
    }
    ${
      off.length === 0
        ? ''
        : html`<h2>${word('rules_off')} (${off.length})</h2>
            <ul class="silent">
              ${off.map(({ ruleId }) => line(ruleId, ''))}
            </ul>`
    }
  </section>`
}

export function numberIn(language: ReportSetting['language']): (value: number) => string {
  const written = new Intl.NumberFormat(language)
  return (value) => written.format(value)
}
