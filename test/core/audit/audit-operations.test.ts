import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorkspace, type Workspace } from '../../support/workspace.ts'
import type { TestOrganization } from '../../support/organization.ts'
import { drafts } from '../../support/organization.ts'
import { failureOf, valueOf } from '../../support/results.ts'

let workspace: Workspace
let organization: TestOrganization

beforeAll(async () => {
  workspace = await openWorkspace()
  organization = await workspace.organization({ name: 'Acme' })
})

afterAll(() => workspace[Symbol.asyncDispose]())

const base64 = (text: string) => Buffer.from(text).toString('base64')

async function upload(name: string, text: string): Promise<string> {
  return valueOf(await workspace.admin['file.append']({ name, chunk: base64(text) })).fileId
}

describe('taking a snapshot (U1)', () => {
  it('needs both permissions, and names the one that is missing (O6)', async () => {
    const { admin, acting } = organization
    const patterns = ['oauth:client:view']
    const role = valueOf(await admin['role.create']({ acting, name: 'Viewer of clients', patterns }))
    const user = await organization.user('Cem')
    const giving = { acting, userId: user.id, roleId: role.id, divisionId: '*' as const }
    const take = () => admin['snapshot.take']({ acting: organization.as(user) })
    expect(failureOf(await take())).toMatchObject({ code: 'permission_missing', value: 'oauth:client:view' })
    valueOf(await admin['user.grantRole'](giving))
    expect(failureOf(await take())).toMatchObject({
      code: 'permission_missing',
      value: 'oauth:client:authorize',
    })
    const edit = { acting, roleId: role.id, revision: role.revision, name: role.name }
    valueOf(await admin['role.edit']({ ...edit, patterns: [...patterns, 'oauth:client:authorize'] }))
    expect(valueOf(await take())).toMatchObject({ organizationName: 'Acme', openedAs: null })
  })

  it('can be followed and cancelled, and keeps nothing then', async () => {
    const { admin, acting } = organization
    const before = valueOf(await admin['snapshot.list']({})).length
    const taking = admin['snapshot.take']({ acting, taskId: 'taking' })
    valueOf(await admin['task.cancel']({ taskId: 'taking' }))
    expect(failureOf(await taking).code).toBe('cancelled')
    expect(valueOf(await admin['snapshot.list']({}))).toHaveLength(before)
  })
})

describe('adding a file from elsewhere (F2)', () => {
  const table = 'name,grant type,redirect uris\nPortal,code,https://p.example/cb\nOdd,no such,\n'

  it('lists what it cannot read and keeps nothing until that is confirmed', async () => {
    const { admin } = workspace
    const input = { fileIds: [await upload('clients.csv', table)], organizationName: 'Elsewhere' }
    const before = valueOf(await admin['snapshot.list']({})).length
    const offered = valueOf(await admin['snapshot.add'](input))
    expect(offered).toMatchObject({ snapshot: null, source: 'clients_csv', good: 1 })
    expect(offered.problems).toHaveLength(1)
    expect(valueOf(await admin['snapshot.list']({}))).toHaveLength(before)
    expect(valueOf(await admin['snapshot.add']({ ...input, confirm: true })).snapshot).not.toBeNull()
  })

  it('tells of a file that is nothing of the kind, or is not there', async () => {
    const { admin } = workspace
    const fileIds = [await upload('page.html', '<html>')]
    expect(failureOf(await admin['snapshot.add']({ fileIds })).code).toBe('import_unreadable')
    expect(failureOf(await admin['snapshot.add']({ fileIds: ['../grantdesk.db'] })).code).toBe(
      'file_not_found',
    )
    expect(failureOf(await admin['snapshot.add']({ fileIds: [] })).code).toBe('import_unreadable')
  })
})

