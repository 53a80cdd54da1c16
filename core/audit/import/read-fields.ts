import { parseDuration } from '../../model/duration.ts'
import { parseGrantType, type GrantType } from '../../model/grant-type.ts'
import { parseMoment } from '../../model/moment.ts'
import type { RecordProblem } from './import-problem.ts'

/** A record of somebody else's, of which nothing is known before it was looked at. */
export type ForeignRecord = Readonly<Record<string, unknown>>

/** A value that could not be read; the record is left out. */
export class FieldProblem {
  readonly field: string
  readonly problem: RecordProblem

  constructor(field: string, problem: RecordProblem) {
    this.field = field
    this.problem = problem
  }
}

export function isForeignRecord(value: unknown): value is ForeignRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Reads the fields of one record, with neutral values where they are absent, and remembers the first that cannot be read and
 * which fields were there at all.
 */
export class FieldReader {
  readonly #record: ForeignRecord
  readonly #present: Set<string>
  #problem: FieldProblem | undefined

  constructor(record: ForeignRecord, present = new Set<string>()) {
    this.#record = record
    this.#present = present
  }

  get problem(): FieldProblem | undefined {
    return this.#problem
  }

  text(field: string, otherwise = ''): string {
    const value = this.#value(field)
    if (value === undefined) return otherwise
    return typeof value === 'string' ? value : this.#refuse(field, 'text', otherwise)
  }

  required(field: string): string {
    const value = this.text(field)
    return value === '' ? this.#refuse(field, 'missing', '') : value
  }

  texts(field: string): readonly string[] {
    const value = this.#value(field)
    if (value === undefined) return []
    const isList = Array.isArray(value) && value.every((item) => typeof item === 'string')
    return isList ? [...new Set<string>(value)] : this.#refuse(field, 'list', [])
  }

  records(field: string): readonly ForeignRecord[] {
    const value = this.#value(field)
    if (value === undefined) return []
    return Array.isArray(value) && value.every(isForeignRecord) ? value : this.#refuse(field, 'list', [])
  }

  record(field: string): ForeignRecord {
    const value = this.#value(field)
    return isForeignRecord(value) ? value : {}
  }

  flag(field: string): boolean {
    const value = this.#value(field)
    if (value === undefined || typeof value === 'boolean') return value ?? false
    const word = typeof value === 'string' ? value.trim().toLowerCase() : ''
    if (['true', 'yes', 'ja', '1', 'x'].includes(word)) return true
    return ['false', 'no', 'nein', '0', ''].includes(word) ? false : this.#refuse(field, 'flag', false)
  }

  /** A whole number from 0 on. */
  count(field: string, otherwise = 0): number {
    const value = this.#value(field)
    if (value === undefined) return otherwise
    const isCount = typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
    return isCount ? value : this.#refuse(field, 'number', otherwise)
  }

  /** A moment as ISO 8601; null where there is none. */
  moment(field: string): string | null {
    const value = this.#value(field)
    if (value === undefined || value === '') return null
    const found =
      typeof value === 'string'
        ? parseMoment(
            value
              .trim()
              .replace(' ', 'T')
              .replace(/\+0000$/, 'Z'),
          )
        : undefined
    return found?.toISOString() ?? this.#refuse(field, 'moment', null)
  }

  duration(field: string, otherwise: number): number {
    const value = this.#value(field)
    if (value === undefined || value === '') return otherwise
    const seconds =
      typeof value === 'number' || typeof value === 'string' ? parseDuration(String(value)) : undefined
    return seconds ?? this.#refuse(field, 'duration', otherwise)
  }

  grantType(field: string): { readonly grantType: GrantType; readonly pkce?: boolean } {
    const text = this.required(field)
    return (
      parseGrantType(text) ?? this.#refuse(field, 'grant_type', { grantType: 'authorization_code' as const })
    )
  }

  refuse(field: string, problem: RecordProblem): void {
    this.#problem ??= new FieldProblem(field, problem)
  }

  #value(field: string): unknown {
    const value = Object.hasOwn(this.#record, field) ? this.#record[field] : undefined
    if (value === undefined || value === null) return undefined
    this.#present.add(field)
    return value
  }

  #refuse<Value>(field: string, problem: RecordProblem, otherwise: Value): Value {
    this.refuse(field, problem)
    return otherwise
  }
}
