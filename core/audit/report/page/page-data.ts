import type { BaselineState, FindingSubject, FixKind, Severity } from '../../../model/finding.ts'
import type { Clause } from '../../rule.ts'

/**
 * All findings of a report, compact enough for hundreds of thousands: whatever occurs often stands in a table once, and a
 * finding is a number in each column. `-1` is none.
 */
export interface PageData {
  readonly language: 'en' | 'de'
  readonly words: PageWords
  /** Gravest first. */
  readonly severities: readonly { readonly key: Severity; readonly word: string }[]
  readonly states: readonly { readonly key: BaselineState; readonly word: string }[]
  readonly kinds: readonly { readonly key: FindingSubject['kind']; readonly word: string }[]
  readonly fixKinds: readonly { readonly key: FixKind; readonly word: string }[]
  readonly rules: readonly PageRule[]
  /** In the report's words: until when, by whom and why. */
  readonly suppressions: readonly string[]
  readonly subjects: {
    readonly kind: Runs
    readonly id: readonly string[]
    readonly name: readonly string[]
    /** Places in `strings`: the arithmetic of a client's score. */
    readonly score: readonly number[]
  }
  readonly strings: readonly string[]
  readonly columns: {
    readonly rule: Runs
    readonly severity: Runs
    readonly state: Runs
    readonly suppression: Runs
    readonly fixKind: Runs
    readonly change: Runs
    readonly subject: readonly number[]
    /** Places in `strings`, where `ownPlace` stands for the subject's id. */
    readonly pointer: readonly number[]
    /** Places in `strings`: what fills the rule's sentence, as many as it has gaps, finding after finding. */
    readonly slots: readonly number[]
  }
}

/** A column of few values: value, how often, value, how often. */
export type Runs = readonly number[]

export interface PageRule {
  readonly id: string
  readonly title: string
  /** What was found, cut at its gaps. */
  readonly what: readonly string[]
  readonly why: string
  readonly fix: string
  readonly clears: string
  readonly clauses: readonly Clause[]
}

export const pageWordKeys = [
  'baseline',
  'change',
  'choose',
  'clauses',
  'clears',
  'filter_baseline_all',
  'filter_rule_all',
  'fix',
  'matching',
  'nothing_matches',
  'own_rule',
  'score',
  'severity',
  'state',
  'suppressed',
  'what',
  'where',
  'why',
] as const
export type PageWord = (typeof pageWordKeys)[number]
export type PageWords = Readonly<Record<PageWord, string>>

/** In a pointer the segment with the subject's own id. */
export const ownPlace = '\uE001'
