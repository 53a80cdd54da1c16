import type { RecordDifference, SnapshotComparison } from '../core/audit/compare/snapshot-comparison.ts'
import { countFindings } from '../core/audit/report/count-findings.ts'
import type { ComparedSnapshots } from '../core/audit/report/comparison/printed-comparison.ts'
import { operationName } from '../core/model/operation.ts'
import type { Json } from '../core/model/audit-event.ts'
import { describeMissing } from '../core/wording/audit/describe-finding.ts'
import type { Plain } from './session.ts'
import { fields, table } from './table.ts'
import { clip, formatCount, formatSeconds, plain as asPlain } from './text.ts'

/** How many records, apps, users and operations are shown on a terminal; reports have them all. */
const MOST_RECORDS = 200
const MOST_ROWS = 20

/** What changed between two snapshots, for a person at a terminal (U3). */
export function snapshotDiffLines(
  plain: Plain,
  { comparison, result }: ComparedSnapshots,
): readonly string[] {
  const { words, language } = plain
  const { records, effectMissing } = comparison
  const shown = records.slice(0, MOST_RECORDS)
  const rest = records.length - shown.length
  const { states } = countFindings(result)
  return [
    ...(records.length === 0 ? [words.snapshotsEqual] : []),
    ...shown.flatMap((record) => recordLines(plain, record)),
    ...(rest > 0 ? [words.andMore(rest)] : []),
    '',
    ...(effectMissing.length > 0
      ? [describeMissing(effectMissing, language)]
      : effectLines(plain, comparison)),
    ...(states ? [words.againstBaseline(states)] : []),
  ]
}

const marks = { added: '+', removed: '-', changed: '~' } as const
const colours = { added: 'green', removed: 'red', changed: 'yellow' } as const

function recordLines(
  plain: Plain,
  { kind, id, name, change, fields: changed }: RecordDifference,
): readonly string[] {
  const { out, words } = plain
  const title = `${marks[change]} ${words.recordKinds[kind]} ${asPlain(name || id)} (${asPlain(id)})`
  const lines = changed.map(({ field, before, after, added, removed }) => {
    const named = words.fieldNames[field] ?? field
    if (added.length + removed.length > 0) {
      const items = [
        ...removed.map((item) => `-${asPlain(item)}`),
        ...added.map((item) => `+${asPlain(item)}`),
      ]
      return `    ${named}: ${clip(items.join(' '), 200)}`
    }
    return `    ${named}: ${valueText(field, before)} → ${valueText(field, after)}`
  })
  return [out.style(colours[change], title), ...lines]
}

function valueText(field: string, value: Json): string {
  if (field === 'tokenDuration' && typeof value === 'number') return formatSeconds(value)
  if (value === null || value === '') return '–'
  return clip(asPlain(typeof value === 'string' ? value : JSON.stringify(value)), 100)
}

function effectLines(plain: Plain, { effect }: SnapshotComparison): readonly string[] {
  if (!effect) return []
  const { words, language } = plain
  const { lost, gained, apps, users, operations } = effect
  const sum = ({ calls, ...rest }: typeof lost) => {
    const count = (value: number) => formatCount(value, language)
    if (calls === 0) return words.nothing
    return words.difference({
      calls: count(calls),
      apps: count(rest.apps),
      users: count(rest.users),
      operations: count(rest.operations),
    })
  }
  const rows = [
    ...apps
      .slice(0, MOST_ROWS)
      .map(({ client, ...row }) => [row, words.recordKinds.client, client.name] as const),
    ...users.slice(0, MOST_ROWS).map(({ user, ...row }) => [row, words.recordKinds.user, user.name] as const),
    ...operations
      .slice(0, MOST_ROWS)
      .map(({ operation, ...row }) => [row, words.operation, operationName(operation)] as const),
  ]
  return [
    ...fields([
      [words.lost, sum(lost)],
      [words.gained, sum(gained)],
    ]),
    ...(rows.length === 0
      ? []
      : table(
          [words.lost, words.gained, words.subject, words.name],
          rows.map(([row, kind, name]) => [
            String(row.lost),
            String(row.gained),
            kind,
            clip(asPlain(name), 80),
          ]),
        )),
  ]
}
