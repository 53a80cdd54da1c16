import type { PlacedProblem } from './unreadable-document.ts'

const MAX_DEPTH = 200

/** What may come next. */
type Expected = 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end' | 'nothing'

/**
 * Finds the first place where a text is no JSON, or is JSON that could hide something: a key that occurs twice in
 * one object (of which JSON.parse keeps only the last), a `__proto__` key, or nesting beyond 200 levels.
 */
export function findJsonProblem(text: string): PlacedProblem | undefined {
  // The open objects (with the keys seen so far) and arrays (null), innermost last.
  const open: (Set<string> | null)[] = []
  let expected: Expected = 'value'
  let at = 0

  for (;;) {
    at = skipSpace(text, at)
    if (at >= text.length) {
      if (expected === 'nothing') return undefined
      return { offset: at, problem: endInside(open) }
    }
    const char = text.charAt(at)
    if (expected === 'nothing') return { offset: at, problem: 'json_goes_on' }

    const isEnd = expected === 'comma or end' || expected === 'value or end' || expected === 'key or end'
    const top = open.at(-1)
    if (isEnd && char === (top ? '}' : ']')) {
      open.pop()
      expected = open.length === 0 ? 'nothing' : 'comma or end'
      at += 1
      continue
    }
    if (expected === 'comma or end') {
      if (char !== ',') return { offset: at, problem: top ? 'json_comma_in_object' : 'json_comma_in_array' }
      expected = top ? 'key' : 'value'
      at += 1
      continue
    }
    if (expected === 'colon') {
      if (char !== ':') return { offset: at, problem: 'json_colon' }
      expected = 'value'
      at += 1
      continue
    }
    if (expected === 'key' || expected === 'key or end') {
      if (char !== '"') return { offset: at, problem: 'json_key' }
      const end = endOfString(text, at)
      if (typeof end !== 'number') return end
      const key = keyText(text.slice(at, end))
      if (key === '__proto__') return { offset: at, problem: 'key_forbidden', fillings: { key } }
      if (top?.has(key)) {
        return { offset: at, problem: 'key_repeated', fillings: { key: key.slice(0, 100) } }
      }
      top?.add(key)
      at = end
      expected = 'colon'
      continue
    }
    if (char === '{' || char === '[') {
      if (open.length >= MAX_DEPTH) {
        return { offset: at, problem: 'nesting_limit', fillings: { limit: MAX_DEPTH } }
      }
      open.push(char === '{' ? new Set() : null)
      expected = char === '{' ? 'key or end' : 'value or end'
      at += 1
      continue
    }
    const end = char === '"' ? endOfString(text, at) : endOfWord(text, at)
    if (typeof end !== 'number') return end
    at = end
    expected = open.length === 0 ? 'nothing' : 'comma or end'
  }
}

function endInside(open: readonly (Set<string> | null)[]): PlacedProblem['problem'] {
  const top = open.at(-1)
  if (top === undefined) return 'json_ends'
  return top ? 'json_ends_in_object' : 'json_ends_in_array'
}

function skipSpace(text: string, from: number): number {
  let at = from
  for (;;) {
    const code = text.charCodeAt(at)
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return at
    at += 1
  }
}

/** The offset after the closing quote of the string that starts at `from`. */
function endOfString(text: string, from: number): number | PlacedProblem {
  for (let at = from + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 0x22) return at + 1
    if (code < 0x20) return { offset: at, problem: 'json_control_character' }
    if (code !== 0x5c) continue
    const escape = text.charAt(at + 1)
    const length = escape === 'u' ? 6 : 2
    if (at + length > text.length) break
    const isKnown =
      escape === 'u' ? /^[0-9a-fA-F]{4}$/.test(text.slice(at + 2, at + 6)) : '"\\/bfnrt'.includes(escape)
    if (!isKnown) return { offset: at, problem: 'escape_unknown' }
    at += length - 1
  }
  return { offset: text.length, problem: 'json_ends_in_string' }
}

function keyText(quoted: string): string {
  // A checked JSON string is a string once parsed.
  return quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1)
}

const word = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y

/** The offset after the number, `true`, `false` or `null` that starts at `from`. */
function endOfWord(text: string, from: number): number | PlacedProblem {
  word.lastIndex = from
  return word.test(text) ? word.lastIndex : { offset: from, problem: 'json_value' }
}
