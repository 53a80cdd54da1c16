import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ownOperations } from '../../../core/catalogue/own-catalogue.ts'
import { operationName, type HttpMethod, type Operation } from '../../../core/model/operation.ts'
import { isReadonlyScope } from '../../../core/model/scope.ts'
import {
  escalationOf,
  escalationTargets,
  operationGroup,
  operationRisk,
} from '../../../core/policy/operation-risk.ts'
import { contentOf } from '../catalogue/documents.ts'

function operation(
  name: string,
  needs: Partial<Operation> & { readonly names?: readonly string[] } = {},
): Operation {
  const [method, path = ''] = name.split(' ')
  const { names = [], ...rest } = needs
  return {
    // Tests write the method themselves.
    method: method as HttpMethod,
    path,
    permissions: { match: 'any', names },
    scopes: [],
    acceptsOAuth: true,
    deprecated: false,
    ...rest,
  }
}

describe('the risk of an operation', () => {
  it.each([
    ['GET /api/v2/users', 'directory:user:view', 'read'],
    ['GET /api/v2/scim/groups/{groupId}', 'directory:group:edit', 'read'],
    ['HEAD /api/v2/tokens/me', '', 'read'],
    ['POST /api/v2/users', 'directory:user:add', 'privileged'],
    ['PATCH /api/v2/users/{userId}', 'admin', 'write'],
    ['POST /api/v2/routing/queues', 'routing:queue:add', 'write'],
    ['DELETE /api/v2/routing/queues/{queueId}', 'routing:queue:delete', 'write'],
    ['POST /api/v2/users/me/password', '', 'write'],
    ['POST /api/v2/groups/{groupId}/members', '', 'privileged'],
    ['POST /api/v2/groups/{id}/members', '', 'privileged'],
    ['POST /api/v2/groups/{groupId}/greetings', '', 'write'],
    ['PUT /api/v2/organizations/enforcescopes', 'directory:organization:admin', 'privileged'],
    ['PUT /api/v2/organizations/me', 'directory:organization:admin', 'write'],
    ['POST /anything', 'malformed', 'write'],
  ])('%s that needs `%s` is %s', (name, permission, risk) => {
    expect(operationRisk(operation(name, { names: permission === '' ? [] : [permission] }))).toBe(risk)
  })

  it('is that of a read for a POST which a readonly scope and a permission to view are enough for', () => {
    const scopes = ['users', 'users:readonly']
    const name = 'POST /api/v2/users/details'
    expect(operationRisk(operation(name, { scopes, names: ['directory:user:view'] }))).toBe('read')
    expect(operationRisk(operation(name, { scopes, names: ['directory:user:searchAny'] }))).toBe('read')
    expect(operationRisk(operation('POST /api/v2/voicemail/search', { scopes }))).toBe('read')
    expect(operationRisk(operation('POST /api/v2/users/query/me', { scopes }))).toBe('read')
    // One permission of any is enough, of all not.
    const both = ['directory:user:view', 'directory:user:edit']
    expect(operationRisk(operation(name, { scopes, names: both }))).toBe('read')
    expect(operationRisk(operation(name, { scopes, permissions: { match: 'all', names: both } }))).toBe(
      'privileged',
    )
  })

  it('is that of a write for a POST just outside that', () => {
    const scopes = ['users', 'users:readonly']
    const view = ['directory:user:view']
    expect(operationRisk(operation('POST /api/v2/users/details', { scopes: ['users'], names: view }))).toBe(
      'write',
    )
    expect(operationRisk(operation('PUT /api/v2/users/details', { scopes, names: view }))).toBe('write')
    expect(operationRisk(operation('POST /api/v2/users/details', { scopes }))).toBe('write')
    expect(operationRisk(operation('POST /api/v2/voicemail/search', { scopes: ['users'] }))).toBe('write')
    expect(operationRisk(operation('POST /api/v2/researches', { scopes }))).toBe('write')
  })

  it('names everything that an operation can change, and nothing for a read', () => {
    const names = ['authorization:grant:add', 'directory:user:edit']
    expect(escalationOf(operation('PATCH /api/v2/scim/users/{userId}', { names }))).toEqual([
      'roles',
      'users',
    ])
    expect(escalationOf(operation('GET /api/v2/scim/users/{userId}', { names }))).toEqual([])
    expect(escalationOf(operation('POST /api/v2/queues'))).toEqual([])
  })

  it('is told for every operation that Grantdesk serves itself', () => {
    const privileged = ownOperations.filter((own) => operationRisk(own) === 'privileged')
    expect(new Set(privileged.flatMap(escalationOf))).toEqual(new Set(['roles', 'clients', 'apps', 'users']))
    const changes = ownOperations.filter(({ method }) => method !== 'GET' && method !== 'HEAD')
    expect(changes.filter((own) => operationRisk(own) !== 'privileged').map(operationName)).toEqual([
      'POST /api/v2/oauth/clients/{clientId}/usage/query',
      'PUT /api/v2/organizations/me',
      'DELETE /api/v2/tokens/me',
      'DELETE /api/v2/tokens/{userId}',
      'PUT /api/v2/tokens/timeout',
    ])
  })
})

describe('the group of an operation', () => {
  it.each([
    ['GET /api/v2/users/{userId}', 'users'],
    ['GET /api/v2/oauth/clients', 'oauth'],
    ['GET /other/things', 'other'],
    ['GET /', '/'],
  ])('%s stands under %s', (name, group) => {
    expect(operationGroup(operation(name))).toBe(group)
  })
})

// The vendor's published document is not part of this project; it may lie beside a checkout.
const address = new URL('../../../../shared/data/publicapi-v2-swagger.json', import.meta.url)
const isThere = existsSync(address)
const reason = isThere ? '' : ' (skipped: no ../shared/data/publicapi-v2-swagger.json beside this checkout)'

describe.skipIf(!isThere)(`the risks in the vendor's document${reason}`, () => {
  const { operations } = isThere ? contentOf(readFileSync(address, 'utf8')) : { operations: [] }

  it('are as they were when each list was read', () => {
    const counts = Map.groupBy(operations, operationRisk)
    expect(Array.from(counts, ([risk, { length }]) => [risk, length]).sort()).toEqual([
      ['privileged', 128],
      ['read', 1_666],
      ['write', 1_386],
    ])
    const targets = operations.flatMap(escalationOf)
    expect(
      escalationTargets.map((target) => [target, targets.filter((found) => found === target).length]),
    ).toEqual([
      ['roles', 61],
      ['clients', 17],
      ['apps', 0],
      ['users', 47],
      ['identity_providers', 28],
    ])
  })

  it('call nothing a read that no readonly scope reaches, but for GET and HEAD', () => {
    const reads = operations.filter((one) => operationRisk(one) === 'read' && one.method === 'POST')
    expect(reads.length).toBeGreaterThan(100)
    expect(reads.filter(({ scopes }) => !scopes.some(isReadonlyScope))).toEqual([])
  })
})
