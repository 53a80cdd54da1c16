import { findJsonProblem } from '../../catalogue/check-json.ts'
import { asId, type ClientId } from '../../model/brand.ts'
import { operationName, type Operation } from '../../model/operation.ts'
import { snapshotSections, type Snapshot, type SnapshotSection } from '../../model/snapshot.ts'
import {
  buildAuthorization,
  buildClient,
  buildDivision,
  buildHistoryEntry,
  buildIdentityProvider,
  buildOperation,
  buildRole,
  buildSeries,
  buildUser,
  readOperationName,
  type FileDay,
  type FileRecords,
  type OperationName,
} from './build-records.ts'
import { Interner } from './interner.ts'
import { catalogueShapes, memberShapes, recordShapes } from './record-shapes.ts'
import type { Shape } from './shape.ts'
import type { SnapshotProblem } from './snapshot-format.ts'
import type { DocumentSink, SplitProblem } from './split-document.ts'

const sections: ReadonlySet<string> = new Set(snapshotSections)
const members: ReadonlyMap<string, Shape> = new Map(Object.entries(memberShapes))
const catalogueMembers: ReadonlyMap<string, Shape> = new Map(Object.entries(catalogueShapes))

type Sections = Pick<Snapshot, SnapshotSection>
type Filling = { readonly [Section in SnapshotSection]: Sections[Section][number][] }