describe('a kept snapshot', () => {
  it.each(['audit.run', 'snapshot.remove', 'snapshot.export', 'snapshot.open'] as const)(
    'that is not there refuses %s',
    async (name) => {
      const answer = await workspace.admin[name]({ snapshotId: '../grantdesk' })
      expect(failureOf(answer)).toMatchObject({ code: 'snapshot_not_found', value: '../grantdesk' })
    },
  )

  it('that was damaged on the disk is refused, and mended by keeping it again (F2)', async () => {
    const { admin, acting } = organization
    const { id } = valueOf(await admin['snapshot.take']({ acting }))
    // Another workspace of the same process holds nothing in memory yet.
    const again = await workspace.reopen()
    writeFileSync(join(workspace.directory, 'snapshots', `${id}.json.gz`), 'rubbish')
    expect(failureOf(await again.admin['audit.run']({ snapshotId: id })).code).toBe('snapshot_unreadable')
    expect(valueOf(await again.admin['snapshot.take']({ acting })).id).toBe(id)
    expect(valueOf(await again.admin['audit.run']({ snapshotId: id })).snapshot.id).toBe(id)
    workspace = again
  })

  it('is shown until it is closed or removed, and tells as what', async () => {
    const { admin, acting } = { admin: workspace.admin, acting: organization.acting }
    const { id } = valueOf(await admin['snapshot.take']({ acting }))
    const { organizationId } = valueOf(await admin['snapshot.open']({ snapshotId: id }))
    expect(valueOf(await admin['snapshot.open']({ snapshotId: id }))).toEqual({ organizationId })
    expect(valueOf(await admin['workspace.show']({})).organizations.map(({ kind }) => kind)).toEqual([
      'local',
      'snapshot',
    ])
    const listed = valueOf(await admin['snapshot.list']({})).find((one) => one.id === id)
    expect(listed?.openedAs).toBe(organizationId)
    const there = { organizationId, userId: acting.userId }
    expect(failureOf(await admin['snapshot.take']({ acting: there })).code).toBe('snapshot_read_only')
    expect(failureOf(await admin['audit.draft']({ acting: there, draft: drafts.code })).code).toBe(
      'snapshot_read_only',
    )
    valueOf(await admin['snapshot.remove']({ snapshotId: id }))
    expect(failureOf(await admin['client.list']({ acting: there })).code).toBe('organization_not_found')
    expect(readdirSync(join(workspace.directory, 'opened', String(process.pid)))).toEqual([])
  })

  it('can be cancelled while it is opened, and is not shown then', async () => {
    const { admin } = workspace
    const { id } = valueOf(await admin['snapshot.take']({ acting: organization.acting }))
    const opening = admin['snapshot.open']({ snapshotId: id, taskId: 'opening' })
    valueOf(await admin['task.cancel']({ taskId: 'opening' }))
    expect(failureOf(await opening).code).toBe('cancelled')
    expect(valueOf(await admin['organization.list']({}))).toHaveLength(1)
    const { organizationId } = valueOf(await admin['snapshot.open']({ snapshotId: id }))
    expect(valueOf(await admin['user.list']({ organizationId })).total).toBeGreaterThan(0)
    valueOf(await admin['snapshot.close']({ snapshotId: id }))
  })

  it('leaves no folder of a process that ended, and spares one that runs', async () => {
    const left = (processId: string) =>
      ['opened', 'transfer'].map((kind) => join(workspace.directory, kind, processId))
    const [ended, running, own] = ['4294967294', String(process.ppid), String(process.pid)].map(left)
    for (const folder of [ended, running].flatMap((both) => both ?? []))
      mkdirSync(folder, { recursive: true })
    await upload('a.csv', 'name')
    workspace = await workspace.reopen()
    expect(ended?.map((folder) => existsSync(folder))).toEqual([false, false])
    expect(own?.map((folder) => existsSync(folder))).toEqual([false, false])
    expect(running?.map((folder) => existsSync(folder))).toEqual([true, true])
  })
})

describe('a policy file (U2)', () => {
  it('is kept only where it can be read, and its rules are in force at once', async () => {
    const { admin } = workspace
    const { organizationId, acting } = { organizationId: organization.id, acting: organization.acting }
    const draft = { ...drafts.code, redirectUris: ['http://portal.example/cb'] }
    const found = async () =>
      valueOf(await admin['audit.draft']({ acting, draft })).map(({ ruleId }) => ruleId)
    expect(await found()).toContain('REDIR-001')
    const text = '# ours\nrules:\n  REDIR-001: { enabled: false }\n'
    valueOf(await admin['auditPolicy.save']({ organizationId, text }))
    expect(await found()).not.toContain('REDIR-001')
    const refused = await admin['auditPolicy.save']({ organizationId, text: 'rules: { NO-1: {} }' })
    expect(failureOf(refused).code).toBe('policy_invalid')
    expect(valueOf(await admin['auditPolicy.show']({ organizationId }))).toEqual({ text, problems: [] })
  })
})
