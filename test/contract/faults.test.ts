import { describe, expect, it } from 'vitest'
import type { Store } from '../../core/organization/ports.ts'
import { StoreError } from '../../core/store/store-error.ts'
import { TestOrganization } from '../support/organization.ts'
import { valueOf } from '../support/results.ts'
import { transports } from './transports.ts'

const canary = 'canary-7f3a'

/** A fault that carries a secret wherever a fault can carry something. */
function revealingFault(): Error {
  const message = `disk says ${canary}\n    at ${canary} (/home/maya/${canary}.ts:1:2)`
  const fault = new Error(message, { cause: new Error(`because of ${canary}`) })
  return Object.assign(fault, { code: canary, name: canary, detail: { token: canary } })
}

/** The real store until it is told to fail, then every unit of work throws. */
class BreakableStore implements Store {
  readonly #store: Store
  cause: Error | null = null

  constructor(store: Store) {
    this.#store = store
  }

  get tokens(): Store['tokens'] {
    return this.#store.tokens
  }

  read: Store['read'] = (work) => (this.cause ? Promise.reject(this.cause) : this.#store.read(work))
  write: Store['write'] = (work) => (this.cause ? Promise.reject(this.cause) : this.#store.write(work))
  version: Store['version'] = () => this.#store.version()
  subscribe: Store['subscribe'] = (listener) => this.#store.subscribe(listener)
  close: Store['close'] = () => this.#store.close()
}

describe.each(transports)('a fault %s', (_name, connect) => {
  it('is answered as internal with a reference and nothing else, and logged without what it says (F4)', async () => {
    const breakable: { store?: BreakableStore } = {}
    await using connected = await connect({
      wrapStore: (store) => (breakable.store = new BreakableStore(store)),
    })
    const { admin, workspace } = connected
    const { organization } = valueOf(await admin['organization.create']({ name: 'Northwind' }))
    const { acting } = await TestOrganization.enter(admin, organization.id)
    if (breakable.store) breakable.store.cause = revealingFault()
    const german = { ...acting, language: 'de' }
    const answers = [
      await connected.send('client.list', { acting }),
      await connected.send('user.create', { acting: german, email: 'a@example.com' }),
    ]
    const reference: unknown = expect.stringMatching(/^[0-9a-f]{8}$/)
    expect(answers).toEqual([
      {
        ok: false,
        failure: {
          code: 'internal',
          params: { reference },
          message: expect.stringMatching(
            /^something went wrong inside Grantdesk; the log has the details under [0-9a-f]{8}$/,
          ) as string,
        },
      },
      {
        ok: false,
        failure: {
          code: 'internal',
          params: { reference },
          message: expect.stringMatching(/^in Grantdesk ist etwas schiefgegangen; /) as string,
        },
      },
    ])
    expect(JSON.stringify(answers)).not.toContain(canary)
    expect(workspace.log).toHaveLength(2)
    expect(workspace.log.join('\n')).not.toContain(canary)
    for (const [index, operation] of ['client.list', 'user.create'].entries()) {
      const { failure } = answers[index] as { failure: { params: { reference: string } } }
      expect(workspace.log[index]).toContain(`fault ${failure.params.reference} in ${operation}: `)
    }
  })

  it('is over when its cause is: the next call is answered', async () => {
    const breakable: { store?: BreakableStore } = {}
    await using connected = await connect({
      wrapStore: (store) => (breakable.store = new BreakableStore(store)),
    })
    const { store } = breakable
    if (store) store.cause = revealingFault()
    expect(await connected.send('organization.list', {})).toMatchObject({ failure: { code: 'internal' } })
    if (store) store.cause = null
    expect(await connected.send('organization.list', {})).toEqual({ ok: true, value: [] })
  })

  it('of the file is told as what it is, with the path and without a reference (F2)', async () => {
    const breakable: { store?: BreakableStore } = {}
    await using connected = await connect({
      wrapStore: (store) => (breakable.store = new BreakableStore(store)),
    })
    if (breakable.store) {
      breakable.store.cause = new StoreError('store_full', '/data/grantdesk.db', canary, {
        cause: revealingFault(),
      })
    }
    expect(await connected.send('organization.create', { name: 'Northwind' })).toEqual({
      ok: false,
      failure: {
        code: 'store_full',
        value: '/data/grantdesk.db',
        rule: 'F2',
        message: 'the store `/data/grantdesk.db` cannot grow, the disk is full; nothing was changed (F2)',
      },
    })
    expect(connected.workspace.log).toEqual([])
  })

  it('answers each of many calls at once with its own answer', async () => {
    await using connected = await connect()
    const names = Array.from({ length: 25 }, (_, index) => `Nobody ${String(index)}`)
    const answers = await Promise.all(
      names.map((organizationId) => connected.send('organization.show', { organizationId })),
    )
    expect(answers).toMatchObject(
      names.map((value) => ({ failure: { code: 'organization_not_found', value } })),
    )
  })
})
