import { z } from 'zod'
import { command, list, query } from './definition.ts'
import { acting, operation, organizationId } from './shapes.ts'

const report = z.object({
  title: z.string(),
  version: z.string(),
  format: z.enum(['swagger-2', 'openapi-3']),
  operations: z.number().int(),
  permissions: z.number().int(),
  scopes: z.number().int(),
  withoutPermissions: z.number().int(),
  withoutScopes: z.number().int(),
  guestOnly: z.number().int(),
  unreadable: list(
    z.object({
      pointer: z.string(),
      problem: z.enum([
        'permission_malformed',
        'permissions_malformed',
        'security_malformed',
        'operation_malformed',
        'path_malformed',
        'operation_duplicate',
      ]),
      text: z.string(),
    }),
  ),
})

/** The API catalogue (P1). */
export const catalogueContract = {
  'catalogue.show': query({
    input: z.object({ organizationId }),
    output: z.object({
      source: z.string().nullable(),
      /** SHA-256 over what was read from the document; null while only the own operations are known. */
      digest: z.string().nullable(),
      importedAt: z.string().nullable(),
      report: report.nullable(),
      operations: z.number().int(),
      scopes: list(z.object({ name: z.string(), risk: z.enum(['privileged', 'write', 'read']) })),
    }),
  }),
  /** Operations whose method, path, scope or permission contains every word of the search; for completion. */
  'catalogue.search': query({
    input: z.object({
      organizationId,
      search: z.string().max(2_048),
      limit: z.number().int().min(1).max(200).default(50),
    }),
    output: z.object({ operations: list(operation), total: z.number().int() }),
  }),
  'catalogue.operation': query({
    input: z.object({ organizationId, operation: z.string().max(4_096) }),
    output: operation,
  }),
  /** Reads an API document and replaces the imported catalogue; with `dryRun` only reports (P1, F2). */
  'catalogue.import': command({
    input: z.object({
      acting,
      source: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('text'), name: z.string().max(1_000), text: z.string() }),
        z.object({ kind: z.literal('url'), url: z.string().max(2_048) }),
      ]),
      dryRun: z.boolean().default(false),
      taskId: z.string().max(100).default(''),
    }),
    output: report,
  }),
  /** Asks a task to stop that its caller named; the first organization is made before anybody acts in one. */
  'task.cancel': command({ input: z.object({ taskId: z.string().max(100) }), output: z.object({}) }),
} as const
