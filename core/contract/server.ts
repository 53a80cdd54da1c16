import { z } from 'zod'
import { command, list, query } from './definition.ts'
import { checkText } from './shapes.ts'

const language = z.enum(['en', 'de']).default('en')

/** The organization server as it stands: all local organizations of the workspace behind one issuer (S1). */
const serverStatus = z.object({
  running: z.boolean(),
  /** Such as `http://127.0.0.1:8484`; null while it does not run. */
  issuer: z.string().nullable(),
  port: z.number().int().nullable(),
  https: z.boolean(),
  /** Where it listens, such as `127.0.0.1:8484` and `[::1]:8484`; the second only where the machine has it. */
  addresses: list(z.string()),
  /** ISO 8601, by the machine's clock. */
  since: z.string().nullable(),
  /** Requests a minute that one token may make; null does not limit (S5). */
  rateLimit: z.number().int().nullable(),
  /** With https: the certificate in PEM that an app has to trust, and its SHA-256 fingerprint. */
  certificate: z.object({ pem: z.string(), fingerprint: z.string() }).nullable(),
  requests: z.number().int(),
})

/** One answered request, without anything secret: no query, no header, no body (F4). */
const serverRequest = z.object({
  sequence: z.number().int(),
  /** ISO 8601, by the machine's clock. */
  at: z.string(),
  method: z.string(),
  /** The catalogue's template where it is an operation, else the path. */
  path: z.string(),
  status: z.number().int(),
  /** Milliseconds. */
  duration: z.number(),
  correlationId: z.string(),
  clientId: z.string().nullable(),
  clientName: z.string().nullable(),
  organizationId: z.string().nullable(),
  organizationName: z.string().nullable(),
  userName: z.string().nullable(),
  /** Of the policy, where the request asked for an operation; null elsewhere. */
  outcome: z.enum(['allow', 'deny']).nullable(),
  /** The code of the refusal, such as `invalid_grant` or `missing.permissions`. */
  refusal: z.string().nullable(),
  /** Every check of the decision (P3). */
  checks: list(checkText),
})

/** The organization server of this process (S1 to S7, L2). */
export const serverContract = {
  'server.status': query({ input: z.object({}), output: serverStatus }),
  /** Refused at once where the port is taken, naming who holds it where the system tells. */
  'server.start': command({
    input: z.object({
      /** 0 takes any free port. */
      port: z.number().int().min(0).max(65_535).default(8_484),
      https: z.boolean().default(false),
      rateLimit: z.number().int().min(1).max(1_000_000).nullable().default(null),
      language,
    }),
    output: serverStatus,
  }),
  'server.stop': command({ input: z.object({ language }), output: serverStatus }),
  /** The requests after a sequence number, oldest first; the server keeps the last 1,000. */
  'server.requests': query({
    input: z.object({
      after: z.number().int().default(0),
      limit: z.number().int().min(1).max(1_000).default(500),
      language,
    }),
    output: z.object({ requests: list(serverRequest), last: z.number().int() }),
  }),
} as const
