import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readArchive, writeArchive } from '../../../../core/audit/evidence/archive.ts'
import { packEvidence } from '../../../../core/audit/evidence/pack-evidence.ts'
import { signerFingerprint, signingKey } from '../../../../core/audit/evidence/signing-key.ts'
import { verifyEvidence } from '../../../../core/audit/evidence/verify-evidence.ts'
import type { AuditEvent } from '../../../../core/model/audit-event.ts'
import { chainEvent } from '../../../../core/organization/audit-log.ts'
import { organizationId, takenAt } from '../../../support/audited-snapshot.ts'
import { MemoryKeychain } from '../../../support/memory-keychain.ts'

const { privateKey: key } = generateKeyPairSync('ed25519')
const { privateKey: otherKey } = generateKeyPairSync('ed25519')
const signer = signerFingerprint(key)
const bytes = (text: string) => new Uint8Array(Buffer.from(text))

function chain(count: number): readonly AuditEvent[] {
  const events: AuditEvent[] = []
  for (let number = 0; number < count; number++) {
    events.push(
      chainEvent(events.at(-1), {
        organizationId,
        at: takenAt,
        machineTime: takenAt,
        actor: { id: null, name: 'Grantdesk' },
        action: 'client.edit',
        target: { kind: 'client', id: `client-${String(number)}`, name: 'Agent Desktop' },
        before: null,
        after: null,
        note: '',
      }),
    )
  }
  return events
}

function pack(wish: Partial<Parameters<typeof packEvidence>[0]> = {}): Uint8Array {
  return packEvidence({
    result: {
      snapshot: {
        ...{
          digest: 'sha256:abc',
          takenAt,
          source: 'organization',
          organizationId,
          organizationName: 'Acme',
        },
        ...{ clients: 1, authorizations: 1, users: 2, roles: 2 },
      },
    },
    files: {
      'snapshot.json.gz': bytes('snapshot'),
      'result.json.gz': bytes('result'),
      'report.html': bytes('<!doctype html>'),
      'policy.yaml': bytes('rules: {}\n'),
    },
    log: chain(3).slice(1),
    product: 'Grantdesk 0.1.0',
    packedAt: new Date(takenAt),
    key,
    ...wish,
  })
}

const verify = (archive: Uint8Array, wanted = signer, digest: string | null = 'sha256:abc') =>
  verifyEvidence(archive, { signer: wanted, digestOf: () => Promise.resolve(digest) })

describe('an evidence archive (U5)', () => {
  it('is intact for a reader who knows the signer', async () => {
    expect(await verify(pack())).toMatchObject({ verdict: 'intact', signer, problems: [] })
  })

  it('is only intact by an unknown signer for a reader who does not', async () => {
    expect(await verify(pack(), '')).toMatchObject({ verdict: 'signer_unknown', signer })
  })

  it('is not accepted from another signer', async () => {
    expect(await verify(pack({ key: otherKey }))).toMatchObject({
      verdict: 'signer_differs',
      signer: signerFingerprint(otherKey),
    })
  })

  it('has the same bytes whenever it is packed from the same parts', () => {
    expect(Buffer.compare(pack(), pack())).toBe(0)
  })

  it('is damaged by a flip of any byte', async () => {
    const archive = pack()
    const survivors: number[] = []
    for (let at = 0; at < archive.length; at++) {
      const flipped = archive.slice()
      flipped[at] = (flipped[at] ?? 0) ^ 0x01
      if ((await verify(flipped)).verdict !== 'damaged') survivors.push(at)
    }

    expect(survivors).toEqual([])
  })

  it('is damaged where it was cut off at any length', async () => {
    const archive = pack()
    const survivors: number[] = []
    for (let length = 0; length < archive.length; length += 7) {
      if ((await verify(archive.slice(0, length))).verdict !== 'damaged') survivors.push(length)
    }

    expect(survivors).toEqual([])
  })

  it.each([
    ['appended bytes', (archive: Uint8Array) => new Uint8Array(Buffer.concat([archive, bytes('more')]))],
    [
      'a file more',
      (archive: Uint8Array) => writeArchive([...readArchive(archive), { name: 'x', bytes: bytes('x') }]),
    ],
    [
      'a file less',
      (archive: Uint8Array) =>
        writeArchive(readArchive(archive).filter(({ name }) => name !== 'report.html')),
    ],
    ['another order', (archive: Uint8Array) => writeArchive(readArchive(archive).toReversed())],
    ['another policy file', (archive: Uint8Array) => replace(archive, 'policy.yaml', bytes('rules: {} \n'))],
    ['no signature', (archive: Uint8Array) => replace(archive, 'manifest.sig', bytes('{}'))],
  ])('is damaged by %s', async (_name, change) => {
    expect((await verify(change(pack()))).verdict).toBe('damaged')
  })

  it('is damaged where the snapshot has another digest than the manifest says', async () => {
    expect(await verify(pack(), signer, 'sha256:abd')).toMatchObject({
      verdict: 'damaged',
      problems: [{ kind: 'snapshot_differs', expected: 'sha256:abc', found: 'sha256:abd' }],
    })
  })

  it.each([
    ['a gap', () => chain(4).filter((_event, index) => index !== 1)],
    [
      'an event that was altered',
      () => chain(3).map((event, index) => (index === 1 ? { ...event, note: 'x' } : event)),
    ],
  ])('is damaged by a log excerpt with %s, although it was signed', async (_name, log) => {
    expect(await verify(pack({ log: log() }))).toMatchObject({
      verdict: 'damaged',
      problems: [{ kind: 'log_broken', line: 2 }],
    })
  })

  it('refuses an archive that holds anything compressed, before it is unpacked', async () => {
    const { zipSync } = await import('fflate/browser')
    const bomb = zipSync({ 'manifest.json': [new Uint8Array(1_000_000), { level: 9 }] })

    expect(await verify(bomb)).toMatchObject({ verdict: 'damaged', problems: [{ kind: 'not_an_archive' }] })
  })
})

describe('the signing key', () => {
  it('is made once and kept in the keychain', async () => {
    const keychain = new MemoryKeychain()
    const [first, second] = [await signingKey(keychain), await signingKey(keychain)]

    expect(first.ok && second.ok && signerFingerprint(first.value) === signerFingerprint(second.value)).toBe(
      true,
    )
  })
})

function replace(archive: Uint8Array, wanted: string, content: Uint8Array): Uint8Array {
  return writeArchive(
    readArchive(archive).map((file) => (file.name === wanted ? { ...file, bytes: content } : file)),
  )
}
