import { z } from 'zod'
import { auditId } from './audit.ts'
import { command, list, query } from './definition.ts'
import { taskId, wholeFile } from './snapshots.ts'

const language = z.enum(['en', 'de']).default('en')

/** Archives of evidence, which anybody can verify (U5). */
export const evidenceContract = {
  /** Snapshot, result, reports, policy file, log excerpt and a signed manifest in one archive (U5). */
  'evidence.pack': command({
    input: z.object({ auditId, taskId, language }),
    output: z.object({ file: wholeFile, signer: z.string() }),
  }),
  'evidence.verify': query({
    input: z.object({
      fileId: z.string().max(100),
      signer: z.string().max(200).default(''),
      taskId,
      language,
    }),
    output: z.object({
      /** `intact` with a signer that was asked for; `signer_unknown` without; `damaged` names what differs. */
      verdict: z.enum(['intact', 'signer_unknown', 'signer_differs', 'damaged']),
      signer: z.string().nullable(),
      problems: list(z.string()),
      packedAt: z.string().nullable(),
      organizationName: z.string().nullable(),
      snapshotDigest: z.string().nullable(),
    }),
  }),
} as const
