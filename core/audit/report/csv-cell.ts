/** UTF-8 says so itself, or a spreadsheet guesses another encoding. */
export const byteOrderMark = '\uFEFF'

const formula = /^'*[\s\uFEFF\u200B-\u200F\u2060]*[=+\-@\t\r＝＋－＠]/u

/**
 * A cell of RFC 4180. One that a spreadsheet would take for a formula, also behind white space or marks that nobody sees, gets
 * an apostrophe in front, which the spreadsheet does not show. So does one that looks as if it had got one already: taking a
 * single apostrophe off such cells always gives the text.
 */
function csvCell(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A record with its line end. */
export function csvRow(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}
