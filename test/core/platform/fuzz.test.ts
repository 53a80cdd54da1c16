import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ownOperations } from '../../../core/catalogue/own-catalogue.ts'
import { operationName } from '../../../core/model/operation.ts'
import { createHandlers } from '../../../core/platform/handlers.ts'
import { fc, propertySeed } from '../catalogue/property-seed.ts'
import { errorOf, PlatformWorld } from '../../support/platform-world.ts'

const CANARY = 'canary-4f1c0e52'

let world: PlatformWorld
let token: string
let ids: readonly string[]

beforeAll(async () => {
  world = await PlatformWorld.open()
  const scopes = [...new Set(ownOperations.flatMap((operation) => operation.scopes))]
  ;({ token } = await world.admin(scopes.filter((scope) => !scope.endsWith(':readonly'))))
  const { organization } = world
  const role = await organization.newRole('Fuzzed', ['oauth:client:view'])
  const user = await organization.user('Fay Fuzz', 'Fuzzed')
  const { client } = await organization.client({ name: 'Fuzzed' })
  const division = await organization.division('North')
  ids = [role.id, user.id, client.id, division.id, '*', 'nobody']
})
afterAll(() => world[Symbol.asyncDispose]())

const odd = () =>
  fc.oneof(
    fc.constantFrom(
      '',
      ' ',
      CANARY,
      '__proto__',
      '%00',
      '../..',
      "'; --",
      '*:*:*',
      'CODE',
      '2027-01-01/2027-01-08',
    ),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
  )
const id = () => fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...ids) }, odd())
const anything = () => fc.oneof(odd(), fc.constantFrom<unknown>(null, true, 0, -1, 1e21, 0.5, [], {}))
/** Mostly what belongs there, so that requests get past the first check. */
const mostly = <Value>(arbitrary: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 12, arbitrary }, { weight: 1, arbitrary: anything() })
const listOf = <Value>(arbitrary: fc.Arbitrary<Value>) =>
  mostly(fc.array(mostly(arbitrary), { maxLength: 3 }))
const pair = () => fc.record({ roleId: mostly(id()), divisionId: mostly(id()) }, { requiredKeys: [] })
const policy = () =>
  fc.record(
    { domain: mostly(odd()), entityName: mostly(odd()), actionSet: listOf(odd()) },
    { requiredKeys: [] },
  )

/** What the vendor's bodies call their fields. */
const body = () =>
  fc.record(
    {
      name: mostly(odd()),
      description: mostly(odd()),
      authorizedGrantType: mostly(
        fc.constantFrom('CODE', 'TOKEN', 'CLIENT-CREDENTIALS', 'SAML2BEARER', 'PASSWORD'),
      ),
      scope: listOf(fc.constantFrom('users', 'oauth', 'nonsense')),
      registeredRedirectUri: listOf(fc.constantFrom('https://a.example/', 'x', 'http://[::1]/cb')),
      roles: listOf(id()),
      roleIds: listOf(id()),
      roleDivisions: listOf(pair()),
      grants: listOf(pair()),
      subjectIds: listOf(id()),
      divisionIds: listOf(id()),
      permissions: listOf(odd()),
      permissionPolicies: listOf(policy()),
      state: mostly(fc.constantFrom('active', 'inactive', 'disabled', 'Authorized')),
      email: mostly(fc.constantFrom('a@example.com', 'fay.fuzz@example.com', CANARY)),
      version: mostly(fc.nat(5)),
      interval: mostly(odd()),
      enforceScopes: mostly(fc.boolean()),
      idleTokenTimeoutSeconds: mostly(fc.nat(30_000)),
    },
    { requiredKeys: ['name', 'authorizedGrantType', 'email', 'version'] },
  )

describe('any request', () => {
  it(`is answered without a fault, in the vendor’s shape, and repeats no token (F2, F4; ${propertySeed.title})`, async () => {
    const request = fc.record({
      operation: fc
        .constantFrom(...ownOperations)
        .filter((one) => operationName(one) !== 'DELETE /api/v2/tokens/me'),
      segment: id(),
      query: fc.dictionary(
        fc.constantFrom('pageSize', 'pageNumber', 'expand', 'days', 'id', 'state'),
        odd(),
        {
          maxKeys: 1,
        },
      ),
      sent: fc.option(fc.oneof({ weight: 5, arbitrary: body() }, listOf(id())), { nil: undefined, freq: 8 }),
    })
    await fc.assert(
      fc.asyncProperty(request, async ({ operation, segment, query, sent }) => {
        const path = operation.path.replace(/\{\w+\}/g, () => encodeURIComponent(segment))
        const answer = await world.call(
          `${operation.method} ${path}?${new URLSearchParams(query).toString()}`,
          {
            token,
            body: sent,
          },
        )
        expect(world.faults).toEqual([])
        expect(answer.status).not.toBe(500)
        expect(answer.body).not.toContain(token)
        if (answer.status < 400) return
        expect(errorOf(answer)).toMatchObject({ status: answer.status, contextId: 'a-correlation-id' })
        expect(errorOf(answer).code).toMatch(/^[a-z.]+$/)
      }),
      { ...propertySeed.parameters, interruptAfterTimeLimit: 1_500, numRuns: 600 },
    )
  })
})

describe('the operations that a local organization serves', () => {
  it('are those of the own catalogue', () => {
    const served = Object.keys(createHandlers())
    // Only the vendor knows what its default roles were before somebody changed them.
    const notServed = ['PUT /api/v2/authorization/roles/default']
    expect([...served, ...notServed].toSorted()).toEqual(ownOperations.map(operationName).toSorted())
  })
})
