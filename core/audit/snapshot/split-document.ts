import { isUtf8 } from 'node:buffer'
import { MAX_RECORD_BYTES, MAX_RECORD_DEPTH, type SnapshotProblem } from './snapshot-format.ts'

/** Why a document cannot be read, and at which keys; without keys it is the line that says where. */
export interface SplitProblem {
  readonly problem: string
  readonly path: readonly (string | number)[]
  readonly fillings?: Readonly<Record<string, string | number>>
}

/** What a splitter tells of the document; a problem stops it. */
export interface DocumentSink {
  /** A key was read, the last of the path; its value comes next. */
  member(path: readonly string[]): SplitProblem | undefined
  /** Whether an object under this path is taken apart too, or handed over as one value. */
  opens(path: readonly string[]): boolean
  /** An object that was taken apart has no member. */
  empty(path: readonly string[]): SplitProblem | undefined
  value(path: readonly string[], text: string): SplitProblem | undefined
}

type Expected =
  | 'start'
  | 'key'
  | 'key or end'
  | 'inside key'
  | 'colon'
  | 'value'
  | 'inside value'
  | 'comma or end'
  | 'nothing'

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const COLON = 0x3a
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d
const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const SPACE = 0x20
const TAB = 0x09

/**
 * Cuts a JSON object into the texts of its members while its bytes arrive, so that no more than one of them is held. What
 * stands inside such a text is for `JSON.parse` to judge.
 */
export class DocumentSplitter {
  readonly #sink: DocumentSink
  /** The keys that lead to where the splitter is. */
  readonly #path: string[] = []
  #expected: Expected = 'start'
  /** How many objects are open, the document among them. */
  #level = 0
  #line = 1
  /** Bytes of a key or value whose end has not come yet, and how far they were looked at. */
  #begun: Buffer = Buffer.alloc(0)
  #seen = 0
  #depth = 0
  #inString = false

  constructor(sink: DocumentSink) {
    this.#sink = sink
  }

  /** The line that is being read. */
  get line(): number {
    return this.#line
  }

  push(chunk: Buffer): SplitProblem | undefined {
    if (this.#expected !== 'inside key' && this.#expected !== 'inside value') return this.#read(chunk, 0)
    return this.#read(Buffer.concat([this.#begun, chunk]), this.#seen)
  }

  /** The end of the file. */
  end(): SplitProblem | undefined {
    if (this.#expected === 'nothing') return undefined
    return stop(this.#expected === 'start' ? 'document_empty' : 'file_ends')
  }

  /** Reads on from a place; a key or value that was begun in an earlier chunk starts at the first byte. */
  #read(bytes: Buffer, from: number): SplitProblem | undefined {
    let at = from
    let start = 0
    for (;;) {
      if (this.#expected === 'inside key' || this.#expected === 'inside value') {
        const isKey = this.#expected === 'inside key'
        const end = isKey ? this.#endOfKey(bytes, at) : this.#endOfValue(bytes, at)
        if (typeof end !== 'number') return end
        if (end < 0) return this.#keep(bytes, start)
        const found = isKey ? this.#key(bytes, start, end) : this.#value(bytes, start, end)
        if (found) return found
        at = end
        continue
      }
      const byte = bytes[at]
      if (byte === undefined) return undefined
      if (byte === LINE_FEED) this.#line++
      if (!isSpace(byte)) {
        const found = this.#structure(byte)
        if (found) return found
        start = at
        // A key is looked at behind its quote, a value from its first byte on.
        if (this.#isInValue()) continue
      }
      at++
    }
  }

  #isInValue(): boolean {
    return this.#expected === 'inside value'
  }

  /** A byte between keys and values. */
  #structure(byte: number): SplitProblem | undefined {
    switch (this.#expected) {
      case 'start':
        if (byte !== OPEN_OBJECT) return stop('snapshot_none')
        this.#open()
        return undefined
      case 'key or end':
        if (byte === CLOSE_OBJECT) return this.#close(true)
        return this.#beginKey(byte)
      case 'key':
        return this.#beginKey(byte)
      case 'colon':
        if (byte !== COLON) return this.#stop('json_colon')
        this.#expected = 'value'
        return undefined
      case 'comma or end':
        if (byte === CLOSE_OBJECT) return this.#close(false)
        if (byte !== COMMA) return this.#stop('json_comma_in_object')
        this.#expected = 'key'
        return undefined
      case 'value':
        return this.#beginValue(byte)
      default:
        return stop('json_goes_on')
    }
  }

  #open(): void {
    this.#level++
    this.#expected = 'key or end'
  }

