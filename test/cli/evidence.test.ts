import { generateKeyPairSync } from 'node:crypto'
import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defaultPolicy } from '../../core/audit/audit-policy.ts'
import { assembleEvidence } from '../../core/audit/evidence/assemble-evidence.ts'
import { signerFingerprint } from '../../core/audit/evidence/signing-key.ts'
import { runAudit } from '../../core/audit/run-audit.ts'
import { snapshotDigest, writeSnapshot } from '../../core/audit/snapshot/write-snapshot.ts'
import { aSnapshot, takenAt } from '../support/audited-snapshot.ts'
import { freshWorkspace, type Grantdesk } from './run-grantdesk.ts'

const { privateKey: key } = generateKeyPairSync('ed25519')
const signer = signerFingerprint(key)
const snapshot = aSnapshot()
const packedAt = new Date(takenAt)
let grantdesk: Grantdesk
let end: () => void
let archive: string

beforeAll(async () => {
  ;({ grantdesk, end } = freshWorkspace())
  archive = join(grantdesk.data, 'evidence.zip')
  const result = runAudit({
    ...{ snapshot, baseline: null, digest: snapshotDigest(snapshot), baselineDigest: null },
    ...{ policy: defaultPolicy, policyDigest: null, auditedAt: packedAt, lookups: null },
  })
  const bytes = writeSnapshot(snapshot, { gzip: true })
  const parts = { result, snapshot: bytes, policyText: '', log: [], packedAt, key }
  writeFileSync(archive, await assembleEvidence({ ...parts, language: 'en', version: '0.1.0' }, {}))
})

afterAll(() => {
  end()
})

describe('grantdesk evidence verify (U5)', () => {
  it('says intact to whoever names the signer', async () => {
    expect(await grantdesk.json('evidence', 'verify', archive, '--signer', signer)).toEqual({
      ...{ verdict: 'intact', signer, problems: [], packedAt: takenAt },
      ...{ organizationName: 'Acme', snapshotDigest: snapshotDigest(snapshot) },
    })
  })

  it('says only intact, signer unknown, to whoever does not', async () => {
    const { code, stdout } = await grantdesk.run('evidence', 'verify', archive)
    expect(code).toBe(0)
    expect(stdout).toContain('intact, signer unknown')
    expect(stdout).toContain(signer)
  })

  it('ends with 3 where somebody else signed it, and where one byte is too much', async () => {
    const other = await grantdesk.run('evidence', 'verify', archive, '--signer', `SHA256:${'A'.repeat(43)}`)
    const damaged = join(grantdesk.data, 'damaged.zip')
    writeFileSync(damaged, '')
    appendFileSync(damaged, 'PK')
    const broken = await grantdesk.run('evidence', 'verify', damaged)
    const cut = await grantdesk.run('evidence', 'verify', archive, '--signer', signer.slice(0, -1))
    expect([other.code, broken.code, cut.code]).toEqual([3, 3, 2])
    expect(other.stdout).toContain('somebody else signed it')
    expect(broken.stdout).toContain('damaged')
  })
})
