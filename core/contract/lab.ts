import { z } from 'zod'
import { serverFaults } from '../model/server-fault.ts'
import { command, list, query } from './definition.ts'
import { actingWith, checkText, clientId, grantType } from './shapes.ts'

const language = z.enum(['en', 'de']).default('en')
const runId = z.string().min(1).max(100)
const url = z.string().max(20_000)

/** Where a flow runs: the workspace's own server, a server with RFC 8414 metadata, or endpoints as given (L1). */
const target = z.discriminatedUnion('kind', [
  /** The organization server of this process, started for the run where it is not running. */
  z.object({ kind: z.literal('local') }),
  z.object({ kind: z.literal('metadata'), issuer: url }),
  z.object({
    kind: z.literal('endpoints'),
    issuer: url.nullable().default(null),
    authorization: url.nullable().default(null),
    token: url.nullable().default(null),
    revocation: url.nullable().default(null),
    introspection: url.nullable().default(null),
  }),
])

/** One name and value of a request or response; a secret one is masked, and `lab.reveal` shows it (L3). */
const field = z.object({ name: z.string(), value: z.string(), isSecret: z.boolean() })

const message = z.object({
  /** `POST https://…` or `HTTP 200`. */
  line: z.string(),
  /** Those of a URL's query or fragment. */
  parameters: list(field),
  headers: list(field),
  /** A form or a JSON object field by field; anything else as one field without a name. */
  body: list(field),
})

export const flowStep = z.object({
  number: z.number().int(),
  /** Through the browser, between app and server, or inside Grantdesk. */
  channel: z.enum(['front', 'back', 'local']),
  title: z.string(),
  /** What is going on, as one sentence. */
  detail: z.string(),
  /** Such as `RFC 6749 §4.1.1`. */
  clause: z.string(),
  at: z.string(),
  /** Milliseconds; null while it lasts. */
  duration: z.number().nullable(),
  state: z.enum(['running', 'done', 'failed']),
  request: message.nullable(),
  response: message.nullable(),
})

export const flowRun = z.object({
  runId,
  /** Where `waiting_for_browser`, somebody has to open `authorizeUrl` before `waitsUntil`. */
  state: z.enum(['running', 'waiting_for_browser', 'done', 'failed', 'cancelled', 'timed_out']),
  clientId: z.string(),
  clientName: z.string(),
  grantType,
  issuer: z.string().nullable(),
  startedAt: z.string(),
  authorizeUrl: z.string().nullable(),
  redirectUri: z.string().nullable(),
  waitsUntil: z.string().nullable(),
  steps: list(flowStep),
  /** What was checked on the way: state, PKCE, iss, redirect match, scopes, duration (L4). */
  checks: list(checkText),
  /** What came of it; the tokens themselves are never in it. */
  result: z
    .object({
      scopes: z
        .object({
          requested: list(z.string()).nullable(),
          granted: list(z.string()).nullable(),
          used: list(z.string()),
        })
        .nullable(),
      expiresIn: z.number().int().nullable(),
      hasRefreshToken: z.boolean(),
    })
    .nullable(),
  /** Why it failed, as a sentence; null otherwise. */
  failure: z.string().nullable(),
})

/** A misbehaviour of the local server for one client, and what the app did then (L5). */
export const trial = z.object({
  clientId: z.string(),
  clientName: z.string(),
  fault: z.enum(serverFaults),
  armedAt: z.string(),
  /** Armed: the app has not come yet. Watching: it has met the fault. Judged: the verdict is in. */
  state: z.enum(['armed', 'watching', 'judged']),
  verdict: z.enum(['passed', 'failed', 'open']).nullable(),
  /** What the fault is, what a good app does, and what this one did. */
  title: z.string(),
  expectation: z.string(),
  finding: z.string().nullable(),
  clause: z.string(),
  /** What the app did since, oldest first. */
  seen: list(z.object({ at: z.string(), what: z.string() })),
})

