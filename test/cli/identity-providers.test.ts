import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeSelfSignedCertificate } from '../../core/certificates/make-certificate.ts'
import { freshWorkspace } from './run-grantdesk.ts'

const { grantdesk, end } = freshWorkspace()
const folder = await mkdtemp(join(tmpdir(), 'grantdesk-idp-'))
const pem = join(folder, 'idp.pem')
const der = join(folder, 'idp.cer')
const made = await makeSelfSignedCertificate({
  commonName: 'idp.example',
  altNames: [],
  days: 30,
  key: 'ec',
  now: new Date(),
})

beforeAll(async () => {
  await writeFile(pem, made.certificatePem)
  await writeFile(der, Buffer.from(made.certificatePem.replace(/-----[^-]*-----|\s/g, ''), 'base64'))
  await grantdesk.json('org', 'create', 'Acme', '--admin', 'ada@acme.example')
})
afterAll(async () => {
  end()
  await rm(folder, { recursive: true })
})

it('identity providers are added from PEM or DER, listed, edited by name or issuer and removed (S1)', async () => {
  const issuer = 'https://idp.example/saml'
  const added = await grantdesk.json(
    'idp',
    'add',
    'Okta',
    '--issuer',
    issuer,
    '--certificate',
    pem,
    '--disable',
  )
  expect(added).toMatchObject({
    name: 'Okta',
    issuer,
    enabled: false,
    isTest: false,
    revision: 1,
    certificateDetails: [{ subject: 'CN=idp.example', fingerprint: made.fingerprint, expired: false }],
  })
  expect(await grantdesk.json('idp', 'list')).toEqual({ items: [added], total: 1 })
  const edited = await grantdesk.json(
    'idp',
    'edit',
    issuer,
    '--enable',
    '--certificate',
    der,
    '--name',
    'Okta 2',
  )
  expect(edited).toEqual({ ...added, name: 'Okta 2', enabled: true, revision: 2 })
  const { stdout } = await grantdesk.run('idp', 'list')
  expect(stdout).toMatch(/Okta 2 +https:\/\/idp\.example\/saml +yes +\d{4}-\d\d-\d\d/)
  expect(await grantdesk.refused('idp', 'edit', 'Okta', '--disable')).toMatchObject({
    exit: 1,
    code: 'identity_provider_not_found',
  })
  expect(await grantdesk.refused('idp', 'edit', 'Okta 2')).toMatchObject({ exit: 2 })
  expect(await grantdesk.refused('idp', 'remove', 'Okta 2')).toMatchObject({
    exit: 2,
    code: 'confirmation_required',
  })
  expect(await grantdesk.json('idp', 'remove', 'Okta 2', '--yes')).toEqual({ id: added.id, removed: true })
})

it('a file that is no certificate is refused and not repeated (F4)', async () => {
  const wrong = join(folder, 'wrong.pem')
  await writeFile(wrong, made.privateKeyPem)
  const add = ['idp', 'add', 'Okta', '--issuer', 'x', '--certificate'] as const
  const refused = await grantdesk.refused(...add, wrong)
  expect(refused).toMatchObject({ exit: 1, code: 'certificate_invalid' })
  expect(JSON.stringify(refused)).not.toContain('PRIVATE')
  expect(await grantdesk.refused(...add, join(folder, 'nothing.pem'))).toMatchObject({ exit: 3 })
  expect(await grantdesk.json('idp', 'list')).toEqual({ items: [], total: 0 })
})
