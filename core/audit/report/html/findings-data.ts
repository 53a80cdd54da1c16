import type { RuleId } from '../../../model/audit-rule-ids.ts'
import {
  baselineStates,
  severities,
  type AuditResult,
  type Finding,
  type FindingSubject,
  type ReportedFinding,
} from '../../../model/finding.ts'
import { snapshotPointer } from '../../../model/snapshot.ts'
import { ruleText } from '../../../wording/audit/describe-finding.ts'
import { sayReport } from '../../../wording/audit/say-report.ts'
import { say, type Language } from '../../../wording/say.ts'
import { ownPlace, pageWordKeys, type PageRule } from '../page/page-data.ts'
import type { ReportSetting } from '../report-setting.ts'
import { ruleWords, scoreArithmetic } from '../report-text.ts'
import { slotted, slotText, type SlottedSentence } from '../finding-sentence.ts'
import { Column, TextTable } from './column.ts'
import { embeddedJson } from './html.ts'

const subjectKinds = ['client', 'authorization', 'user', 'role', 'organization', 'policy'] as const
const fixKinds = ['automatic', 'guided', 'advice'] as const

/** The `PageData` of a result as JSON that a script element can hold, piece by piece. */
export function* findingsData(result: AuditResult, setting: ReportSetting): Generator<string> {
  const { language } = setting
  const columns = columnsOf(result, setting)
  const named = <Key extends string>(keys: readonly Key[], wordOf: (key: Key) => string) =>
    keys.map((key) => ({ key, word: wordOf(key) }))
  const words = Object.fromEntries(pageWordKeys.map((key) => [key, sayReport(language, key)]))
  yield embeddedJson({
    ...{ language, words },
    severities: named(severities, (key) => say(language, `audit.severity.${key}`)),
    states: named(baselineStates, (key) => sayReport(language, `baseline.${key}`)),
    kinds: named(subjectKinds, (key) => sayReport(language, `subject.${key}`)),
    fixKinds: named(fixKinds, (key) => sayReport(language, `fix.${key}`)),
    rules: result.rules.map(({ ruleId }) => pageRule(ruleId, setting)),
    suppressions: [...columns.suppressions.texts()],
  }).slice(0, -1)
  yield ',"subjects":{"kind":'
  yield* columns.kind.runs()
  yield ',"id":'
  yield* texts(columns.subjects.map(({ id }) => id))
  yield ',"name":'
  yield* texts(columns.subjects.map(({ name }) => name))
  yield ',"score":'
  yield* columns.score.plain()
  yield '},"strings":'
  yield* texts(columns.strings.texts())
  yield ',"columns":{"rule":'
  yield* columns.rule.runs()
  for (const name of ['severity', 'state', 'suppression', 'fixKind', 'change'] as const) {
    yield `,"${name}":`
    yield* columns[name].runs()
  }
  for (const name of ['subject', 'pointer', 'slots'] as const) {
    yield `,"${name}":`
    yield* columns[name].plain()
  }
  yield '}}'
}

function columnsOf(result: AuditResult, { language }: ReportSetting) {
  const ruleNumbers = new Map(result.rules.map(({ ruleId }, number) => [ruleId, number]))
  const sentences = new Map<RuleId, SlottedSentence>()
  const subjects = new SubjectTable()
  const strings = new TextTable()
  const suppressions = new TextTable()
  const column = () => new Column()
  const [rule, severity, state, suppression] = [column(), column(), column(), column()]
  const [fixKind, change, subject, pointer, slots] = [column(), column(), column(), column(), column()]
  const [kind, score] = [column(), column()]
  const add = (finding: ReportedFinding) => {
    rule.add(ruleNumbers.get(finding.ruleId) ?? -1)
    severity.add(severities.indexOf(finding.severity))
    state.add(finding.baseline === null ? -1 : baselineStates.indexOf(finding.baseline))
    suppression.add(
      finding.suppression
        ? suppressions.numberOf(sayReport(language, 'suppressed_until', { ...finding.suppression }))
        : -1,
    )
    fixKind.add(fixKinds.indexOf(finding.fix.kind))
    change.add(
      finding.fix.kind === 'automatic' ? strings.numberOf(JSON.stringify(finding.fix.change, null, 2)) : -1,
    )
    subject.add(subjects.numberOf(finding.subject))
    pointer.add(strings.numberOf(shortPointer(finding)))
    const sentence = sentenceOf(sentences, finding.ruleId, language)
    for (const slot of sentence.slots) {
      slots.add(strings.numberOf(slotText(slot, finding.evidence, language)))
    }
  }
  for (const finding of result.findings) add(finding)
  for (const finding of result.fixed) add(finding)
  const arithmetic = new Map<string, number>()
  for (const one of result.scores) {
    // Only clients with a finding are ever shown.
    if (subjects.has('client', one.clientId)) {
      arithmetic.set(one.clientId, strings.numberOf(scoreArithmetic(one, language)))
    }
  }
  for (const { kind: name, id } of subjects.all) {
    kind.add(subjectKinds.indexOf(name))
    score.add(name === 'client' || name === 'authorization' ? (arithmetic.get(id) ?? -1) : -1)
  }
  return {
    ...{ rule, severity, state, suppression, fixKind, change, subject, pointer, slots },
    ...{ kind, score, strings, suppressions },
    subjects: subjects.all,
  }
}

function sentenceOf(
  known: Map<RuleId, SlottedSentence>,
  ruleId: RuleId,
  language: Language,
): SlottedSentence {
  const sentence = known.get(ruleId) ?? slotted(ruleText(ruleId, language).what)
  known.set(ruleId, sentence)
  return sentence
}

function pageRule(ruleId: RuleId, setting: ReportSetting): PageRule {
  return {
    id: ruleId,
    ...ruleWords(ruleId, setting),
    what: slotted(ruleText(ruleId, setting.language).what).literals,
  }
}

/** The pointer without the subject's id, so that equal places of different subjects are one text. */
function shortPointer({ pointer, subject }: Finding): string {
  const own = /[~/]/.test(subject.id) ? snapshotPointer([subject.id]) : `/${subject.id}`
  const at = pointer.indexOf(own)
  const end = at + own.length
  if (at < 0 || (end < pointer.length && pointer[end] !== '/')) return pointer
  return pointer.slice(0, at) + ownPlace + pointer.slice(end)
}

function* texts(items: Iterable<string>): Generator<string> {
  let separator = '['
  for (const text of items) {
    yield separator + embeddedJson(text)
    separator = ','
  }
  yield separator === '[' ? '[]' : ']'
}

class SubjectTable {
  readonly all: FindingSubject[] = []
  readonly #numbers = new Map<FindingSubject['kind'], Map<string, number>>()

  has(kind: FindingSubject['kind'], id: string): boolean {
    return this.#numbers.get(kind)?.has(id) ?? false
  }

  numberOf(subject: FindingSubject): number {
    const ofKind = this.#numbers.get(subject.kind) ?? new Map<string, number>()
    this.#numbers.set(subject.kind, ofKind)
    const known = ofKind.get(subject.id)
    if (known !== undefined) return known
    ofKind.set(subject.id, this.all.length)
    return this.all.push(subject) - 1
  }
}
