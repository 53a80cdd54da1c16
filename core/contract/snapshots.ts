import { z } from 'zod'
import { facts, snapshotSources } from '../model/snapshot.ts'
import { command, list, query } from './definition.ts'
import { actingWith, organizationId } from './shapes.ts'

const language = z.enum(['en', 'de']).default('en')
const count = z.number().int()
/** A snapshot that Grantdesk keeps, by the digest of its content. */
export const snapshotId = z.string().min(1).max(100)
const fileId = z.string().min(1).max(100)
export const taskId = z.string().max(100).default('')

/** What is written down of a kept snapshot. */
export const keptSnapshot = z.object({
  id: snapshotId,
  digest: z.string(),
  takenAt: z.string(),
  /** When it came into this workspace. */
  keptAt: z.string(),
  source: z.enum(snapshotSources),
  organizationId: z.string(),
  organizationName: z.string(),
  region: z.string(),
  clients: count,
  authorizations: count,
  users: count,
  roles: count,
  usageRows: count,
  /** What it lacks, so that some rules are not evaluated. */
  absent: list(z.enum(facts)),
  redacted: z.boolean(),
  /** Bytes of the file. */
  size: count,
})

/** A kept snapshot as lists show it. */
export const snapshotSummary = keptSnapshot.extend({
  /** The read-only organization that shows it, where it is open. */
  openedAs: organizationId.nullable(),
})

/** A file that crosses to or from a screen in pieces. */
const wholeFile = z.object({ fileId, name: z.string(), size: count, mediaType: z.string() })

/** A row or record of an import that could not be read, and where. */
const importProblem = z.object({ place: z.string(), message: z.string() })

/** Snapshots (U1), and files in pieces of at most 4 MiB, so that a large one crosses any transport. */
export const snapshotContract = {
  /** Takes a piece of a file in base64; without an id it begins one. Files that nobody uses are forgotten after an hour. */
  'file.append': command({
    input: z.object({
      fileId: fileId.nullable().default(null),
      name: z.string().max(500),
      chunk: z.string().max(6_000_000),
      language,
    }),
    output: z.object({ fileId, size: count }),
  }),
  /** A piece of a file that an operation made; `next` is null at its end. */
  'file.read': query({
    input: z.object({ fileId, offset: count.min(0), language }),
    output: z.object({ chunk: z.string(), next: count.nullable(), size: count }),
  }),
  /** Kept snapshots, newest first. */
  'snapshot.list': query({ input: z.object({}), output: list(snapshotSummary) }),
  /** Takes one of an organization as it is now; needs `oauth:client:view` and `oauth:client:authorize`. */
  'snapshot.take': command({ input: actingWith({ taskId }), output: snapshotSummary }),
  /**
   * Reads an uploaded file: a snapshot, the vendor's listings, a list of clients in CSV, or Terraform state. Nothing is kept
   * unless `confirm` says so or there is no problem (F2).
   */
  'snapshot.add': command({
    input: z.object({
      /** Several for the vendor's listings, which are a file each. */
      fileIds: list(fileId),
      /** The name of the organization, for imports that do not say it. */
      organizationName: z.string().max(200).default(''),
      confirm: z.boolean().default(false),
      taskId,
      language,
    }),
    output: z.object({
      /** Null while problems wait for a confirmation. */
      snapshot: snapshotSummary.nullable(),
      source: z.enum(snapshotSources),
      /** Records that were read. */
      good: count,
      problems: list(importProblem),
    }),
  }),
  'snapshot.remove': command({ input: z.object({ snapshotId, language }), output: z.object({}) }),
  /** The file of a kept snapshot, redacted with its keyed map in a second file, where wanted. */
  'snapshot.export': command({
    input: z.object({ snapshotId, redact: z.boolean().default(false), taskId, language }),
    output: z.object({ file: wholeFile, map: wholeFile.nullable() }),
  }),
  /** Shows a snapshot as an organization on which every query works and no command does (U1). */
  'snapshot.open': command({
    input: z.object({ snapshotId, taskId, language }),
    output: z.object({ organizationId }),
  }),
  'snapshot.close': command({ input: z.object({ snapshotId, language }), output: z.object({}) }),
} as const

export { wholeFile }
