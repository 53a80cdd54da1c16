import { compareSeverities, type ReportedFinding } from '../../../model/finding.ts'
import { describeMissing } from '../../../wording/audit/describe-finding.ts'
import { sayReport, type ReportWord } from '../../../wording/audit/say-report.ts'
import { say, type Fillings } from '../../../wording/say.ts'
import { recordKinds } from '../../compare/snapshot-comparison.ts'
import { countFindings } from '../count-findings.ts'
import { whatInParts } from '../finding-sentence.ts'
import { barTable } from '../html/bar-table.ts'
import { html, type Html } from '../html/html.ts'
import { severityBadge } from '../html/icons.ts'
import { numberIn } from '../html/overview-html.ts'
import { pageFrame } from '../html/page-frame.ts'
import { sentenceHtml } from '../html/sentence-html.ts'
import { themeSwitch } from '../html/theme-switch.ts'
import type { ReportSetting } from '../report-setting.ts'
import {
  changeText,
  comparisonHead,
  effectKinds,
  effectRows,
  newFindings,
  type ComparedSnapshots,
} from './printed-comparison.ts'

/** A page of plain tables stays quick with so many rows of a kind; it says how many there are. */
const shownRecords = 2_000
const shownEffects = 50
const shownFindings = 1_000

/** A comparison as one file that opens offline (U3). */
export function comparisonHtml(compared: ComparedSnapshots, setting: ReportSetting): Iterable<string> {
  const { language, product } = setting
  const { result } = compared
  const word = (key: ReportWord, fillings: Fillings = {}) => sayReport(language, key, fillings)
  const title = word('changes_title', { organization: result.snapshot.organizationName })
  const body = html`<header class="top">
      <h1>${title}</h1>
      ${themeSwitch(language)}
    </header>
    <main>
      <dl class="facts">
        ${comparisonHead(compared, language, product.version).map(
          ([label, value]) =>
            html`<div>
              <dt>${label}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>
      <div class="charts">${charts(compared, setting)}</div>
      ${effectSection(compared, setting)} ${recordSection(compared, setting)}
      ${findingSection('new_findings', newFindings(result), setting)}
      ${findingSection('fixed_findings', result.fixed, setting)}
    </main>`
  return pageFrame(title, language, body)
}

function charts({ comparison, result }: ComparedSnapshots, { language }: ReportSetting): readonly Html[] {
  const word = (key: ReportWord) => sayReport(language, key)
  const number = numberIn(language)
  const records = barTable(
    word('changes'),
    [word('subject'), word('share'), word('count')],
    recordKinds.map((kind) => {
      const { added, removed, changed } = comparison.counts[kind]
      return {
        label: html`${word(`record.${kind}`)}`,
        tone: 'plain',
        value: added + removed + changed,
        note: html` <span class="note">+${number(added)} −${number(removed)}</span>`,
      }
    }),
    number,
  )
  const { states } = countFindings(result)
  if (states === null) return [records]
  const tones = { new: 'high', updated: 'medium', unchanged: 'low', fixed: 'ok' } as const
  const findings = barTable(
    word('findings'),
    [word('state'), word('share'), word('count')],
    (['new', 'updated', 'unchanged', 'fixed'] as const).map((state) => ({
      label: html`${word(`baseline.${state}`)}`,
      tone: tones[state],
      value: states[state],
    })),
    number,
  )
  return [records, findings]
}

function effectSection({ comparison }: ComparedSnapshots, { language }: ReportSetting): Html {
  const word = (key: ReportWord, fillings: Fillings = {}) => sayReport(language, key, fillings)
  const { effect, effectMissing, catalogueChanged } = comparison
  const number = numberIn(language)
  const said =
    effect === null
      ? describeMissing(effectMissing, language)
      : effect.gained.calls + effect.lost.calls === 0
        ? word('effect_none')
        : word('effect_calls', { gained: effect.gained.calls, lost: effect.lost.calls })
  const tables = effectKinds.map((kind) => {
    const rows = effectRows(effect, kind)
    if (rows.length === 0) return html``
    const shown = rows.slice(0, shownEffects)
    return table(
      `${word(`effect_${kind}s`)} · ${word('effect_first', { shown: shown.length, all: rows.length })}`,
      [word(kind === 'operation' ? 'operation' : 'name'), word('gained'), word('lost')],
      shown.map(({ name, id, gained, lost }) => [
        kind === 'operation' ? html`<code>${id}</code>` : html`${name}<br /><code>${id}</code>`,
        html`<div class="number">${number(gained)}</div>`,
        html`<div class="number">${number(lost)}</div>`,
      ]),
    )
  })
  return html`<section>
    <h2>${word('effect')}</h2>
    <p>${said}</p>
    ${catalogueChanged ? html`<p class="note">${word('effect_catalogue')}</p>` : ''} ${tables}
  </section>`
}

function recordSection({ comparison: { records } }: ComparedSnapshots, { language }: ReportSetting): Html {
  const word = (key: ReportWord, fillings: Fillings = {}) => sayReport(language, key, fillings)
  const shown = records.slice(0, shownRecords)
  const note =
    records.length === 0
      ? word('changes_none')
      : word('changes_first', { shown: shown.length, all: records.length })
  return html`<section>
    <h2>${word('changes')}</h2>
    <p class="note">${note}</p>
    ${
      shown.length === 0
        ? ''
        : table(
            word('changes'),
            [word('subject'), word('name'), word('state'), word('change')],
            shown.map(({ kind, name, id, change, fields }) => [
              html`${word(`record.${kind}`)}`,
              html`${name}<br /><code>${id}</code>`,
              html`<span class="badge change-${change}">${word(`change.${change}`)}</span>`,
              html`${fields.map(
                (field) => html`<div><strong>${field.field}</strong> <code>${changeText(field)}</code></div>`,
              )}`,
            ]),
          )
    }
  </section>`
}

function findingSection(
  title: 'new_findings' | 'fixed_findings',
  findings: readonly ReportedFinding[],
  { language }: ReportSetting,
): Html {
  const word = (key: ReportWord, fillings: Fillings = {}) => sayReport(language, key, fillings)
  const shown = findings
    .toSorted((one, other) => compareSeverities(one.severity, other.severity))
    .slice(0, shownFindings)
  return html`<section>
    <h2>${word(title)} (${numberIn(language)(findings.length)})</h2>
    ${
      shown.length === 0
        ? html`<p>${word('no_findings')}</p>`
        : table(
            word('effect_first', { shown: shown.length, all: findings.length }),
            [word('severity'), word('rule'), word('subject'), word('what')],
            shown.map((finding) => [
              severityBadge(finding.severity, say(language, `audit.severity.${finding.severity}`)),
              html`<code>${finding.ruleId}</code>`,
              html`${finding.subject.name}<br /><code>${finding.subject.id}</code>`,
              html`${sentenceHtml(whatInParts(finding, language))}`,
            ]),
          )
    }
  </section>`
}

function table(caption: string, heads: readonly string[], rows: readonly (readonly Html[])[]): Html {
  return html`<div class="wide" role="group" aria-label="${caption}" tabindex="0">
    <table class="paper">
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (cells) =>
            html`<tr>
              ${cells.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}
