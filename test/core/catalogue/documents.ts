import { expect } from 'vitest'
import type { CatalogueContent } from '../../../core/catalogue/catalogue.ts'
import { readDocument } from '../../../core/catalogue/read-document.ts'
import type { Failure } from '../../../core/model/failure.ts'
import type { Operation } from '../../../core/model/operation.ts'

type Members = Readonly<Record<string, unknown>>

/** A Swagger 2 document in which `oauth` is the OAuth scheme. */
export function swagger(paths: Members, more: Members = {}): string {
  return JSON.stringify({
    swagger: '2.0',
    info: { title: 'A test', version: '1' },
    securityDefinitions: { oauth: { type: 'oauth2' }, guest: { type: 'apiKey' } },
    paths,
    ...more,
  })
}

/** The same document as OpenAPI 3. */
export function openapi(paths: Members, more: Members = {}): string {
  return JSON.stringify({
    openapi: '3.0.3',
    info: { title: 'A test', version: '1' },
    components: { securitySchemes: { oauth: { type: 'oauth2' }, guest: { type: 'http' } } },
    paths,
    ...more,
  })
}

/** An operation that needs these permissions and scopes. */
export function needs(
  type: 'ANY' | 'ALL',
  permissions: readonly unknown[],
  scopes: readonly string[] = [],
): Members {
  return { 'x-inin-requires-permissions': { type, permissions }, security: [{ oauth: scopes }] }
}

/** What a document that can be read says. */
export function contentOf(text: string): CatalogueContent {
  const result = readDocument(text)
  expect(result).toMatchObject({ ok: true })
  if (!result.ok) throw new Error('not reached')
  return result.value
}

/** Why a document cannot be read, with what the sentence is filled with. */
export function problemOf(text: string): Failure['params'] {
  const result = readDocument(text)
  if (result.ok) return undefined
  expect(Object.keys(result)).toEqual(['ok', 'failure'])
  expect(result.failure.code).toBe('catalogue_unreadable')
  return result.failure.params
}

export function anOperation(name: string, more: Partial<Operation> = {}): Operation {
  const [method, path = ''] = name.split(' ')
  return {
    // Tests write the method themselves.
    method: method as Operation['method'],
    path,
    permissions: { match: 'any', names: [] },
    scopes: [],
    acceptsOAuth: true,
    deprecated: false,
    ...more,
  }
}
