/** A word that a POSIX shell takes as it stands, or the same quoted. */
export function shellWord(text: string): string {
  return /^[A-Za-z0-9_@%+:,./-]+$/.test(text) && !text.startsWith('-') ? text : quoted(text)
}

/** Inside single quotes nothing is special but the single quote itself. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}
