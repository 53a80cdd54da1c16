import { httpMethods, type Operation } from '../model/operation.ts'
import type { HttpRequest } from '../model/http-exchange.ts'
import { readPath, templateKey } from '../catalogue/path-template.ts'
import type { LoadedCatalogue } from '../organization/loaded-catalogue.ts'
import type { Handler, HandlerTable } from './platform-call.ts'
import { PlatformRefusal } from './platform-refusal.ts'

/** The operation that a request asks for, of the organization's catalogue: imported entries win (P1). */
export function findOperation(
  { index }: LoadedCatalogue,
  { method, path }: HttpRequest,
): Operation | undefined {
  return index.find(`${method} ${path}`)
}

/** The refusal of a request that asks for no operation: its path is unknown, or has other methods only. */
export function unknownOperation({ index }: LoadedCatalogue, { method, path }: HttpRequest): PlatformRefusal {
  const allowed = httpMethods.filter((other) => index.find(`${other} ${path}`) !== undefined)
  if (allowed.length === 0) return new PlatformRefusal('not.found')
  return new PlatformRefusal('method.not.allowed', {
    params: { method: method.slice(0, 20) },
    headers: { allow: allowed.join(', ') },
  })
}

/** What answers an operation, and where in the path its parameters stand. */
export interface Route {
  readonly handler: Handler
  readonly params: readonly { readonly name: string; readonly at: number }[]
}

/** Finds the handler of an operation, whatever names an imported document gives the parameters of its path. */
export class Routes {
  readonly #byTemplate = new Map<string, Route>()
  readonly #byOperation = new WeakMap<Operation, Route | 'none'>()

  constructor(table: HandlerTable) {
    for (const [name, handler] of Object.entries(table)) {
      const [method = '', path = ''] = name.split(' ')
      const segments = readPath(path)
      if (!segments) throw new Error(`no operation can be called \`${name}\``)
      const names = path.slice(1).split('/')
      const params = segments.flatMap((segment, at) =>
        segment === null ? [{ name: names[at]?.slice(1, -1) ?? '', at }] : [],
      )
      this.#byTemplate.set(templateKey(method, segments), { handler, params })
    }
  }

  /** Undefined where a local organization does not implement the operation. */
  of(operation: Operation): Route | undefined {
    const known = this.#byOperation.get(operation)
    if (known) return known === 'none' ? undefined : known
    const segments = readPath(operation.path)
    const route = segments && this.#byTemplate.get(templateKey(operation.method, segments))
    this.#byOperation.set(operation, route ?? 'none')
    return route
  }
}

/** What stands in the path where the handler's template has parameters. */
export function paramsIn(path: string, { params }: Route): Readonly<Record<string, string>> {
  const values: Record<string, string> = {}
  if (params.length === 0) return values
  // INVARIANT: the operation was found by this path, so that all of its segments can be decoded.
  const segments = path.slice(1).split('/')
  for (const { name, at } of params) values[name] = decodeURIComponent(segments[at] ?? '')
  return values
}
