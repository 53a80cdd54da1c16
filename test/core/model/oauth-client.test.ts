import { describe, expect, it } from 'vitest'
import { deletesForGood, removalIsDue } from '../../../core/model/oauth-client.ts'
import { isAboutCaller } from '../../../core/model/operation.ts'
import { regions, regionsOf } from '../../../core/model/region.ts'

const created = Date.parse('2027-01-01T00:00:00.000Z')
const client = { createdAt: new Date(created).toISOString() }
const THIRTY_DAYS = 30 * 86_400_000

describe('deletesForGood', () => {
  it.each([
    [0, true],
    [THIRTY_DAYS - 1, true],
    [THIRTY_DAYS, true],
    [THIRTY_DAYS + 1, false],
  ])('%d ms after creation: %s (C8)', (age, forGood) => {
    expect(deletesForGood(client, new Date(created + age))).toBe(forGood)
  })
})

describe('removalIsDue', () => {
  const inactive = { state: { kind: 'inactive', removalAt: '2027-01-08T00:00:00.000Z' } } as const
  const due = Date.parse(inactive.state.removalAt)

  it.each([
    [-1, false],
    [0, true],
    [1, true],
  ])('%d ms after the seven days: %s (C8)', (offset, isDue) => {
    expect(removalIsDue(inactive, new Date(due + offset))).toBe(isDue)
  })

  it('never removes an active or a disabled client by itself (C8)', () => {
    const late = new Date('2099-01-01')
    expect(removalIsDue({ state: { kind: 'active' } }, late)).toBe(false)
    expect(removalIsDue({ state: { kind: 'disabled' } }, late)).toBe(false)
  })
})

describe('regionsOf', () => {
  it('offers every region for code and implicit clients, their own first and once (C12)', () => {
    for (const grantType of ['authorization_code', 'implicit'] as const) {
      const offered = regionsOf({ grantType }, 'mypurecloud.de')
      expect(offered[0]).toBe('mypurecloud.de')
      expect([...offered].sort()).toEqual([...regions].sort())
    }
  })

  it('offers only the own region for the others (C12)', () => {
    for (const grantType of ['client_credentials', 'saml2_bearer', 'password'] as const) {
      expect(regionsOf({ grantType }, 'mypurecloud.de')).toEqual(['mypurecloud.de'])
    }
  })
})

describe('isAboutCaller', () => {
  it.each([
    ['/api/v2/users/me', true],
    ['/api/v2/users/me/queues', true],
    ['/api/v2/authorization/subjects/me', true],
    ['/api/v2/users/{userId}', false],
    ['/api/v2/organizations/me', false],
    ['/api/v2/tokens/me', false],
    ['/api/v2/users/mentor', false],
  ])('%s: %s (P2)', (path, about) => {
    expect(isAboutCaller({ path })).toBe(about)
  })
})
