import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readArchive, writeArchive } from '../../../../core/audit/evidence/archive.ts'
import { signManifest, type Manifest } from '../../../../core/audit/evidence/manifest.ts'
import { packEvidence } from '../../../../core/audit/evidence/pack-evidence.ts'
import { signerFingerprint, signingKey } from '../../../../core/audit/evidence/signing-key.ts'
import { verifyEvidence } from '../../../../core/audit/evidence/verify-evidence.ts'
import type { AuditEvent } from '../../../../core/model/audit-event.ts'
import { canonicalJson } from '../../../../core/model/canonical-json.ts'
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
    [
      'another policy file of the same size',
      (archive: Uint8Array) => replace(archive, 'policy.yaml', bytes('rules: []\n')),
    ],
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

  it('is damaged by the log of another organization, although it was signed', async () => {
    const result = { snapshot: { digest: 'sha256:abc', organizationId: 'other', organizationName: 'Other' } }

    // A signature covers whatever was packed, so that only this check tells them apart.
    expect(
      await verify(pack({ result: result as Parameters<typeof packEvidence>[0]['result'] })),
    ).toMatchObject({
      verdict: 'damaged',
      problems: [{ kind: 'log_broken', line: 1 }],
    })
  })

  it('refuses an archive that holds anything compressed, before it is unpacked', async () => {
    const { zipSync } = await import('fflate/browser')
    const bomb = zipSync({ 'manifest.json': [new Uint8Array(1_000_000), { level: 9 }] })

    expect(await verify(bomb)).toMatchObject({ verdict: 'damaged', problems: [{ kind: 'not_an_archive' }] })
  })
})

describe('a signature', () => {
  const [plain] = readArchive(pack()).filter(({ name }) => name === 'manifest.sig')
  const written = JSON.parse(Buffer.from(plain?.bytes ?? []).toString()) as Record<string, string>
  const { publicKey = '', signature = '' } = written
  const withSignature = (wish: Record<string, string>) =>
    replace(pack(), 'manifest.sig', bytes(`${canonicalJson({ ...written, ...wish })}\n`))
  const privatePem = key.export({ format: 'pem', type: 'pkcs8' }).toString()

  it('that is written again as it was remains intact', async () => {
    expect((await verify(withSignature({}))).verdict).toBe('intact')
  })

  it.each([
    ['a text in front of the key', { publicKey: `approved\n${publicKey}` }],
    ['a text behind the key', { publicKey: `${publicKey}approved` }],
    ['the private key for the public one', { publicKey: privatePem }],
    ['white space in its base64', { signature: ` ${signature}` }],
    ['base64 without padding', { signature: signature.replaceAll('=', '') }],
    ['bits in the padding', { signature: `${signature.slice(0, -3)}${oddBits(signature.at(-3))}==` }],
  ])('is not one with %s', async (_name, wish) => {
    expect(await verify(withSignature(wish))).toMatchObject({
      verdict: 'damaged',
      problems: [{ kind: 'signature_invalid' }],
    })
  })

  it('does not make an archive without a snapshot whole, or one without the log that it names', async () => {
    const [manifestFile] = readArchive(pack())
    const manifest = JSON.parse(Buffer.from(manifestFile?.bytes ?? []).toString()) as Manifest
    const signed = (wish: Partial<Manifest>) =>
      writeArchive(signManifest({ ...manifest, files: [], ...wish }, key))

    expect((await verify(signed({ logHead: null }))).problems).toEqual([
      { kind: 'file_missing', name: 'snapshot.json.gz' },
    ])
    expect((await verify(signed({}))).problems).toContainEqual({ kind: 'log_broken', line: 0 })
  })
})

describe('an archive whose entries share their bytes', () => {
  it('is refused before each of them becomes a copy', () => {
    const whole = writeArchive([
      { name: 'a', bytes: bytes('x'.repeat(1_000)) },
      { name: 'b', bytes: bytes('') },
    ])
    const directory = Buffer.from(whole)
    // The second entry of the directory now names the bytes of the first.
    const second = directory.indexOf('PK\u0001\u0002', directory.indexOf('PK\u0001\u0002') + 1)
    directory.writeUInt32LE(1_000, second + 20)
    directory.writeUInt32LE(1_000, second + 24)
    directory.writeUInt32LE(0, second + 42)

    expect(readArchive(whole)).toHaveLength(2)
    expect(() => readArchive(directory)).toThrow('shares its bytes')
  })
})

/** The same character of base64 with a bit set that stands for nothing. */
function oddBits(character = 'A'): string {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  return digits[digits.indexOf(character) + 1] ?? ''
}

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
