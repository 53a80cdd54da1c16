const tabbable =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), summary, [tabindex]'

/**
 * Lets Tab go round inside a box; the browser would go on to its own buttons, and Esc would be lost on them. The
 * part of the box that scrolls is a stop while it does.
 */
export function keepFocusInside(box: HTMLElement, scroller: HTMLElement | null, event: KeyboardEvent): void {
  if (scroller) markAsStop(scroller)
  const stops = [...box.querySelectorAll<HTMLElement>(tabbable)].filter(isStop)
  const [first, last] = [stops[0], stops.at(-1)]
  if (!first || !last) return
  const leaves = event.shiftKey ? first : last
  if (document.activeElement !== leaves && box.contains(document.activeElement)) return
  event.preventDefault()
  ;(event.shiftKey ? last : first).focus()
}

function markAsStop(scroller: HTMLElement): void {
  if (scroller.scrollHeight > scroller.clientHeight + 1) scroller.tabIndex = 0
  else scroller.removeAttribute('tabindex')
}

function isStop(element: HTMLElement): boolean {
  return element.tabIndex >= 0 && element.getClientRects().length > 0
}
