import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { ownOperations } from '../../core/catalogue/own-catalogue.ts'
import { indexOperations, searchOperations } from '../../core/catalogue/operation-index.ts'
import { createCatalogueReader } from '../../core/catalogue/read-in-worker.ts'
import { timed, type Measurement } from './measurement.ts'

const document = resolve('../shared/data/publicapi-v2-swagger.json')

/** Measures the catalogue on the vendor's real document, where it lies beside the checkout. */
export async function run(): Promise<readonly Measurement[]> {
  if (!existsSync(document)) {
    console.log('catalogue: skipped, because ../shared/data/publicapi-v2-swagger.json is not there')
    return []
  }
  const source = { name: 'swagger.json', text: readFileSync(document, 'utf8') }
  const reader = createCatalogueReader(new URL('../../core/catalogue/catalogue-worker.ts', import.meta.url))
  const content = await reader.read(source, {})
  if (!content.ok) throw new Error(`the real document was refused: ${content.failure.code}`)
  const { operations } = content.value
  const reading = await timed(10, () => reader.read(source, {}))
  const indexing = await timed(50, () => Promise.resolve(indexOperations(ownOperations, operations)))
  const index = indexOperations(ownOperations, operations)
  const finding = await timed(500, () =>
    Promise.resolve(index.find('PATCH /api/v2/users/4f1c0e52-91b4-4d0e-8a3c-5b2f6f0a9d17')),
  )
  const searching = await timed(200, () => Promise.resolve(searchOperations(index, 'post users', 50)))
  return [
    {
      what: `read ${String(operations.length)} operations, p95`,
      value: reading.p95,
      unit: 'ms',
      goal: 'import under 1 s',
    },
    { what: 'index them, p95', value: indexing.p95, unit: 'ms' },
    { what: 'find one by a concrete path, p95', value: finding.p95, unit: 'ms' },
    { what: 'complete "post users", p95', value: searching.p95, unit: 'ms' },
  ]
}
