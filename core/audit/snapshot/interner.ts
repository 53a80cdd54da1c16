import type { RoleGrant } from '../../model/directory.ts'
import type { Author, ClientState } from '../../model/oauth-client.ts'

/** The most different values that are kept of a kind; beyond that, they are too different for sharing to pay. */
const MOST_KEPT = 200_000

/** Makes equal texts, lists and authors one and the same, since the records of an organization repeat few of them. */
export class Interner {
  readonly #texts = new Map<string, string>()
  readonly #lists = new Map<string, readonly string[]>()
  readonly #grants = new Map<string, readonly RoleGrant[]>()
  readonly #authors = new Map<string, Author>()
  readonly #states = new Map<string, ClientState>()

  text<Text extends string>(value: Text): Text {
    // INVARIANT: a key of this map is its value, so the type is the same.
    return keep(this.#texts, value, () => value) as Text
  }

  list<Text extends string>(values: readonly Text[]): readonly Text[] {
    // INVARIANT: equal texts have equal types here, as every list is asked for with its own kind of text.
    return keep(this.#lists, JSON.stringify(values), () =>
      values.map((value) => this.text(value)),
    ) as readonly Text[]
  }

  grants(values: readonly RoleGrant[]): readonly RoleGrant[] {
    const key = JSON.stringify(values.map(({ roleId, divisionId }) => [roleId, divisionId]))
    return keep(this.#grants, key, () =>
      values.map(({ roleId, divisionId }) => ({
        roleId: this.text(roleId),
        divisionId: this.text(divisionId),
      })),
    )
  }

  author({ id, name }: Author): Author {
    return keep(this.#authors, JSON.stringify([id, name]), () => ({
      id: id === null ? null : this.text(id),
      name,
    }))
  }

  state(state: ClientState): ClientState {
    return state.kind === 'inactive' ? state : keep(this.#states, state.kind, () => state)
  }
}

function keep<Value>(kept: Map<string, Value>, key: string, make: () => Value): Value {
  const known = kept.get(key)
  if (known !== undefined) return known
  const value = make()
  if (kept.size < MOST_KEPT) kept.set(key, value)
  return value
}
