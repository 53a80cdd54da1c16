import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { readDocument } from '../../core/catalogue/read-document.ts'
import { operationName } from '../../core/model/operation.ts'
import type { WorldOperation } from './policy-world.ts'

const document = resolve('../shared/data/publicapi-v2-swagger.json')

/** The operations of the vendor's document, where it lies beside the checkout; why not, where it does not. */
export function realOperations():
  { readonly operations: Readonly<Record<string, WorldOperation>> } | { readonly missing: string } {
  if (!existsSync(document)) return { missing: '../shared/data/publicapi-v2-swagger.json is not there' }
  const read = readDocument(readFileSync(document, 'utf8'))
  if (!read.ok) throw new Error(`the real document was refused: ${read.failure.code}`)
  const operations = read.value.operations.map((operation) => {
    const { permissions, scopes, acceptsOAuth } = operation
    const wish: WorldOperation = { [permissions.match]: permissions.names, scopes, acceptsOAuth }
    return [operationName(operation), wish] as const
  })
  return { operations: Object.fromEntries(operations) }
}
