import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { indexOperations } from '../../../core/catalogue/operation-index.ts'
import { ownOperations } from '../../../core/catalogue/own-catalogue.ts'
import { operationName } from '../../../core/model/operation.ts'
import { isPermission } from '../../../core/model/permission.ts'
import { contentOf } from './documents.ts'

// The vendor's published document is not part of this project; it may lie beside a checkout.
const address = new URL('../../../../shared/data/publicapi-v2-swagger.json', import.meta.url)
const isThere = existsSync(address)
const reason = isThere ? '' : ' (skipped: no ../shared/data/publicapi-v2-swagger.json beside this checkout)'

describe.skipIf(!isThere)(`the vendor's document${reason}`, () => {
  const text = isThere ? readFileSync(address, 'utf8') : ''

  it('is read whole, with its twelve guest operations and nine malformed permissions (P1, P5)', () => {
    const { operations, scopes, report } = contentOf(text)
    expect({ ...report, unreadable: report.unreadable.length }).toEqual({
      title: 'Platform API',
      version: 'v2',
      format: 'swagger-2',
      operations: 3_180,
      permissions: 1_399,
      scopes: 134,
      withoutPermissions: 371,
      withoutScopes: 39,
      guestOnly: 12,
      unreadable: 9,
    })
    expect(scopes).toHaveLength(134)
    expect(new Set(report.unreadable.map(({ problem }) => problem))).toEqual(
      new Set(['permission_malformed']),
    )
    const malformed = new Set(report.unreadable.map((entry) => entry.text))
    expect([...malformed].sort()).toEqual([
      'They are enforced by the backend',
      'admin',
      'content_management_user',
    ])
    const kept = operations
      .flatMap((operation) => operation.permissions.names)
      .filter((name) => !isPermission(name))
    expect(kept).toHaveLength(9)
  })

  it('says what creating a user needs', () => {
    expect(indexOperations([], contentOf(text).operations).find('POST /api/v2/users')).toEqual({
      method: 'POST',
      path: '/api/v2/users',
      permissions: { match: 'any', names: ['directory:user:add'] },
      scopes: ['users'],
      acceptsOAuth: true,
      deprecated: false,
    })
  })

  it('is found again by every name in it, as a template and as a concrete path', () => {
    const { operations } = contentOf(text)
    const index = indexOperations(ownOperations, operations)
    for (const operation of operations) {
      expect(index.find(operationName(operation))).toBe(operation)
      const concrete = operationName(operation).replace(/\{[^}]+\}/g, '4f1c-%2F-1')
      expect(index.find(concrete)).toBe(operation)
    }
  })

  it('agrees with the own catalogue, but for the four operations that it does not publish', () => {
    const index = indexOperations([], contentOf(text).operations)
    const internal = ownOperations.filter((operation) => {
      const published = index.find(operationName(operation))
      if (published?.path !== operation.path) return true
      expect(operation).toEqual(published)
      return false
    })
    expect(internal.map(operationName).sort()).toEqual([
      'DELETE /api/v2/oauth/authorizations/{clientId}',
      'GET /api/v2/organizations/enforcescopes',
      'PUT /api/v2/oauth/authorizations/{clientId}',
      'PUT /api/v2/organizations/enforcescopes',
    ])
  })

  it('has the same content as YAML', () => {
    const yaml = stringify(JSON.parse(text), { aliasDuplicateObjects: false })
    expect(contentOf(yaml)).toEqual(contentOf(text))
  })
})
