/** A clause without the backticks round its technical names, for places that take plain text only. */
export function plainText(clause: string): string {
  return clause.replaceAll('`', '')
}

/** The same written as a sentence: its first letter large, a full stop at the end. */
export function plainSentence(clause: string): string {
  const text = plainText(clause)
  const large = clause.startsWith('`') ? text : largeStart(text)
  return /[.!?]$/.test(large) ? large : `${large}.`
}

/** The same as it stands at the beginning of a line. */
export function largeStart(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
