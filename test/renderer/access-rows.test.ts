import { describe, expect, it } from 'vitest'
import { asId } from '../../core/model/brand.ts'
import type { ClientId, OrganizationId, RoleId } from '../../core/model/brand.ts'
import { accessRows, type AccessRow } from '../../renderer/views/access/access-rows.ts'
import { scopeLines } from '../../renderer/views/access/scope-lines.ts'
import { whyNothing, type AccessClient } from '../../renderer/views/access/why-nothing.ts'

const answer = {
  operations: [
    { operation: 'GET /api/v2/routing/queues', group: 'routing', risk: 'read', users: 3 },
    { operation: 'GET /api/v2/users', group: 'users', risk: 'read', users: 5 },
    { operation: 'POST /api/v2/users', group: 'users', risk: 'privileged', users: 1 },
  ],
  groups: [
    { group: 'analytics', allowed: 0, all: 7 },
    { group: 'routing', allowed: 1, all: 9 },
    { group: 'users', allowed: 2, all: 4 },
  ],
} as const

function shortly(rows: readonly AccessRow[]): readonly string[] {
  return rows.map((row) =>
    row.kind === 'group' ? `${row.group} ${String(row.count)}/${String(row.all)}` : row.operation.operation,
  )
}

const everything = { search: '', risk: null }

describe('the rows of the effective access (P4)', () => {
  it('are closed groups with their counts, those of which nothing can be called last', () => {
    expect(shortly(accessRows(answer, everything, () => false))).toEqual([
      'routing 1/9',
      'users 2/4',
      'analytics 0/7',
    ])
  })

  it('hold the operations of a group that is open', () => {
    expect(shortly(accessRows(answer, everything, (group) => group === 'users'))).toEqual([
      'routing 1/9',
      'users 2/4',
      'GET /api/v2/users',
      'POST /api/v2/users',
      'analytics 0/7',
    ])
  })

  it('are only those in which every word of the search occurs, counted of those that can be called', () => {
    const rows = accessRows(answer, { search: ' USERS  post ', risk: null }, () => true)
    expect(shortly(rows)).toEqual(['users 1/2', 'POST /api/v2/users'])
  })

  it('are only those of the chosen risk', () => {
    const rows = accessRows(answer, { search: '', risk: 'read' }, () => false)
    expect(shortly(rows)).toEqual(['routing 1/1', 'users 1/2'])
  })
})

describe('why an app can call nothing (P2)', () => {
  const client: AccessClient = {
    id: asId<ClientId>('c'),
    ownerId: asId<OrganizationId>('o'),
    name: 'CRM',
    grantType: 'authorization_code',
    state: { kind: 'active' },
    scopes: ['users'],
    roleGrants: [],
  }
  const authorization = { state: 'authorized', scopes: ['users'] } as const
  const asked = { users: 4, userName: null, enforceScopes: true }
  const service = { ...client, grantType: 'client_credentials', scopes: [] } as const
  const role = { roleId: asId<RoleId>('r'), divisionId: '*' } as const

  it.each([
    ['client', { ...client, state: { kind: 'disabled' } } as const, authorization, asked],
    ['unauthorized', client, null, asked],
    ['pending', client, { ...authorization, state: 'pending' } as const, asked],
    ['revoked', client, { ...authorization, state: 'revoked' } as const, asked],
    ['noScopes', client, { ...authorization, scopes: ['routing'] }, asked],
    ['noRights', client, { ...authorization, scopes: ['routing'] }, { ...asked, enforceScopes: false }],
    ['roleLimit', client, authorization, { ...asked, users: 0 }],
    ['user', client, authorization, { ...asked, users: 0, userName: 'Ben' }],
    ['noRights', client, authorization, asked],
    ['noRole', service, null, asked],
    ['noRights', { ...service, roleGrants: [role] }, null, asked],
  ] as const)('is %s', (because, of, recorded, of2) => {
    expect(whyNothing(of, recorded, of2)).toBe(because)
  })
})

describe('the lines of a suggestion of scopes (P4)', () => {
  const suggestion = {
    observed: [
      { operation: 'GET /api/v2/users', coveredBy: 'users:readonly' },
      { operation: 'GET /api/v2/date', coveredBy: null },
    ],
    requested: ['users', 'routing'],
    granted: ['users', 'analytics'],
    suggested: ['users:readonly'],
    isOwn: true,
  }

  it('tell what is added for which operation, and every scope that goes', () => {
    expect(scopeLines(suggestion).map(({ scope, fate, neededFor }) => [scope, fate, ...neededFor])).toEqual([
      ['users:readonly', 'add', 'GET /api/v2/users'],
      ['users', 'remove'],
      ['analytics', 'remove'],
      ['routing', 'remove'],
    ])
  })

  it('leave alone what another organization’s client requests', () => {
    const lines = scopeLines({ ...suggestion, isOwn: false })
    expect(lines.map(({ scope }) => scope)).toEqual(['users:readonly', 'users', 'analytics'])
  })
})
