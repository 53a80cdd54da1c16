import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { readDocument } from '../../../core/catalogue/read-document.ts'
import type { Operation } from '../../../core/model/operation.ts'

const document = resolve('../shared/data/publicapi-v2-swagger.json')

/** The operations of the vendor's document, where it lies beside the checkout; why not, where it does not. */
export function realOperations():
  { readonly operations: readonly Operation[] } | { readonly missing: string } {
  if (!existsSync(document)) return { missing: '../shared/data/publicapi-v2-swagger.json is not there' }
  const read = readDocument(readFileSync(document, 'utf8'))
  if (!read.ok) throw new Error(`the real document was refused: ${read.failure.code}`)
  return read.value
}
