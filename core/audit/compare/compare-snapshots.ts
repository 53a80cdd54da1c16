import type { Json } from '../../model/audit-event.ts'
import { facts, type Fact, type Snapshot } from '../../model/snapshot.ts'
import { fieldChanges } from '../../organization/field-changes.ts'
import { compareNames } from '../../policy/compare-names.ts'
import { keepPace, type Pace } from '../../policy/long-question.ts'
import { shownChange, shownText } from '../hide-secrets.ts'
import { compareEffect, missingForEffect } from './compare-effect.ts'
import { isSameJson, joinRecords } from './join-records.ts'
import {
  authorizationReader,
  clientReader,
  divisionReader,
  identityProviderReader,
  roleReader,
  settingsReader,
  sharedNames,
  userReader,
  type Fields,
  type Names,
  type RecordReader,
} from './record-readers.ts'
import {
  recordKinds,
  type ChangeCounts,
  type RecordDifference,
  type RecordKind,
  type SnapshotComparison,
} from './snapshot-comparison.ts'

/** After so many records it is asked whether anybody still waits. */
const BREATH = 8_192

/** Two snapshots, what both can tell, and how far the comparison is. */
interface Comparing {
  readonly before: Snapshot
  readonly after: Snapshot
  readonly absent: ReadonlySet<Fact>
  readonly names: Names
  /** After each record. */
  readonly step: () => void
}

/**
 * What changed between two snapshots: record by record, field by field, and who can call more or less than before (U3). The
 * order of records means nothing, and the cost grows with their number. Throws `Stopped` when the pace says so.
 */
export function compareSnapshots(before: Snapshot, after: Snapshot, pace: Pace = {}): SnapshotComparison {
  const absent = new Set([...before.absent, ...after.absent])
  const total = sizeOf(before) + sizeOf(after)
  let walked = 0
  const comparing: Comparing = {
    ...{ before, after, absent, names: sharedNames(before, after) },
    step: () => {
      if (++walked % BREATH === 0) keepPace(pace, Math.min(walked, total), 2 * total)
    },
  }
  keepPace(pace, 0, 2 * total)
  const records = [
    ...differences(comparing, clientReader),
    ...differences(comparing, authorizationReader),
    ...differences(comparing, userReader),
    ...differences(comparing, roleReader),
    ...differences(comparing, divisionReader),
    ...differences(comparing, settingsReader),
    ...differences(comparing, identityProviderReader),
  ]
  keepPace(pace, total, 2 * total)
  const effectMissing = missingForEffect([before, after])
  const effect = effectMissing.length > 0 ? null : compareEffect(before, after, secondHalf(pace, total))
  keepPace(pace, 2 * total, 2 * total)
  return {
    records: records.sort(compareDifferences),
    counts: countChanges(records),
    notCompared: facts.filter((fact) => absent.has(fact) && comparedFacts.has(fact)),
    effect,
    effectMissing,
    catalogueChanged: before.catalogue?.digest !== after.catalogue?.digest,
  }
}

/** Every fact that a comparison looks at. */
const comparedFacts: ReadonlySet<Fact> = new Set(
  [
    clientReader,
    authorizationReader,
    userReader,
    roleReader,
    divisionReader,
    settingsReader,
    identityProviderReader,
  ].flatMap(({ needs, facts: byField }) => [needs, ...Object.values(byField)]),
)

function* differences<Item>(
  { before, after, absent, names, step }: Comparing,
  reader: RecordReader<Item>,
): Generator<RecordDifference> {
  const { kind, itemsOf, idOf, nameOf } = reader
  // A list of clients is never lacking as a whole.
  if (kind !== 'client' && absent.has(reader.needs)) return
  const fieldsOf = (item: Item) => present(reader.fieldsOf(item, names), reader.facts, absent)
  for (const [former, current] of joinRecords(itemsOf(before), itemsOf(after), idOf)) {
    step()
    if (current === undefined) {
      if (former === undefined) continue
      const fields = fieldsOf(former)
      yield {
        ...{ kind, id: idOf(former), name: shownText(nameOf(former)) },
        ...{ change: 'removed' as const, fields: changesOf(fields, {}) },
      }
      continue
    }
    const [id, name] = [idOf(current), shownText(nameOf(current))]
    if (former === undefined) {
      yield { kind, id, name, change: 'added', fields: changesOf({}, fieldsOf(current)) }
      continue
    }
    if (isSameJson(former, current)) continue
    const fields = changesOf(fieldsOf(former), fieldsOf(current))
    if (fields.length > 0) yield { kind, id, name, change: 'changed', fields }
  }
}

/** The fields that both snapshots have. */
function present(fields: Fields, byField: RecordReader<unknown>['facts'], absent: ReadonlySet<Fact>): Fields {
  if (absent.size === 0) return fields
  const known = Object.entries(fields).filter(([field]) => {
    const fact = byField[field]
    return fact === undefined || !absent.has(fact)
  })
  return Object.fromEntries(known)
}

/** What differs; a record that is not there has nothing in any field, and what is empty does not differ from that. */
function changesOf(before: Fields, after: Fields): RecordDifference['fields'] {
  const fields = Object.keys(before).length > 0 ? Object.keys(before) : Object.keys(after)
  const changed = fields.filter((field) => {
    const [former, current] = [before[field], after[field]]
    if (former !== undefined && current !== undefined) return !isSameJson(former, current)
    return !isEmpty(former ?? current ?? null)
  })
  const filled = (values: Fields) =>
    Object.fromEntries(changed.map((field) => [field, values[field] ?? null]))
  return fieldChanges(filled(before), filled(after), changed).map(shownChange)
}

function isEmpty(value: Json): boolean {
  return value === null || value === '' || value === false || (Array.isArray(value) && value.length === 0)
}

function sizeOf({ clients, authorizations, users, roles }: Snapshot): number {
  return clients.length + authorizations.length + users.length + roles.length
}

/** The progress of the effect, which is the second half of the way. */
function secondHalf({ stop, onProgress }: Pace, total: number): Pace {
  return {
    ...(stop && { stop }),
    ...(onProgress && {
      onProgress: (done, all) => {
        onProgress(total + Math.floor((total * done) / Math.max(1, all)), 2 * total)
      },
    }),
  }
}

function compareDifferences(one: RecordDifference, other: RecordDifference): number {
  return recordKinds.indexOf(one.kind) - recordKinds.indexOf(other.kind) || compareNames(one, other)
}

function countChanges(records: readonly RecordDifference[]): Readonly<Record<RecordKind, ChangeCounts>> {
  const counts = Object.fromEntries(
    recordKinds.map((kind) => [kind, { added: 0, removed: 0, changed: 0 }]),
  ) as Record<RecordKind, Record<keyof ChangeCounts, number>> // One for each kind.
  for (const { kind, change } of records) counts[kind][change] += 1
  return counts
}
