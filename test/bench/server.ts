import { printTable, type Measurement } from './measurement.ts'
import { overHttpTable } from './server/over-http.ts'
import { tokenStoreTable } from './server/token-store.ts'

/** Measures what answers on 127.0.0.1, from the store up. */
export async function run(): Promise<readonly Measurement[]> {
  return [...(await tokenStoreTable()), ...(await overHttpTable())]
}

if (import.meta.main) printTable('server', await run())
