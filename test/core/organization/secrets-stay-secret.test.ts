import { describe, expect, it } from 'vitest'
import { faultyStore, type Faults } from '../../support/faulty-store.ts'
import { draftOf } from '../../support/organization.ts'
import { failureOf, valueOf } from '../../support/results.ts'
import { storedBytes } from '../../support/stored-bytes.ts'
import { openWorkspace } from '../../support/workspace.ts'

/** The secret and the spellings in which it could be hidden. */
function spellings(secret: string): readonly string[] {
  const bytes = Buffer.from(secret)
  return [secret, bytes.toString('base64'), bytes.toString('hex'), bytes.toString('utf16le')]
}

function expectNoSecret(text: string | Buffer, secrets: readonly string[]): void {
  const bytes = Buffer.isBuffer(text) ? text : Buffer.from(text)
  for (const spelling of secrets.flatMap(spellings)) expect(bytes.includes(spelling)).toBe(false)
}

describe('a secret', () => {
  it('lies in no byte of the store, no event and no line of the log (F4, C7)', async () => {
    await using workspace = await openWorkspace()
    const organization = await workspace.organization()
    const { acting } = organization
    const { client, secret } = await organization.client({}, true)
    const clientId = client.id
    valueOf(await workspace.admin['secret.keep']({ acting, clientId, secret }))
    const renewal = { acting, clientId, revision: 1 }
    const renewed = valueOf(await workspace.admin['client.regenerateSecret'](renewal))
    valueOf(await workspace.admin['secret.keep']({ acting, clientId, secret: renewed.secret }))
    workspace.clock.advance('31d')
    valueOf(await workspace.admin['client.delete']({ acting, clientId, revision: 2 }))
    const secrets = [secret, renewed.secret]
    expectNoSecret(await storedBytes(workspace.directory), secrets)
    expectNoSecret(JSON.stringify(await organization.events()), secrets)
    expectNoSecret(workspace.log.join('\n'), secrets)
    await workspace.close()
    expectNoSecret(await storedBytes(workspace.directory), secrets)
  })

  it('lies in no byte of the store where there is no keychain (F3)', async () => {
    await using workspace = await openWorkspace()
    const organization = await workspace.organization()
    const { client, secret } = await organization.client()
    const order = { acting: organization.acting, clientId: client.id, secret }
    expect(valueOf(await workspace.admin['secret.keep'](order))).toEqual({ kept: 'session' })
    expectNoSecret(await storedBytes(workspace.directory), [secret])
  })

  it('is not repeated by a refusal (F4)', async () => {
    await using workspace = await openWorkspace()
    const organization = await workspace.organization()
    const { client, secret } = await organization.client()
    const { client: other } = await organization.client()
    const { acting } = organization
    const refusals = [
      failureOf(await workspace.admin['secret.keep']({ acting, clientId: other.id, secret })),
      failureOf(await workspace.admin['secret.keep']({ acting, clientId: client.id, secret: `${secret}x` })),
      failureOf(
        await workspace.admin['secret.keep']({ acting, clientId: client.id, secret: secret.repeat(30) }),
      ),
    ]
    expect(refusals.map(({ code }) => code)).toEqual([
      'secret_not_current',
      'secret_not_current',
      'input_invalid',
    ])
    expectNoSecret(JSON.stringify(refusals), [secret])
  })

  it('is not logged by a fault that carries it in message, lines, stack or cause (F4)', async () => {
    const faults: Faults = { failAt: 0, cause: new Error('none'), changes: 0 }
    await using workspace = await openWorkspace({ wrapStore: (store) => faultyStore(store, faults) })
    const organization = await workspace.organization()
    const { client, secret } = await organization.client()
    const message = `first line with ${secret}\n  second line with ${secret}\n    at ${secret}`
    let syntaxError: unknown
    try {
      JSON.parse(`{"secret": ${secret.slice(0, 12)}`)
    } catch (error) {
      syntaxError = error
    }
    const causes = [
      new Error(message),
      new TypeError(message),
      Object.assign(new Error('plain'), { secret }),
      new Error('outer', { cause: new Error(message) }),
      syntaxError as Error,
      Object.assign(new Error('named'), { name: secret }),
      Object.assign(new Error('coded'), { code: secret }),
    ]
    for (const cause of causes) {
      faults.failAt = 1
      faults.changes = 0
      faults.cause = cause
      const draft = { ...draftOf(client), name: `Changed ${secret}` }
      const order = { acting: organization.acting, clientId: client.id, revision: client.revision, draft }
      const failure = failureOf(await workspace.admin['client.edit'](order))
      expect(failure.code).toBe('internal')
      expectNoSecret(JSON.stringify(failure), [secret])
    }
    expect(workspace.log).toHaveLength(causes.length)
    expectNoSecret(workspace.log.join('\n'), [secret, secret.slice(0, 12)])
    for (const line of workspace.log) expect(line).toMatch(/^fault [0-9a-f]{8} in client\.edit: [^\n]*$/)
  })
})
