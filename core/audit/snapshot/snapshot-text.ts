import { canonicalJson } from '../../model/canonical-json.ts'
import { operationName } from '../../model/operation.ts'
import type { Snapshot, UsageSeries } from '../../model/snapshot.ts'
import {
  authorizationText,
  clientText,
  divisionText,
  historyText,
  identityProviderText,
  operationText,
  organizationText,
  roleText,
  seriesText,
  userText,
} from './file-records.ts'
import { snapshotSchema } from './snapshot-format.ts'

/**
 * A snapshot's canonical JSON without its digest, in pieces; each begins a line of the file. The last bracket is left out,
 * so that a digest can follow.
 */
export function* snapshotText(snapshot: Snapshot): Generator<string> {
  yield `{"$schema":${JSON.stringify(snapshotSchema)}`
  yield `,"absent":${canonicalJson([...snapshot.absent].sort())}`
  yield* section('authorizations', snapshot.authorizations, ({ clientId }) => clientId, authorizationText)
  yield* catalogue(snapshot.catalogue)
  yield* section('clients', snapshot.clients, ({ id }) => id, clientText)
  yield* section('divisions', snapshot.divisions, ({ id }) => id, divisionText)
  yield* section('history', snapshot.history, ({ sequence }) => String(sequence), historyText)
  yield `,"historyHead":${canonicalJson(snapshot.historyHead)}`
  yield* section('identityProviders', snapshot.identityProviders, ({ id }) => id, identityProviderText)
  yield `,"organization":${organizationText(snapshot.organization)}`
  yield* section('roles', snapshot.roles, ({ id }) => id, roleText)
  yield `,"secretsInState":${canonicalJson([...snapshot.secretsInState].sort())}`
  yield `,"source":${canonicalJson(snapshot.source)}`
  yield `,"takenAt":${canonicalJson(snapshot.takenAt)}`
  yield* usage(snapshot.usage)
  yield* section('users', snapshot.users, ({ id }) => id, userText)
}

function* section<Item>(
  name: string,
  items: readonly Item[],
  keyOf: (item: Item) => string,
  textOf: (item: Item) => string,
): Generator<string> {
  yield `,"${name}":{`
  yield* members(items, keyOf, textOf)
  yield '}'
}

function* members<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  textOf: (item: Item) => string,
): Generator<string> {
  let comma = ''
  for (const item of inOrder(items, keyOf)) {
    yield `${comma}${JSON.stringify(keyOf(item))}:${textOf(item)}`
    comma = ','
  }
}

function* catalogue(held: Snapshot['catalogue']): Generator<string> {
  if (held === null) {
    yield ',"catalogue":null'
    return
  }
  yield `,"catalogue":{"digest":${canonicalJson(held.digest)},"operations":{`
  yield* members(held.operations, operationName, operationText)
  yield `},"scopes":${canonicalJson([...held.scopes].sort())}}`
}

/** The series of a client stand together under its id. */
function* usage(series: readonly UsageSeries[]): Generator<string> {
  yield ',"usage":{'
  const byClient = inOrder([...Map.groupBy(series, ({ clientId }) => clientId)], ([clientId]) => clientId)
  let comma = ''
  for (const [clientId, held] of byClient) {
    yield `${comma}${JSON.stringify(clientId)}:{`
    yield* members(held, operationName, seriesText)
    yield '}'
    comma = ','
  }
  yield '}'
}

/** Sorted by key as canonical JSON sorts; most lists already are. */
export function inOrder<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Item[] {
  let former: string | undefined
  for (const item of items) {
    const key = keyOf(item)
    if (former !== undefined && key < former) return sorted(items, keyOf)
    former = key
  }
  return items
}

function sorted<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Item[] {
  const keyed = items.map((item) => ({ key: keyOf(item), item }))
  keyed.sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0))
  return keyed.map(({ item }) => item)
}