  #close(isEmpty: boolean): SplitProblem | undefined {
    this.#level--
    this.#path.length = this.#level
    this.#expected = this.#level === 0 ? 'nothing' : 'comma or end'
    return isEmpty ? this.#sink.empty(this.#path) : undefined
  }

  #beginKey(byte: number): SplitProblem | undefined {
    if (byte !== QUOTE) return stop('json_key')
    this.#expected = 'inside key'
    return undefined
  }

  #beginValue(byte: number): SplitProblem | undefined {
    if (byte === COMMA || byte === COLON || byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
      return this.#stop('json_value')
    }
    if (byte === OPEN_OBJECT && this.#sink.opens(this.#path)) {
      this.#open()
      return undefined
    }
    this.#expected = 'inside value'
    this.#depth = 0
    this.#inString = false
    return undefined
  }

  /** The place behind the closing quote, or -1 where it has not come yet. */
  #endOfKey(bytes: Buffer, from: number): number {
    let at = from
    while (at < bytes.length) {
      const byte = bytes[at]
      if (byte === QUOTE) return at + 1
      at += byte === BACKSLASH ? 2 : 1
    }
    this.#seen = at
    return -1
  }

  /** The place behind the value, or -1 where it has not come yet. */
  #endOfValue(bytes: Buffer, from: number): number | SplitProblem {
    let at = from
    let depth = this.#depth
    let inString = this.#inString
    for (; at < bytes.length; at++) {
      const byte = bytes[at]
      if (inString) {
        if (byte === BACKSLASH) at++
        else if (byte === QUOTE) {
          inString = false
          if (depth === 0) return at + 1
        }
        continue
      }
      switch (byte) {
        case QUOTE:
          inString = true
          break
        case OPEN_OBJECT:
        case OPEN_LIST:
          depth++
          if (depth > MAX_RECORD_DEPTH) return this.#stop('nesting_limit', { limit: MAX_RECORD_DEPTH })
          break
        case CLOSE_OBJECT:
        case CLOSE_LIST:
          // A number or word ends before the end of what is around it.
          if (depth === 0) return at
          depth--
          if (depth === 0) return at + 1
          break
        case COMMA:
          if (depth === 0) return at
          break
        case LINE_FEED:
          if (depth === 0) return at
          this.#line++
          break
        case SPACE:
        case TAB:
        case CARRIAGE_RETURN:
          if (depth === 0) return at
          break
        default:
      }
    }
    this.#seen = at
    this.#depth = depth
    this.#inString = inString
    return -1
  }

  #keep(bytes: Buffer, start: number): SplitProblem | undefined {
    this.#begun = bytes.subarray(start)
    this.#seen -= start
    return this.#begun.length > MAX_RECORD_BYTES ? this.#tooLong() : undefined
  }

  #key(bytes: Buffer, start: number, end: number): SplitProblem | undefined {
    const written = this.#text(bytes, start + 1, end - 1)
    if (typeof written !== 'string') return written
    const key = keyOf(written)
    if (key === undefined) return stop('json_key')
    this.#path.length = this.#level - 1
    this.#path.push(key)
    this.#expected = 'colon'
    return this.#sink.member(this.#path)
  }

  #value(bytes: Buffer, start: number, end: number): SplitProblem | undefined {
    const text = this.#text(bytes, start, end)
    if (typeof text !== 'string') return text
    this.#expected = 'comma or end'
    return this.#sink.value(this.#path, text)
  }

  #text(bytes: Buffer, start: number, end: number): string | SplitProblem {
    if (end - start > MAX_RECORD_BYTES) return this.#tooLong()
    if (!isUtf8(bytes.subarray(start, end))) return this.#stop('document_not_utf8')
    return bytes.toString('utf8', start, end)
  }

  #tooLong(): SplitProblem {
    return this.#stop('record_long', { limit: MAX_RECORD_BYTES })
  }

  #stop(problem: SnapshotProblem, fillings: SplitProblem['fillings'] = {}): SplitProblem {
    return { problem, path: [...this.#path], fillings }
  }
}

function stop(problem: SnapshotProblem): SplitProblem {
  return { problem, path: [] }
}

function isSpace(byte: number): boolean {
  return byte === SPACE || byte === LINE_FEED || byte === CARRIAGE_RETURN || byte === TAB
}

/** Undefined where the text between the quotes is no JSON. */
function keyOf(written: string): string | undefined {
  // Most keys are plain text, of which no part can mean anything else.
  if (!special.test(written)) return written
  try {
    return String(JSON.parse(`"${written}"`))
  } catch {
    return undefined
  }
}

const special = /[\\\u0000-\u001f]/
