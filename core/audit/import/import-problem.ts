import { say, type Fillings, type Language } from '../../wording/say.ts'
import type { WordingKey } from '../../wording/english.ts'

/** What is wrong with one record of an import. None of these sentences repeats what stands there: it may be a secret (F4). */
export type RecordProblem =
  | 'missing'
  | 'text'
  | 'list'
  | 'moment'
  | 'number'
  | 'duration'
  | 'grant_type'
  | 'state'
  | 'flag'
  | 'method'
  | 'unknown'
  | 'repeated'
  | 'columns'
  | 'quotes'

/** A record that is left out, where it stands and why; `field` is the one that shows it. */
export interface FoundProblem {
  readonly file: string
  /** A line of a table, or a place in a document. */
  readonly at: { readonly line: number } | { readonly pointer: string }
  readonly problem: RecordProblem
  readonly field?: string
  readonly fillings?: Fillings
}

/** The same in the language of the person. */
export interface ImportProblem {
  readonly place: string
  readonly message: string
}

export function describeProblem(found: FoundProblem, language: Language): ImportProblem {
  const { file, at, problem, field = '', fillings = {} } = found
  const key: WordingKey = `import.record.${problem}`
  return {
    place:
      'line' in at
        ? say(language, 'import.place.line', { file, line: String(at.line) })
        : say(language, 'import.place.pointer', { file, pointer: at.pointer }),
    message: say(language, key, { ...fillings, field }),
  }
}
