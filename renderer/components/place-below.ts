const gap = 4
const edge = 8

/** Puts a floating panel under its anchor, or above it where there is more room, inside the window. */
export function placeBelow(panel: HTMLElement, anchor: Element, align: 'start' | 'end'): void {
  const at = anchor.getBoundingClientRect()
  const below = window.innerHeight - at.bottom - gap - edge
  const above = at.top - gap - edge
  panel.style.maxHeight = ''
  const wanted = panel.scrollHeight + 2
  const goesBelow = wanted <= below || below >= above
  panel.style.maxHeight = `${String(Math.max(120, Math.min(goesBelow ? below : above, 420)))}px`
  const width = panel.offsetWidth
  const height = Math.min(panel.offsetHeight, wanted)
  const left = align === 'start' ? at.left : at.right - width
  panel.style.left = `${String(Math.max(edge, Math.min(left, window.innerWidth - width - edge)))}px`
  panel.style.top = `${String(goesBelow ? at.bottom + gap : at.top - gap - height)}px`
}