/** Checks the members of a snapshot's file as they come, and builds the records. */
export class SnapshotCollector implements DocumentSink {
  readonly #shared = new Interner()
  readonly #names = new Map<string, OperationName>()
  readonly #seen = new Set<string>()
  readonly #single = new Map<string, unknown>()
  readonly #catalogue = new Map<string, unknown>()
  readonly #operations: Operation[] = []
  readonly #records: Filling = {
    authorizations: [],
    clients: [],
    divisions: [],
    history: [],
    identityProviders: [],
    roles: [],
    usage: [],
    users: [],
  }

  /** The digest that the file says it has, once it was read. */
  get statedDigest(): unknown {
    return this.#single.get('digest')
  }

  /** The format that the file says it has; undefined before it was read. */
  get format(): unknown {
    return this.#single.get('$schema')
  }

  member(path: readonly string[]): SplitProblem | undefined {
    const [name = '', id] = path
    if (path.length === 1) {
      if (!sections.has(name) && !members.has(name) && name !== 'catalogue') {
        // A file that does not begin as one of ours is another kind of file.
        if (this.format === undefined) return { path: [], problem: 'snapshot_none' }
        return { path: [], problem: 'key_unknown', fillings: { key: name.slice(0, 100) } }
      }
      return this.#once(path)
    }
    // The ids of records are compared at the end, when they are sorted.
    return path.length === 2 && (name === 'usage' || name === 'catalogue') && id !== undefined
      ? this.#once(path)
      : undefined
  }

  opens([name = '', id, inner]: readonly string[]): boolean {
    if (id === undefined) return sections.has(name) || name === 'catalogue'
    return inner === undefined && (name === 'usage' || (name === 'catalogue' && id === 'operations'))
  }

  empty(path: readonly string[]): SplitProblem | undefined {
    // A client without usage is left out, or equal snapshots would have two contents.
    const isUsage = path.length === 2 && path[0] === 'usage'
    return isUsage ? { path: [...path], problem: 'fewer', fillings: { limit: 1 } } : undefined
  }

  value(path: readonly string[], text: string): SplitProblem | undefined {
    const [name = '', id, inner] = path
    const read = parsed(text)
    if ('problem' in read) return { ...read, path: [...path] }
    const { value } = read
    if (name === 'catalogue') return this.#catalogueMember(path, value)
    if (id === undefined) return this.#singleMember(name, value)
    if (name === 'usage') return this.#series(id, inner, value)
    return this.#record(name, id, value)
  }

  /** What was read, or what is missing or twice in it. */
  finish(): { readonly snapshot: Snapshot } | SplitProblem {
    for (const name of [...members.keys(), 'catalogue', ...snapshotSections]) {
      if (!this.#seen.has(name)) return { path: [name], problem: 'missing' }
    }
    const catalogue = this.#readCatalogue()
    if (catalogue && 'problem' in catalogue) return catalogue
    const repeated = this.#sortRecords()
    if (repeated) return repeated
    // INVARIANT: each of these members was held against its shape when it was read.
    const single = Object.fromEntries(this.#single) as Pick<
      Snapshot,
      'absent' | 'historyHead' | 'organization' | 'secretsInState' | 'source' | 'takenAt'
    >
    const { absent, historyHead, organization, secretsInState, source, takenAt } = single
    const snapshot = {
      ...{ takenAt, source, organization, catalogue, historyHead },
      absent: [...new Set(absent)].sort(),
      secretsInState: [...new Set(secretsInState)].sort(),
      ...this.#records,
    }
    return { snapshot }
  }

  /** Sorts every section; the place of an id that stands twice in one. */
  #sortRecords(): SplitProblem | undefined {
    const { usage } = this.#records
    const twice = sortBy(usage, ({ clientId, method, path }) => `${clientId}\n${method} ${path}`)
    if (twice) return repeatedAt(['usage', twice.clientId, operationName(twice)])
    return (
      this.#sort('authorizations', ({ clientId }) => clientId) ??
      this.#sort('clients', ({ id }) => id) ??
      this.#sort('divisions', ({ id }) => id) ??
      this.#sort('history', ({ sequence }) => sequence) ??
      this.#sort('identityProviders', ({ id }) => id) ??
      this.#sort('roles', ({ id }) => id) ??
      this.#sort('users', ({ id }) => id)
    )
  }

  #sort<Section extends SnapshotSection>(
    section: Section,
    idOf: (item: Filling[Section][number]) => string | number,
  ): SplitProblem | undefined {
    const repeated = sortBy<Filling[Section][number]>(this.#records[section], idOf)
    return repeated && repeatedAt([section, idOf(repeated)])
  }

  #once(path: readonly string[]): SplitProblem | undefined {
    const key = path.join('\n')
    if (this.#seen.has(key)) return repeatedAt(path)
    this.#seen.add(key)
    return undefined
  }

  #singleMember(name: string, value: unknown): SplitProblem | undefined {
    const shape = members.get(name)
    // A section whose value was handed over whole is no object.
    if (!shape) return { path: [name], problem: 'object' }
    this.#single.set(name, value)
    return misfit([name], shape(value))
  }

  #catalogueMember(path: readonly string[], value: unknown): SplitProblem | undefined {
    const [, member, operation] = path
    if (member === undefined) {
      if (value !== null) return { path: [...path], problem: 'object' }
      this.#single.set('catalogue', null)
      return undefined
    }
    const shape = catalogueMembers.get(member)
    if (!shape)
      return { path: ['catalogue'], problem: 'key_unknown', fillings: { key: member.slice(0, 100) } }
    if (operation === undefined) {
      if (member === 'operations') return { path: [...path], problem: 'object' }
      this.#catalogue.set(member, value)
      return misfit(path, shape(value))
    }
    const name = readOperationName(operation)
    if (!name) return { path: [...path], problem: 'operation_name' }
    const found = misfit(path, shape(value))
    if (found) return found
    // INVARIANT: the value was just held against the shape of an operation.
    this.#operations.push(buildOperation(name, value as Omit<Operation, 'method' | 'path'>))
    return undefined
  }

  #readCatalogue(): Snapshot['catalogue'] | SplitProblem {
    if (this.#single.has('catalogue')) return null
    for (const name of catalogueMembers.keys()) {
      if (!this.#seen.has(`catalogue\n${name}`)) return { path: ['catalogue', name], problem: 'missing' }
    }
    const repeated = sortBy(this.#operations, operationName)
    if (repeated) return repeatedAt(['catalogue', 'operations', operationName(repeated)])
    // INVARIANT: both members were held against their shapes when they were read.
    const held = Object.fromEntries(this.#catalogue) as { digest: string; scopes: readonly string[] }
    return { digest: held.digest, operations: this.#operations, scopes: [...new Set(held.scopes)].sort() }
  }

  #series(id: string, operation: string | undefined, value: unknown): SplitProblem | undefined {
    if (operation === undefined) return { path: ['usage', id], problem: 'object' }
    if (id === '') return { path: ['usage', id], problem: 'shape' }
    const found = misfit(['usage', id, operation], recordShapes.usage(value))
    if (found) return found
    let name = this.#names.get(operation)
    if (!name) {
      name = readOperationName(operation)
      if (!name) return { path: ['usage', id, operation], problem: 'operation_name' }
      this.#names.set(operation, name)
    }
    // INVARIANT: the value was just held against the shape of a list of days.
    const days = value as FileDay[]
    this.#records.usage.push(
      buildSeries(asId<ClientId>(this.#shared.text(id)), name, { days, shared: this.#shared }),
    )
    return undefined
  }

  #record(name: string, id: string, value: unknown): SplitProblem | undefined {
    // INVARIANT: only sections are taken apart into records, and each builder gets what was held against its shape.
    const section = name as Exclude<SnapshotSection, 'usage'>
    const found = id === '' ? { path: [], problem: 'shape' as const } : recordShapes[section](value)
    if (found) return misfit([section, id], found)
    const records = this.#records
    switch (section) {
      case 'clients':
        records.clients.push(buildClient(id, value as FileRecords['clients'], this.#shared))
        return undefined
      case 'authorizations':
        records.authorizations.push(
          buildAuthorization(id, value as FileRecords['authorizations'], this.#shared),
        )
        return undefined
      case 'users':
        records.users.push(buildUser(id, value as FileRecords['users'], this.#shared))
        return undefined
      case 'roles':
        records.roles.push(buildRole(id, value as FileRecords['roles'], this.#shared))
        return undefined
      case 'divisions':
        records.divisions.push(buildDivision(id, value as FileRecords['divisions']))
        return undefined
      case 'identityProviders':
        records.identityProviders.push(buildIdentityProvider(id, value as FileRecords['identityProviders']))
        return undefined
      case 'history':
        if (!/^(?:0|[1-9]\d{0,14})$/.test(id)) return { path: ['history', id], problem: 'whole_number' }
        records.history.push(buildHistoryEntry(Number(id), value as FileRecords['history'], this.#shared))
        return undefined
    }
  }
}

function parsed(text: string): { readonly value: unknown } | Omit<SplitProblem, 'path'> {
  try {
    return { value: JSON.parse(text) }
  } catch {
    // What JSON.parse says is for programmers; ours says where and why in the person's language.
    const found = findJsonProblem(text)
    return { problem: found?.problem ?? 'json_value', ...(found?.fillings && { fillings: found.fillings }) }
  }
}

function misfit(path: readonly string[], found: ReturnType<Shape>): SplitProblem | undefined {
  return found && { ...found, path: [...path, ...found.path] }
}

function repeatedAt(path: readonly (string | number)[]): SplitProblem {
  const key = String(path.at(-1)).slice(0, 100)
  const problem: SnapshotProblem = 'key_repeated'
  return { path: path.slice(0, -1), problem, fillings: { key } }
}

/** Sorts records in place where they are not yet, and answers one of two that have the same id. */
function sortBy<Item>(items: Item[], idOf: (item: Item) => string | number): Item | undefined {
  const isSorted = items.every((item, at) => {
    const former = items[at - 1]
    return former === undefined || idOf(former) <= idOf(item)
  })
  if (!isSorted) {
    items.sort((one, other) => (idOf(one) < idOf(other) ? -1 : idOf(one) > idOf(other) ? 1 : 0))
  }
  return items.find((item, at) => {
    const former = items[at - 1]
    return former !== undefined && idOf(former) === idOf(item)
  })
}
