import type { Store, WriteUnit } from '../../core/organization/ports.ts'

/** When a faulty store fails: at which change of a unit of work (0: never), and with what. */
export interface Faults {
  failAt: number
  cause: Error
  /** How many changes units have made since it was last set to 0. */
  changes: number
}

/** A store whose units of work fail in the middle, as on a full disk or a damaged page. */
export function faultyStore(store: Store, faults: Faults): Store {
  const counted = <Calls extends object>(calls: Calls): Calls =>
    new Proxy(calls, {
      get: (target, name) => {
        // Every member of `put` and `remove` is a function of the unit.
        const call = Reflect.get(target, name) as (...args: unknown[]) => Promise<void>
        return async (...args: unknown[]) => {
          await call(...args)
          faults.changes++
          if (faults.changes === faults.failAt) throw faults.cause
        }
      },
    })
  return {
    tokens: store.tokens,
    version: () => store.version(),
    read: (work) => store.read(work),
    write: (work) =>
      store.write((unit: WriteUnit) =>
        work({ ...unit, put: counted(unit.put), remove: counted(unit.remove) }),
      ),
    subscribe: (listener) => store.subscribe(listener),
    close: () => store.close(),
  }
}
