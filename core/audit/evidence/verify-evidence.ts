import type { AuditEvent } from '../../model/audit-event.ts'
import type { EvidenceProblem } from '../../model/evidence-problem.ts'
import { hashEvent } from '../../organization/audit-log.ts'
import { firstDifference, readArchive, writeArchive, type ArchiveFile } from './archive.ts'
import { MANIFEST, readManifest, sha256, SIGNATURE, signerOf, type Manifest } from './manifest.ts'

/**
 * `intact`: unchanged, and signed by whom the reader expects. `signer_unknown`: unchanged since somebody signed it, but the
 * reader did not say who that should be. `signer_differs`: signed by somebody else. `damaged`: changed, or never whole (U5).
 */
export interface EvidenceVerdict {
  readonly verdict: 'intact' | 'signer_unknown' | 'signer_differs' | 'damaged'
  readonly signer: string | null
  readonly manifest: Manifest | null
  readonly problems: readonly EvidenceProblem[]
}

export interface VerifyOptions {
  /** The fingerprint that the reader was told; empty without. */
  readonly signer: string
  /** The digest of a snapshot's content, or null where it cannot be read. */
  readonly digestOf: (snapshot: Uint8Array) => Promise<string | null>
}

/**
 * Verifies an archive without anything else at hand: makes it again from its files and compares byte for byte, holds every
 * file against its digest, the digests against the signature, the snapshot against its own digest, and the log excerpt
 * against its chain.
 */
export async function verifyEvidence(
  bytes: Uint8Array,
  { signer, digestOf }: VerifyOptions,
): Promise<EvidenceVerdict> {
  const files = filesIn(bytes)
  if (!files) return damaged([{ kind: 'not_an_archive' }], null, null)
  const found = new Map(files.map((file) => [file.name, file.bytes]))
  const manifestBytes = found.get(MANIFEST)
  const manifest = manifestBytes && readManifest(manifestBytes)
  if (!manifest) return damaged([{ kind: 'manifest_unreadable' }], null, null)
  const signedBy = signerOf(manifestBytes, found.get(SIGNATURE) ?? new Uint8Array()) ?? null
  const problems: EvidenceProblem[] = []
  const offset = firstDifference(bytes, writeArchive(inOrder(files, manifest)))
  if (offset !== undefined) problems.push({ kind: 'bytes_differ', offset })
  if (signedBy === null) problems.push({ kind: 'signature_invalid' })
  problems.push(...fileProblems(manifest, found))
  const snapshot = found.get('snapshot.json.gz')
  if (snapshot) problems.push(...snapshotProblems(manifest, await digestOf(snapshot)))
  else if (!lists(manifest, 'snapshot.json.gz'))
    problems.push({ kind: 'file_missing', name: 'snapshot.json.gz' })
  problems.push(...logProblems(found.get('log.jsonl'), manifest))
  if (problems.length > 0) return damaged(problems, signedBy, manifest)
  const verdict = signer === '' ? 'signer_unknown' : signer.trim() === signedBy ? 'intact' : 'signer_differs'
  return { verdict, signer: signedBy, manifest, problems }
}

function damaged(
  problems: readonly EvidenceProblem[],
  signer: string | null,
  manifest: Manifest | null,
): EvidenceVerdict {
  return { verdict: 'damaged', signer, manifest, problems }
}

function filesIn(bytes: Uint8Array): readonly ArchiveFile[] | undefined {
  try {
    return readArchive(bytes)
  } catch {
    // Whatever the reader of archives choked on, this is none of ours.
    return undefined
  }
}

/** As it was packed: the manifest, its signature, then the files that the manifest lists. */
function inOrder(files: readonly ArchiveFile[], manifest: Manifest): readonly ArchiveFile[] {
  const order = [MANIFEST, SIGNATURE, ...manifest.files.map(({ name }) => name)]
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length)
  return files.toSorted((one, other) => place(one.name) - place(other.name))
}

function fileProblems(
  manifest: Manifest,
  found: ReadonlyMap<string, Uint8Array>,
): readonly EvidenceProblem[] {
  const problems: EvidenceProblem[] = []
  const listed = new Set<string>([MANIFEST, SIGNATURE])
  for (const { name, size, sha256: expected } of manifest.files) {
    listed.add(name)
    const bytes = found.get(name)
    if (!bytes) problems.push({ kind: 'file_missing', name })
    else if (bytes.length !== size || sha256(bytes) !== expected)
      problems.push({ kind: 'digest_differs', name })
  }
  for (const name of found.keys()) if (!listed.has(name)) problems.push({ kind: 'file_unexpected', name })
  return problems
}

function lists({ files }: Manifest, wanted: Manifest['files'][number]['name']): boolean {
  return files.some(({ name }) => name === wanted)
}

function snapshotProblems(manifest: Manifest, found: string | null): readonly EvidenceProblem[] {
  const { snapshotDigest } = manifest
  if (found === snapshotDigest) return []
  return [{ kind: 'snapshot_differs', expected: snapshotDigest, found: found ?? '' }]
}

/** Each event must be the organization's, and carry the hash of what it says and the hash of the one before it. */
function logProblems(
  log: Uint8Array | undefined,
  { logHead, organizationId }: Manifest,
): readonly EvidenceProblem[] {
  if (!log) return logHead ? [{ kind: 'log_broken', line: 0 }] : []
  let previous: AuditEvent | undefined
  for (const [index, line] of Buffer.from(log).toString('utf8').trimEnd().split('\n').entries()) {
    const event = readEvent(line)
    const follows =
      !previous || (event?.previousHash === previous.hash && event.sequence === previous.sequence + 1)
    if (event?.organizationId !== organizationId || !follows) return [{ kind: 'log_broken', line: index + 1 }]
    previous = event
  }
  if (previous?.sequence === logHead?.sequence && previous?.hash === logHead?.hash) return []
  return [{ kind: 'log_broken', line: 0 }]
}

function readEvent(line: string): AuditEvent | undefined {
  try {
    // Its hash covers every field, so that what is not an event has none that fits.
    const event = JSON.parse(line) as AuditEvent
    return hashEvent(event) === event.hash ? event : undefined
  } catch {
    // Not JSON, or nothing that has a canonical form.
    return undefined
  }
}
