/** Browsers stop at an element's height of some ten million pixels. */
const highest = 8_000_000

interface ListParts {
  readonly box: HTMLElement
  readonly rowHeight: number
  /** What a row shows. */
  readonly contents: (row: number) => readonly Node[]
  readonly onChoose: (row: number) => void
}

export interface VirtualList {
  show(rows: Int32Array): void
}

/**
 * A list box of any length that draws only what is seen. Beyond the height that a browser can scroll, the bar moves faster than
 * the rows, and every row is still reached.
 */
export function virtualList({ box, rowHeight, contents, onChoose }: ListParts): VirtualList {
  let rows = new Int32Array(0)
  let chosen = -1
  let waiting = false
  const spacer = document.createElement('div')
  spacer.className = 'spacer'
  spacer.role = 'presentation'
  const layer = document.createElement('div')
  layer.className = 'layer'
  layer.role = 'presentation'
  spacer.append(layer)
  box.replaceChildren(spacer)

  const length = () => rows.length * rowHeight
  const scrollable = () => Math.min(length(), highest) - box.clientHeight
  /** How far the rows move for each pixel of the bar. */
  const factor = () => {
    const way = scrollable()
    return way > 0 ? (length() - box.clientHeight) / way : 1
  }

  function draw(): void {
    waiting = false
    const offset = Math.max(0, box.scrollTop * factor())
    const first = Math.min(Math.floor(offset / rowHeight), Math.max(0, rows.length - 1))
    const last = Math.min(rows.length, first + Math.ceil(box.clientHeight / rowHeight) + 1)
    const drawn: HTMLElement[] = []
    for (let place = first; place < last; place++) {
      const row = rows[place]
      if (row !== undefined) drawn.push(option(place, row, place * rowHeight - offset))
    }
    layer.replaceChildren(...drawn)
    if (chosen >= first && chosen < last) box.setAttribute('aria-activedescendant', optionId(chosen))
    else box.removeAttribute('aria-activedescendant')
  }

  function option(place: number, row: number, top: number): HTMLElement {
    const made = document.createElement('div')
    made.role = 'option'
    made.id = optionId(place)
    made.className = 'row'
    made.ariaSetSize = String(rows.length)
    made.ariaPosInSet = String(place + 1)
    made.ariaSelected = String(place === chosen)
    made.style.transform = `translateY(${String(top)}px)`
    made.append(...contents(row))
    made.addEventListener('click', () => {
      choose(place)
    })
    return made
  }

  function choose(place: number): void {
    const row = rows[place]
    if (row === undefined) return
    chosen = place
    bringIntoView(place)
    draw()
    onChoose(row)
  }

  function bringIntoView(place: number): void {
    const offset = box.scrollTop * factor()
    const top = place * rowHeight
    if (top < offset) box.scrollTop = top / factor()
    else if (top + rowHeight > offset + box.clientHeight) {
      box.scrollTop = (top + rowHeight - box.clientHeight) / factor()
    }
  }

  box.addEventListener('scroll', () => {
    if (waiting) return
    waiting = true
    requestAnimationFrame(draw)
  })
  box.addEventListener('keydown', (event) => {
    const place = placeAfter(event.key, chosen, rows.length, Math.floor(box.clientHeight / rowHeight))
    if (place === undefined) return
    event.preventDefault()
    choose(place)
  })
  new ResizeObserver(draw).observe(box)

  return {
    show(wanted) {
      rows = Int32Array.from(wanted)
      chosen = -1
      spacer.style.height = `${String(Math.min(length(), highest))}px`
      box.scrollTop = 0
      draw()
    },
  }
}

function placeAfter(key: string, chosen: number, count: number, page: number): number | undefined {
  const last = count - 1
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, chosen + 1)
    case 'ArrowUp':
      return Math.max(0, chosen - 1)
    case 'PageDown':
      return Math.min(last, Math.max(0, chosen) + page)
    case 'PageUp':
      return Math.max(0, chosen - page)
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return undefined
  }
}

function optionId(place: number): string {
  return `finding-${String(place)}`
}
