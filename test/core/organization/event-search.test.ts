import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { InputOf } from '../../../core/contract/contract.ts'
import type { TestOrganization } from '../../support/organization.ts'
import { valueOf } from '../../support/results.ts'
import { openWorkspace, type Workspace } from '../../support/workspace.ts'

let workspace: Workspace
let organization: TestOrganization

beforeEach(async () => {
  workspace = await openWorkspace()
  organization = await workspace.organization()
  await organization.client({ name: 'Crm bridge' })
  await organization.client({ name: 'Wallboard' })
  const acting = organization.acting
  valueOf(
    await workspace.admin['role.create']({
      acting,
      name: 'Desk lead',
      description: '',
      patterns: ['directory:user:view'],
    }),
  )
})

afterEach(() => workspace[Symbol.asyncDispose]())

type Wanted = Partial<InputOf<'event.list'>>

async function list(wanted: Wanted) {
  return valueOf(await workspace.admin['event.list']({ organizationId: organization.id, ...wanted }))
}

async function titles(wanted: Wanted): Promise<readonly string[]> {
  return (await list(wanted)).events.map(({ title }) => title)
}

describe('the search of the history (C11)', () => {
  it('finds what was done, in the words of the reader', async () => {
    expect(await titles({ search: 'created wallboard' })).toEqual(['created the client Wallboard'])
    expect(await titles({ search: 'created the role' })).toEqual(['created the role Desk lead'])
    expect(await titles({ search: 'Rolle', language: 'de' })).toHaveLength(1)
    expect(await titles({ search: 'Rolle' })).toEqual([])
  })

  it('finds a record by its id, whoever touched it', async () => {
    const [newest] = (await list({ search: 'bridge' })).events
    expect(await titles({ search: newest?.event.target.id ?? '' })).toEqual(['created the client Crm bridge'])
  })

  it('asks every word of a search to match', async () => {
    expect(await titles({ search: 'wallboard role' })).toEqual([])
  })

  it('narrows to one kind of record and counts what it leaves out', async () => {
    const { events, total, all } = await list({ kind: 'client', limit: 1 })
    expect(events.map(({ title }) => title)).toEqual(['created the client Wallboard'])
    expect(total).toBe(2)
    expect(all).toBeGreaterThan(total)
  })

  it('goes on to older matches without repeating one', async () => {
    const [first] = (await list({ kind: 'client', limit: 1 })).events
    const before = first?.event.sequence ?? 0
    expect(await titles({ kind: 'client', before })).toEqual(['created the client Crm bridge'])
  })

  it('narrows to what one person did', async () => {
    const actors = valueOf(await workspace.admin['event.actors']({ organizationId: organization.id }))
    const [actor] = actors
    const { total, all } = await list({ actor: actor?.key ?? '' })
    expect(actors).toHaveLength(1)
    expect(total).toBe(all)
    expect((await list({ actor: 'nobody' })).total).toBe(0)
  })
})
