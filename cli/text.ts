import { formatDuration } from '../core/model/duration.ts'

// Control and direction characters, which a name could use to move the cursor or to hide what follows.
const unprintable = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/** Text from a record as a terminal may show it: on one line, control characters written out. */
export function plain(text: string): string {
  return text.replace(
    unprintable,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  )
}

/** `2026-03-01 09:30:00Z`: readable, and in UTC. */
export function formatTime(iso: string): string {
  const at = new Date(iso)
  if (Number.isNaN(at.getTime())) return plain(iso)
  return `${at.toISOString().slice(0, 10)} ${at.toISOString().slice(11, 19)}Z`
}

/** `18 h (64800 s)`: both forms in which a duration is spoken of (C3). */
export function formatSeconds(seconds: number): string {
  return `${formatDuration(seconds)} (${String(seconds)} s)`
}

/** `1,234,567` or `1.234.567`, as the language writes it. */
export function formatCount(count: number, language: 'en' | 'de'): string {
  return new Intl.NumberFormat(language).format(count)
}

/** Cuts text for a table's cell. */
export function clip(text: string, width: number): string {
  if (displayWidth(text) <= width) return text
  let kept = ''
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (displayWidth(kept + segment) >= width) break
    kept += segment
  }
  return `${kept}…`
}

const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uff01-\uff60]/u

/** How many columns of a terminal the text takes. */
export function displayWidth(text: string): number {
  let width = 0
  for (const character of text) {
    if (/^\p{M}$/u.test(character)) continue
    width += wide.test(character) ? 2 : 1
  }
  return width
}
