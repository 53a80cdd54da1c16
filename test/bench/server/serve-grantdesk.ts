/** The organization server on a workspace in a folder, as `grantdesk org serve` runs it, with one client that may read. */
import { createClient } from '../../../core/contract/client.ts'
import { dispatch } from '../../../core/contract/dispatch.ts'
import { openGrantdesk } from '../../../core/grantdesk.ts'
import { TestOrganization } from '../../support/organization.ts'
import { valueOf } from '../../support/results.ts'

export interface ServedGrantdesk {
  readonly port: number
  readonly clientId: string
  readonly secret: string
}

const [, , dataDirectory = ''] = process.argv
const grantdesk = await openGrantdesk({
  dataDirectory,
  version: '0.0.0-bench',
  catalogueWorker: new URL('../../../core/catalogue/catalogue-worker.ts', import.meta.url),
  accessWorker: new URL('../../../core/access-worker.ts', import.meta.url),
  auditWorker: new URL('../../../core/audit-worker.ts', import.meta.url),
  openBrowser: () => Promise.resolve(false),
  log: (line) => {
    console.error(line)
  },
})
const admin = createClient((name, input) => dispatch(grantdesk.dispatcher, name, input))
const { organization } = valueOf(await admin['organization.create']({ name: 'Bench' }))
const scene = await TestOrganization.enter(admin, organization.id)
const { client, secret } = await scene.service('Nightly Export', 'Master Admin')
const { port } = valueOf(await admin['server.start']({ port: 0 }))
process.on('message', () => {
  global.gc?.()
  const { rss, heapUsed, external } = process.memoryUsage()
  process.send?.({ rss, heap: heapUsed + external })
})
process.send?.({ port: port ?? 0, clientId: client.id, secret } satisfies ServedGrantdesk)
