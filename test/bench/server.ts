import { printTable, type Measurement } from './measurement.ts'
import { tokenStoreTable } from './server/token-store.ts'

/** Measures what answers on 127.0.0.1, from the store up. */
export async function run(): Promise<readonly Measurement[]> {
  return tokenStoreTable()
}

if (import.meta.main) printTable('server', await run())
