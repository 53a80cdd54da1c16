/** What runs in an HTML report: it reads the data that the page carries, and shows what the filters leave (U4). */
import { detailContents, rowContents } from './detail.ts'
import { element, existing } from './elements.ts'
import { rowFinder, type RowFilter } from './filter-rows.ts'
import type { PageData } from './page-data.ts'
import { readRows } from './rows.ts'
import { connectTheme } from './theme.ts'
import { virtualList } from './virtual-list.ts'

const rowHeight = 56
/** Typing goes on while the rows wait. */
const pause = 150

connectTheme()
const carried = existing('data', HTMLScriptElement)
// The report wrote it in this shape.
const data = JSON.parse(carried.textContent) as PageData
const rows = readRows(data)
const find = rowFinder(data, rows)
const number = new Intl.NumberFormat(data.language)
const detail = existing('detail', HTMLElement)
const matching = existing('matching', HTMLElement)
const search = existing('search', HTMLInputElement)
const client = existing('client', HTMLInputElement)
const rule = existing('rule', HTMLSelectElement)
const show = existing('show', HTMLSelectElement)
const state = document.querySelector<HTMLSelectElement>('#baseline')
const toggles = [...document.querySelectorAll<HTMLButtonElement>('[data-severity]')]
const list = virtualList({
  box: existing('list', HTMLElement),
  rowHeight,
  contents: (row) => rowContents(data, rows, row),
  onChoose: (row) => {
    detail.replaceChildren(...detailContents(data, rows, row))
    detail.scrollTop = 0
  },
})

function currentFilter(): RowFilter {
  const pressed = toggles.filter((toggle) => toggle.ariaPressed === 'true')
  return {
    severities: new Set(pressed.map((toggle) => Number(toggle.dataset['severity']))),
    rule: Number(rule.value),
    state: Number(state?.value ?? -1),
    show: show.value === 'suppressed' || show.value === 'all' ? show.value : 'open',
    client: client.value,
    search: search.value,
  }
}

function update(): void {
  const found = find(currentFilter())
  list.show(found)
  const { matching: told, nothing_matches: none, choose } = data.words
  matching.textContent =
    found.length === 0 && rows.count > 0
      ? none
      : told.replace('{shown}', number.format(found.length)).replace('{all}', number.format(rows.count))
  detail.replaceChildren(element('p', 'note', choose))
}

let timer: number | undefined
function updateSoon(): void {
  clearTimeout(timer)
  timer = window.setTimeout(update, pause)
}

for (const toggle of toggles) {
  toggle.addEventListener('click', () => {
    toggle.ariaPressed = String(toggle.ariaPressed !== 'true')
    update()
  })
}
for (const field of [search, client]) field.addEventListener('input', updateSoon)
for (const choice of [rule, show, ...(state ? [state] : [])]) choice.addEventListener('change', update)
existing('filters', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault()
})
existing('clear', HTMLButtonElement).addEventListener('click', () => {
  existing('filters', HTMLFormElement).reset()
  for (const toggle of toggles) toggle.ariaPressed = 'false'
  update()
})
// Names of the riskiest clients lead to their findings.
for (const name of document.querySelectorAll<HTMLElement>('[data-client]')) {
  const button = element('button', 'link', name.textContent)
  button.type = 'button'
  button.addEventListener('click', () => {
    client.value = name.dataset['client'] ?? ''
    update()
    existing('findings', HTMLElement).scrollIntoView()
    client.focus()
  })
  name.replaceChildren(button)
}
document.documentElement.dataset['ready'] = 'yes'
update()
