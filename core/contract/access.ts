import { z } from 'zod'
import { list, query } from './definition.ts'
import { actingWith, change, checkText, clientId } from './shapes.ts'

/** May this app, for this user, make this call, and why (P2, P3)? */
export const accessContract = {
  'access.ask': query({
    input: actingWith({
      clientId,
      /** An id or an e-mail address; null for a client-credentials client. */
      user: z.string().max(1_000).nullable().default(null),
      /** `METHOD /path`, a template or a concrete path. */
      operation: z.string().max(4_096),
      /** An id or a name; null asks for any division. */
      division: z.string().max(1_000).nullable().default(null),
    }),
    output: z.object({
      outcome: z.enum(['allow', 'deny']),
      /** The answer as one sentence that names app, operation, user and division. */
      summary: z.string(),
      checks: list(checkText),
      wouldAllow: list(list(z.object({ change, title: z.string(), detail: z.string() }))),
      moreSets: z.number().int(),
      asked: z.object({
        clientName: z.string(),
        userId: z.string().nullable(),
        userName: z.string().nullable(),
        operation: z.string(),
        divisionName: z.string().nullable(),
      }),
      enforceScopes: z.boolean(),
      now: z.string(),
      operations: z.number().int(),
    }),
  }),
} as const
