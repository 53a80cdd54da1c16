import { createHash, createPublicKey, sign, verify, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import { canonicalJson } from '../../model/canonical-json.ts'
import type { ArchiveFile } from './archive.ts'
import { signerFingerprint } from './signing-key.ts'

export const MANIFEST = 'manifest.json'
export const SIGNATURE = 'manifest.sig'

/** The files that an archive may hold beside these two, in their order; a report for people is not compressed. */
export const evidenceFiles = [
  'snapshot.json.gz',
  'result.json.gz',
  'report.html',
  'report.md',
  'findings.csv.gz',
  'findings.sarif.gz',
  'policy.yaml',
  'log.jsonl',
] as const
export type EvidenceFile = (typeof evidenceFiles)[number]

const manifest = z.strictObject({
  format: z.literal('grantdesk-evidence'),
  version: z.literal(1),
  /** The product that packed it. */
  product: z.string(),
  packedAt: z.string(),
  organizationId: z.string(),
  organizationName: z.string(),
  snapshotDigest: z.string(),
  /** The end of the audit log that the excerpt leads to; null without an excerpt. */
  logHead: z.strictObject({ sequence: z.number().int(), hash: z.string() }).nullable(),
  files: z.array(z.strictObject({ name: z.enum(evidenceFiles), size: z.number().int(), sha256: z.string() })),
})
export type Manifest = z.infer<typeof manifest>

const signature = z.strictObject({
  algorithm: z.literal('Ed25519'),
  /** SPKI in PEM. */
  publicKey: z.string().max(1_000),
  /** Over the bytes of `manifest.json`, in base64. */
  signature: z.string().max(1_000),
})

export function describeFiles(
  files: readonly (ArchiveFile & { readonly name: EvidenceFile })[],
): Manifest['files'] {
  return files.map(({ name, bytes }) => ({ name, size: bytes.length, sha256: sha256(bytes) }))
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** The manifest and its signature as files (RFC 8032). */
export function signManifest(content: Manifest, key: KeyObject): readonly [ArchiveFile, ArchiveFile] {
  const bytes = Buffer.from(`${canonicalJson(content)}\n`)
  const signed = {
    algorithm: 'Ed25519',
    publicKey: pemOf(createPublicKey(key)),
    signature: sign(null, bytes, key).toString('base64'),
  }
  return [
    { name: MANIFEST, bytes },
    { name: SIGNATURE, bytes: Buffer.from(`${canonicalJson(signed)}\n`) },
  ]
}

/** Undefined where the text is no manifest, or is written otherwise than it would be here. */
export function readManifest(bytes: Uint8Array): Manifest | undefined {
  return readExactly(bytes, manifest)
}

/** Who signed these bytes; undefined where the signature is not one of them. */
export function signerOf(signed: Uint8Array, bytes: Uint8Array): string | undefined {
  const read = readExactly(bytes, signature)
  if (!read) return undefined
  try {
    const key = createPublicKey(read.publicKey)
    const raw = Buffer.from(read.signature, 'base64')
    // Both have other spellings, and room for a text that nobody signed.
    const isPlain = read.publicKey === pemOf(key) && read.signature === raw.toString('base64')
    const isGenuine = isPlain && key.asymmetricKeyType === 'ed25519' && verify(null, signed, key, raw)
    return isGenuine ? signerFingerprint(key) : undefined
  } catch {
    // What cannot be read as a key has signed nothing.
    return undefined
  }
}

function pemOf(key: KeyObject): string {
  return key.export({ format: 'pem', type: 'spki' }).toString()
}

/** Reads canonical JSON only, so that no two texts mean the same. */
function readExactly<Value>(bytes: Uint8Array, schema: z.ZodType<Value>): Value | undefined {
  const text = Buffer.from(bytes).toString('utf8')
  try {
    const read = schema.safeParse(JSON.parse(text))
    return read.success && `${canonicalJson(read.data)}\n` === text ? read.data : undefined
  } catch {
    // Not JSON.
    return undefined
  }
}
