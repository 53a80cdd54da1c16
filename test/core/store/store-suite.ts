import { describe } from 'vitest'
import { describeAuthorizations } from './authorizations-suite.ts'
import { describeClients } from './clients-suite.ts'
import { describeDirectory } from './directory-suite.ts'
import { describeEvents } from './events-suite.ts'
import { describeSearch } from './search-suite.ts'
import { describeTokens } from './tokens-suite.ts'
import { describeUnits } from './units-suite.ts'
import { describeWholeLists } from './whole-lists-suite.ts'
import type { OpenStore } from './store-in-use.ts'

/** What every adapter of the store port promises. */
export function describeStore(name: string, open: OpenStore): void {
  describe(`store: ${name}`, () => {
    describeUnits(open)
    describeDirectory(open)
    describeClients(open)
    describeSearch(open)
    describeAuthorizations(open)
    describeEvents(open)
    describeWholeLists(open)
    describeTokens(open)
  })
}
