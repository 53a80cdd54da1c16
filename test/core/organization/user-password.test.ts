import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isPassword } from '../../../core/organization/password.ts'
import type { User } from '../../../core/model/directory.ts'
import type { TestOrganization } from '../../support/organization.ts'
import { refusalOf, valueOf } from '../../support/results.ts'
import { storedBytes } from '../../support/stored-bytes.ts'
import { openWorkspace, type Workspace } from '../../support/workspace.ts'

let workspace: Workspace
let organization: TestOrganization
let user: User

beforeEach(async () => {
  workspace = await openWorkspace()
  organization = await workspace.organization()
  user = await organization.user('Ada')
})
afterEach(() => workspace.close())

function setPassword(password: string | null, acting = organization.acting) {
  return workspace.admin['user.setPassword']({ acting, userId: user.id, password })
}

function stored() {
  return workspace.store.read((unit) => unit.secrets.get(user.id))
}

describe('the password of a local user', () => {
  it('is stored as a salted scrypt hash with its parameters, and only that password opens it', async () => {
    expect(valueOf(await setPassword('correct horse')).passwordChangedAt).toBe('2027-01-10T08:00:00.000Z')
    const hash = await stored()
    if (!hash) throw new Error('no hash was stored')
    expect(hash).toMatchObject({ algorithm: 'scrypt', parameters: 'N=32768,r=8,p=3' })
    expect(hash.salt).toMatch(/^[0-9a-f]{32}$/)
    expect(await isPassword('correct horse', hash)).toBe(true)
    for (const wrong of ['correct horsf', 'Correct horse', 'correct horse ', '']) {
      expect(await isPassword(wrong, hash)).toBe(false)
    }
  })

  it('is read with the parameters that its hash names, and with no others', async () => {
    // RFC 7914 §12: scrypt ("password", "NaCl", N=1024, r=8, p=16), of which the first 32 octets.
    const hash = {
      algorithm: 'scrypt' as const,
      parameters: 'N=1024,r=8,p=16',
      salt: Buffer.from('NaCl').toString('hex'),
      hash: 'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162',
    }
    expect(await isPassword('password', hash)).toBe(true)
    expect(await isPassword('password', { ...hash, parameters: 'N=1024,r=8,p=15' })).toBe(false)
    expect(await isPassword('password', { ...hash, parameters: 'id:secret' })).toBe(false)
    expect(await isPassword('password', { ...hash, algorithm: 'sha256' })).toBe(false)
  })

  it('is the same password in whatever code points a keyboard sends it', async () => {
    valueOf(await setPassword('Gl\u00fcckauf 1'))
    const hash = await stored()
    expect(hash && (await isPassword('Glu\u0308ckauf 1', hash))).toBe(true)
  })

  it('has 8 to 256 characters', async () => {
    for (const password of ['1234567', 'x'.repeat(257)]) {
      expect(refusalOf(await setPassword(password))).toEqual({
        code: 'password_length',
        field: 'password',
        params: { least: 8, most: 256, count: password.length },
      })
    }
    valueOf(await setPassword('12345678'))
    valueOf(await setPassword('x'.repeat(256)))
  })

  it('goes with `null`, once', async () => {
    valueOf(await setPassword('correct horse'))
    expect(valueOf(await setPassword(null)).passwordChangedAt).toBeNull()
    expect(await stored()).toBeUndefined()
    expect(refusalOf(await setPassword(null))).toMatchObject({ code: 'nothing_changed' })
  })

  it('is changed only by somebody with `directory:user:edit` (O6)', async () => {
    const acting = organization.as(await organization.user('Dev Eloper', 'Developer'))
    expect(refusalOf(await setPassword('correct horse', acting))).toMatchObject({
      code: 'permission_missing',
      value: 'directory:user:edit',
    })
    expect(await stored()).toBeUndefined()
    const manager = organization.as(await organization.user('Mana Ger', 'User Manager'))
    valueOf(await setPassword('correct horse', manager))
  })

  it('is recorded, lies in no event and in no byte of the store, and the act cannot be undone (C11, F1, F4)', async () => {
    valueOf(await setPassword('correct horse'))
    const event = (await organization.events()).at(-1)
    expect(event).toMatchObject({ action: 'user.set_password', target: { kind: 'user', name: 'Ada' } })
    expect(JSON.stringify(event)).not.toContain('correct horse')
    const hash = await stored()
    expect(JSON.stringify(event)).not.toContain(hash?.hash)
    expect((await storedBytes(workspace.directory)).includes('correct horse')).toBe(false)
    const undoing = { acting: organization.acting, sequence: event?.sequence ?? 0 }
    expect(refusalOf(await workspace.admin['event.undo'](undoing))).toMatchObject({
      code: 'event_not_undoable',
    })
  })
})
