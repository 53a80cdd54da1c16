import { describe, expect, it } from 'vitest'
import { createClient } from '../../core/contract/client.ts'

describe('the client of the contract', () => {
  it.each([
    ['nothing', undefined],
    ['an error page', '<html>'],
    ['another envelope', { error: 'there is no session' }],
    ['a value of another shape', { ok: true, value: [{ id: 7 }] }],
    ['an unknown failure code', { ok: false, failure: { code: 'made_up', message: 'x' } }],
    ['a refusal without a sentence', { ok: false, failure: { code: 'cancelled' } }],
  ])('does not take %s for an answer', async (_what, answer) => {
    const admin = createClient(() => Promise.resolve(answer))
    await expect(admin['organization.list']({})).rejects.toThrow()
  })

  it('hands on what a transport throws', async () => {
    const admin = createClient(() => Promise.reject(new Error('the wire is cut')))
    await expect(admin['organization.list']({})).rejects.toThrow('the wire is cut')
  })
})
