import { describe, expect, it } from 'vitest'
import { indexOperations } from '../../../core/catalogue/operation-index.ts'
import { catalogueScopes, knownScopes, ownOperations } from '../../../core/catalogue/own-catalogue.ts'
import { operation as operationShape } from '../../../core/contract/shapes.ts'
import { operationName } from '../../../core/model/operation.ts'
import { isPermission } from '../../../core/model/permission.ts'

describe('the own catalogue (P1)', () => {
  it('holds operations that can be read and found, each once', () => {
    for (const operation of ownOperations) expect(operationShape.parse(operation)).toEqual(operation)
    const index = indexOperations(ownOperations)
    expect(index.operations).toHaveLength(ownOperations.length)
    for (const operation of ownOperations) expect(index.find(operationName(operation))).toBe(operation)
  })

  it('has the writes on authorizations and the scope switch, which no public document has', () => {
    const index = indexOperations(ownOperations)
    const requirement = (name: string) => {
      const { permissions, scopes } = index.find(name) ?? {}
      return { names: permissions?.names, scopes }
    }
    const authorize = { names: ['oauth:client:authorize'], scopes: ['oauth'] }
    expect(requirement('PUT /api/v2/oauth/authorizations/4f1c')).toEqual(authorize)
    expect(requirement('DELETE /api/v2/oauth/authorizations/4f1c')).toEqual(authorize)
    expect(requirement('PUT /api/v2/organizations/enforcescopes')).toEqual({
      names: ['directory:organization:admin'],
      scopes: ['organization'],
    })
    expect(requirement('PATCH /api/v2/oauth/authorizations/4f1c')).toEqual({
      names: undefined,
      scopes: undefined,
    })
  })

  it('survives an import, except where the import has the operation too', () => {
    const imported = ownOperations
      .filter(({ path }) => path === '/api/v2/oauth/authorizations/{clientId}')
      .filter(({ method }) => method === 'GET')
      .map((operation) => ({ ...operation, path: '/api/v2/oauth/authorizations/{id}', scopes: ['imported'] }))
    const index = indexOperations(ownOperations, imported)
    expect(index.find('GET /api/v2/oauth/authorizations/4f1c')?.scopes).toEqual(['imported'])
    expect(index.find('PUT /api/v2/oauth/authorizations/4f1c')?.scopes).toEqual(['oauth'])
    expect(index.operations).toHaveLength(ownOperations.length)
  })

  it('names only scopes that are known, and only the permission that is malformed in the public document too (P5)', () => {
    const scopes = new Set(ownOperations.flatMap((operation) => operation.scopes))
    expect([...scopes].filter((scope) => !knownScopes.includes(scope))).toEqual([])
    const permissions = new Set(ownOperations.flatMap((operation) => operation.permissions.names))
    expect([...permissions].filter((permission) => !isPermission(permission))).toEqual(['admin'])
  })
})

describe('the scopes of a catalogue', () => {
  it('are the known ones as long as nothing was imported', () => {
    expect(catalogueScopes(undefined)).toEqual(knownScopes)
    expect(knownScopes).toHaveLength(134)
    expect([...new Set(knownScopes)].sort()).toEqual(knownScopes)
  })

  it('are those of the import as well, sorted and each once', () => {
    const scopes = catalogueScopes({ scopes: ['zebra', 'oauth', 'aardvark'] })
    expect(scopes).toEqual(['aardvark', ...knownScopes, 'zebra'])
  })
})
