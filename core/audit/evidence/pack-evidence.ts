import type { KeyObject } from 'node:crypto'
import type { AuditEvent } from '../../model/audit-event.ts'
import { canonicalJson } from '../../model/canonical-json.ts'
import type { AuditResult } from '../../model/finding.ts'
import { writeArchive, type ArchiveFile } from './archive.ts'
import { describeFiles, evidenceFiles, signManifest, type EvidenceFile } from './manifest.ts'

/** What goes into an archive; `log` is an excerpt of the audit log without gaps, oldest first. */
export interface EvidenceParts {
  readonly result: Pick<AuditResult, 'snapshot'>
  readonly files: Readonly<Partial<Record<Exclude<EvidenceFile, 'log.jsonl'>, Uint8Array>>> & {
    readonly 'snapshot.json.gz': Uint8Array
    readonly 'result.json.gz': Uint8Array
  }
  readonly log: readonly AuditEvent[]
  readonly product: string
  readonly packedAt: Date
  readonly key: KeyObject
}

/** One archive with everything that an audit rests on, its digests, and a signature over them (U5). */
export function packEvidence({ result, files, log, product, packedAt, key }: EvidenceParts): Uint8Array {
  const all: Readonly<Partial<Record<EvidenceFile, Uint8Array>>> = {
    ...files,
    ...(log.length > 0 && {
      'log.jsonl': Buffer.from(log.map((event) => `${canonicalJson(event)}\n`).join('')),
    }),
  }
  const packed = evidenceFiles.flatMap((name) => {
    const bytes = all[name]
    return bytes ? [{ name, bytes }] : []
  })
  const last = log.at(-1)
  const manifest = signManifest(
    {
      format: 'grantdesk-evidence',
      version: 1,
      product,
      packedAt: packedAt.toISOString(),
      organizationId: result.snapshot.organizationId,
      organizationName: result.snapshot.organizationName,
      snapshotDigest: result.snapshot.digest,
      logHead: last ? { sequence: last.sequence, hash: last.hash } : null,
      files: describeFiles(packed),
    },
    key,
  )
  const archive: readonly ArchiveFile[] = [...manifest, ...packed]
  return writeArchive(archive)
}
