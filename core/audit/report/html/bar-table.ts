import { html, type Html } from './html.ts'

/** One line of a chart: what is counted, in which tone, and how many. */
export interface Bar {
  readonly label: Html
  readonly tone: string
  readonly value: number
  /** Stands behind the number. */
  readonly note?: Html
}

/**
 * A chart that is a table: the bars are drawn beside their numbers, so that the same thing is seen, read aloud and printed
 * without a second version of it.
 */
export function barTable(
  caption: string,
  heads: readonly [label: string, bar: string, value: string],
  bars: readonly Bar[],
  numberText: (value: number) => string,
): Html {
  const most = Math.max(1, ...bars.map(({ value }) => value))
  return html`<table class="bars">
    <caption>
      ${caption}
    </caption>
    <thead class="unseen">
      <tr>
        ${heads.map((head) => html`<th scope="col">${head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${bars.map(({ label, tone, value, note }) => {
        const width = (value / most) * 100
        return html`<tr>
          <th scope="row">${label}</th>
          <td class="drawn">
            <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
              <rect class="track" width="100" height="10" />
              <rect class="fill-${tone}" width="${width.toFixed(2)}" height="10" />
            </svg>
          </td>
          <td class="number">${numberText(value)}${note ?? ''}</td>
        </tr>`
      })}
    </tbody>
  </table>`
}
