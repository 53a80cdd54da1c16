import { describe, expect, it } from 'vitest'
import {
  changesNothing,
  effectLists,
  effectSentence,
  privilegeWarning,
} from '../../renderer/components/what-if-text.ts'

const none = { calls: 0, pairs: 0, apps: 0, users: 0, operations: 0 }
const some = { calls: 576, pairs: 12, apps: 1, users: 12, operations: 48 }
const answer = {
  ...{ lost: none, gained: none, apps: [], users: [], operations: [], divisions: [] },
  ...{ appsInAll: 0, usersInAll: 0, operationsInAll: 0 },
}
const grantRole = { operation: 'PUT /api/v2/roles', risk: 'privileged', lost: 0, gained: 3 } as const
const readUsers = { operation: 'GET /api/v2/users', risk: 'read', lost: 9, gained: 0 } as const

describe('the effect of a change in words', () => {
  it('says who loses and who gains, in one sentence', () => {
    expect(effectSentence({ lost: some, gained: none })).toBe(
      '12 users lose 48 operations through 1 app; nobody gains any.',
    )
    expect(effectSentence({ lost: none, gained: { ...some, users: 1, operations: 1, apps: 2 } })).toBe(
      'Nobody loses any; 1 user gains 1 operation through 2 apps.',
    )
  })

  it('says it of an app that acts for itself, which has no users', () => {
    expect(effectSentence({ lost: { ...some, users: 0 }, gained: none })).toBe(
      '1 app loses 48 operations for itself; nobody gains any.',
    )
  })

  it('knows when nothing changes', () => {
    expect(changesNothing(answer)).toBe(true)
    expect(changesNothing({ ...answer, gained: some })).toBe(false)
  })

  it('puts gained privileges before everything else, and leaves out what has nothing', () => {
    const [operations, ...others] = effectLists({
      ...answer,
      operations: [readUsers, grantRole],
      operationsInAll: 2,
    })
    expect(others).toEqual([])
    expect(operations?.rows.map(({ name }) => name)).toEqual(['PUT /api/v2/roles', 'GET /api/v2/users'])
  })

  it('warns of gained privileges only, and tells when the list was cut among them', () => {
    const warned = (operations: (typeof grantRole | typeof readUsers)[], operationsInAll: number) =>
      privilegeWarning({ ...answer, operations, operationsInAll })
    expect(warned([readUsers], 1)).toBeNull()
    expect(warned([grantRole, readUsers], 900)).toMatch(/^1 gained operation changes privileges/)
    expect(warned([grantRole], 900)).toMatch(/^At least 1 gained operation/)
  })
})