/** The flow lab (L1 to L5). */
export const labContract = {
  /** Starts a flow and answers at once; the topic `flow` tells whenever the run moved on. */
  'lab.start': command({
    input: actingWith({
      clientId,
      /** By default the client's own. */
      grantType: grantType.nullable().default(null),
      /** By default as the client is registered. */
      pkce: z.boolean().nullable().default(null),
      /** Sends a `scope` parameter; empty sends none, as the vendor's SDK does. */
      scopes: list(z.string().max(200)).default([]),
      target: target.default({ kind: 'local' }),
      /** One of the client's; by default the first that a loopback listener can serve. */
      redirectUri: url.nullable().default(null),
      /** The listener's port where the redirect URI leaves it open; null takes any. */
      redirectPort: z.number().int().min(1).max(65_535).nullable().default(null),
      /** Completes a local flow without a browser, by driving the pages as this user (an e-mail address). */
      user: z.string().max(1_000).nullable().default(null),
      password: z.string().max(1_000).nullable().default(null),
      /** The client's secret; null takes it from the keychain. */
      secret: z.string().max(10_000).nullable().default(null),
      /** For SAML2 bearer: base64 or XML; null signs one by the organization's test provider for `user`. */
      assertion: z.string().max(200_000).nullable().default(null),
      /** What follows once there are tokens, in this order. */
      then: list(z.enum(['call', 'introspect', 'refresh', 'revoke'])).default([]),
      /** The operation of `call`: `GET /api/v2/users/me`. */
      operation: z.string().max(4_096).default('GET /api/v2/tokens/me'),
      /** Opens the system browser; otherwise the run only tells the address. */
      openBrowser: z.boolean().default(true),
      /** Seconds that the browser may take. */
      patience: z.number().int().min(1).max(3_600).default(300),
    }),
    output: flowRun,
  }),
  'lab.show': query({ input: z.object({ runId, language }), output: flowRun }),
  /** Shows the address of a run that waits for the browser once more. */
  'lab.openBrowser': command({ input: z.object({ runId, language }), output: flowRun }),
  'lab.cancel': command({ input: z.object({ runId, language }), output: flowRun }),
  /** One step with its secrets, for a person who asked for it by a click; nothing remembers it (L3). */
  'lab.reveal': query({ input: z.object({ runId, step: z.number().int(), language }), output: flowStep }),
  /** The run as a file, redacted (L3). */
  'lab.export': query({
    input: z.object({ runId, format: z.enum(['json', 'har']), language }),
    output: z.object({ name: z.string(), text: z.string() }),
  }),
  /** One request as a command for a shell, its secrets as variables to fill in (L3). */
  'lab.curl': query({
    input: z.object({ runId, step: z.number().int(), language }),
    output: z.object({ text: z.string() }),
  }),
  /** Explains an authorization URL and checks every parameter against the client; nothing is sent. */
  'lab.inspect': query({
    input: actingWith({ url }),
    output: z.object({
      clientId: z.string().nullable(),
      clientName: z.string().nullable(),
      endpoint: z.string(),
      parameters: list(
        z.object({
          name: z.string(),
          value: z.string(),
          isSecret: z.boolean(),
          meaning: z.string(),
          clause: z.string(),
          result: z.enum(['passed', 'warning', 'failed', 'not_checked']),
          finding: z.string(),
        }),
      ),
      /** What is missing, and what the server would answer, as sentences. */
      summary: z.string(),
      verdict: z.enum(['passed', 'warning', 'failed']),
    }),
  }),
  'lab.arm': command({ input: actingWith({ clientId, fault: z.enum(serverFaults) }), output: trial }),
  /** Ends the misbehaviour for a client; its last verdict stays listed. */
  'lab.disarm': command({ input: actingWith({ clientId }), output: list(trial) }),
  'lab.trials': query({ input: z.object({ language }), output: list(trial) }),
} as const
