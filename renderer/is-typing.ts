/** True while keys are meant for a text field, a list of choices or a dialog, so that shortcuts stay away. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return (
    target.isContentEditable ||
    target.closest(
      'input:not([type="checkbox"]):not([type="radio"]), textarea, select, dialog, [role="menu"]',
    ) !== null
  )
}
