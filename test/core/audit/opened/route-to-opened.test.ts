import { describe, expect, it } from 'vitest'
import { listOpened } from '../../../../core/audit/opened/list-opened.ts'
import type { SnapshotApplication } from '../../../../core/audit/opened/opened-snapshots.ts'
import { routeToOpened } from '../../../../core/audit/opened/route-to-opened.ts'
import {
  contract,
  definitionOf,
  type AdminApi,
  type OperationName,
} from '../../../../core/contract/contract.ts'
import { asId } from '../../../../core/model/brand.ts'
import type { Organization } from '../../../../core/model/directory.ts'
import { fail, ok } from '../../../../core/model/result.ts'

const names = Object.keys(contract) as OperationName[]
const shownId = 'snapshot-0123456789ab'

/** An application that answers every operation with its own name. */
function applicationCalled(name: string): AdminApi {
  const answers = names.map((operation) => [operation, () => Promise.resolve(ok(`${name} ${operation}`))])
  return Object.fromEntries(answers) as AdminApi
}

const organization: Organization = {
  id: asId(shownId),
  name: 'Acme',
  kind: 'snapshot',
  region: 'mypurecloud.com',
  settings: { enforceScopes: true, hipaa: false, maxClients: 600, implicitEndDate: '2027-03-17' },
  clockOffset: 0,
  createdAt: '2026-01-01T00:00:00.000Z',
  revision: 1,
}
const shown: SnapshotApplication = {
  organization,
  api: applicationCalled('shown'),
  close: () => Promise.resolve(),
}
const opened = {
  find: (id: string) => (id === shownId ? shown : undefined),
  organizations: () => [organization],
}
const api = routeToOpened(applicationCalled('main'), opened)
const run = (name: OperationName, input: unknown) =>
  (api[name] as (input: unknown) => Promise<unknown>)(input)

describe('an operation in a workspace with a shown snapshot (U1)', () => {
  it.each(names)('%s goes to the snapshot if it only asks, and is refused if it changes', async (name) => {
    const answer =
      definitionOf(name).kind === 'query'
        ? ok(`shown ${name}`)
        : fail({ code: 'snapshot_read_only', rule: 'U1', params: { operation: name } })
    expect(await run(name, { acting: { organizationId: shownId } })).toEqual(answer)
    expect(await run(name, { organizationId: shownId })).toEqual(answer)
  })

  it('goes on as before where it names another organization, or none', async () => {
    const elsewhere = { acting: { organizationId: 'organization-1' } }
    expect(await run('client.create', elsewhere)).toEqual(ok('main client.create'))
    expect(await run('client.list', elsewhere)).toEqual(ok('main client.list'))
    expect(await run('server.stop', {})).toEqual(ok('main server.stop'))
    expect(await run('organization.list', null)).toEqual(ok('main organization.list'))
    expect(await run('user.list', { organizationId: 7 })).toEqual(ok('main user.list'))
  })

  it('is refused where the snapshot does not answer it', async () => {
    const silent = { ...shown, api: {} }
    const routed = routeToOpened(applicationCalled('main'), { find: () => silent })
    const input = { organizationId: asId<Organization['id']>(shownId) }
    expect(await routed['division.list'](input)).toMatchObject({ failure: { code: 'snapshot_read_only' } })
  })

  it('lists the snapshot after the organizations of the workspace', async () => {
    const main = { ...applicationCalled('main'), 'organization.list': () => Promise.resolve(ok([])) }
    expect(await listOpened(main, opened)['organization.list']({})).toEqual(ok([organization]))
  })
})
