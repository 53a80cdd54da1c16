import { expect } from 'vitest'
import type { AdminClient } from '../../core/contract/contract.ts'
import { drafts, type TestOrganization } from '../support/organization.ts'
import { failureOf, valueOf } from '../support/results.ts'

/** Two snapshots, what rules say of them, what changed between them, and one of them shown. */
export async function auditOffline(scene: TestOrganization): Promise<void> {
  const { admin, acting, id } = scene
  const before = valueOf(await admin['snapshot.take']({ acting, taskId: 'a snapshot' }))
  const table = 'name,grant type,redirect uris\nPortal,code,http://portal.example/cb\n'
  const chunk = Buffer.from(table).toString('base64')
  const begun = valueOf(await admin['file.append']({ name: 'clients.csv', chunk: chunk.slice(0, 8) }))
  valueOf(await admin['file.append']({ fileId: begun.fileId, name: '', chunk: chunk.slice(8) }))
  const fileIds = [begun.fileId]
  const added = valueOf(
    await admin['snapshot.add']({ fileIds, organizationName: 'Elsewhere', confirm: true }),
  )
  expect(added).toMatchObject({ source: 'clients_csv', problems: [], snapshot: { clients: 1 } })
  const imported = added.snapshot?.id ?? ''
  failureOf(await admin['snapshot.add']({ fileIds: ['../grantdesk.db'] }))
  expect(valueOf(await admin['snapshot.list']({}))).toHaveLength(2)

  valueOf(await admin['auditPolicy.save']({ organizationId: id, text: 'ownedDomains: [acme.example]\n' }))
  failureOf(await admin['auditPolicy.save']({ organizationId: id, text: 'owned: []' }))
  const between = { baselineId: imported, snapshotId: before.id }
  const { auditId, rules } = valueOf(await admin['audit.run']({ ...between, taskId: 'an audit' }))
  expect(rules.map(({ status }) => status)).toContain('not_evaluated')
  const [first] = valueOf(await admin['audit.findings']({ auditId, language: 'de' })).rows
  failureOf(await admin['audit.findings']({ auditId: 'forgotten' }))
  valueOf(await admin['audit.clients']({ auditId, limit: 5 }))
  const { file } = valueOf(await admin['audit.report']({ auditId, format: 'csv' }))
  const { fileId } = file
  expect(valueOf(await admin['file.read']({ fileId, offset: 0 }))).toMatchObject({
    size: file.size,
    next: null,
  })
  failureOf(await admin['audit.print']({ auditId }))
  if (!first) throw new Error('no rule found anything')
  const accepted = { ruleId: first.ruleId, subjectId: first.subject.id, reason: 'known', owner: 'Ada' }
  const suppression = { ...accepted, organizationId: id, expires: '2027-06-30' }
  valueOf(await admin['auditPolicy.suppress'](suppression))
  expect(valueOf(await admin['auditPolicy.show']({ organizationId: id })).text).toContain(first.ruleId)
  valueOf(
    await admin['audit.draft']({ acting, draft: { ...drafts.code, redirectUris: ['http://x.example'] } }),
  )

  const compared = { beforeId: imported, afterId: before.id }
  expect(valueOf(await admin['snapshot.compare'](compared)).effect).toBeNull()
  valueOf(await admin['snapshot.compareReport']({ ...compared, format: 'md' }))
  valueOf(await admin['snapshot.export']({ snapshotId: before.id }))
  const shown = valueOf(await admin['snapshot.open']({ snapshotId: before.id }))
  const there = { ...acting, organizationId: shown.organizationId }
  expect(valueOf(await admin['client.list']({ acting: there })).total).toBe(before.clients)
  failureOf(await admin['division.create']({ acting: there, name: 'New' }))
  expect(valueOf(await admin['organization.list']({})).map(({ kind }) => kind)).toEqual(['local', 'snapshot'])
  valueOf(await admin['snapshot.close']({ snapshotId: before.id }))
  await reviewAndApply(scene, before.id)
  await packAndVerify(admin, before.id)
  valueOf(await admin['snapshot.remove']({ snapshotId: imported }))
}

/** A campaign on a snapshot, and its decisions brought back to the organization. */
async function reviewAndApply({ admin, acting }: TestOrganization, snapshotId: string): Promise<void> {
  const items = valueOf(await admin['review.items']({ snapshotId, limit: 500 }))
  expect(items).toMatchObject({ decided: 0, all: items.rows.length, signedOff: null })
  failureOf(await admin['review.signOff']({ snapshotId, reviewer: 'Rea', signed: true }))
  for (const { kind, id } of items.rows) {
    valueOf(await admin['review.decide']({ snapshotId, kind, id, verdict: 'keep', note: 'needed' }))
  }
  failureOf(await admin['review.decide']({ snapshotId, kind: 'client', id: 'nobody', verdict: 'keep' }))
  valueOf(await admin['review.signOff']({ snapshotId, reviewer: 'Rea', signed: true }))
  const text = await textOf(admin, valueOf(await admin['review.export']({ snapshotId })).file.fileId)
  const { rows, reviewer } = valueOf(await admin['review.preview']({ acting, text }))
  expect([reviewer, rows.length]).toEqual(['Rea', items.all])
  failureOf(await admin['review.preview']({ acting, text: '{}' }))
  const chosen = rows.filter(({ status }) => status === 'apply')
  const applied = valueOf(await admin['review.apply']({ acting, text, items: chosen }))
  expect(applied).toEqual({ done: chosen.length, refused: [] })
}

/** An archive of evidence, verified by whoever knows its signer, and by whoever does not. */
async function packAndVerify(admin: AdminClient, snapshotId: string): Promise<void> {
  const { auditId } = valueOf(await admin['audit.run']({ snapshotId }))
  const { file, signer } = valueOf(await admin['evidence.pack']({ auditId }))
  const verify = async (fileId: string, wanted: string) =>
    valueOf(await admin['evidence.verify']({ fileId, signer: wanted })).verdict
  expect(await verify(file.fileId, signer)).toBe('intact')
  expect(await verify(file.fileId, '')).toBe('signer_unknown')
  const begun = valueOf(await admin['file.append']({ name: 'x.zip', chunk: 'UEsFBg==' }))
  expect(await verify(begun.fileId, signer)).toBe('damaged')
}

async function textOf(admin: AdminClient, fileId: string): Promise<string> {
  const { chunk, next } = valueOf(await admin['file.read']({ fileId, offset: 0 }))
  expect(next).toBeNull()
  return Buffer.from(chunk, 'base64').toString('utf8')
}
