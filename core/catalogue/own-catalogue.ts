import ownOperationList from '../../resources/catalogue/own-operations.json' with { type: 'json' }
import scopeList from '../../resources/catalogue/scopes.json' with { type: 'json' }
import type { Operation } from '../model/operation.ts'
import type { Catalogue } from './catalogue.ts'

/** The operations that a local organization serves itself; they stay underneath every import (P1). */
// The JSON import widens the literals; the test of this file holds every entry to the type.
export const ownOperations = ownOperationList as readonly Operation[]

/** The names of the scopes that are known without any import. */
export const knownScopes: readonly string[] = scopeList

/** Every scope that a client of the organization can ask for: the known ones and those of the imported document. */
export function catalogueScopes(imported: Pick<Catalogue, 'scopes'> | undefined): readonly string[] {
  return [...new Set([...knownScopes, ...(imported?.scopes ?? [])])].sort()
}
