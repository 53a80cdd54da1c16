import { z } from 'zod'
import { list, query } from './definition.ts'
import { actingWith, change, checkText, clientId, divisionReference, roleId, userId } from './shapes.ts'

/** An id or an e-mail address. */
const userText = z.string().max(1_000)
/** An id or a name; null asks for any division. */
const division = z.string().max(1_000).nullable().default(null)
/** `METHOD /path`, a template or a concrete path. */
const operationText = z.string().max(4_096)
const taskId = z.string().max(100).default('')
const searchText = z.string().max(2_048).default('')
const count = z.number().int()
const scopes = z.array(z.string().max(200)).max(500).readonly().default([])

/** What an operation can do at worst: change who may do what, change something, or read. */
const risk = z.enum(['privileged', 'write', 'read'])

/** One assumed change, for a what-if; what is added is there already, or what is removed is not, changes nothing. */
const assumption = z.discriminatedUnion('kind', [
  /** The scopes that a client requests. */
  z.object({ kind: z.literal('requested_scopes'), clientId, add: scopes, remove: scopes }),
  /** The scopes that an authorized app is granted. */
  z.object({ kind: z.literal('granted_scopes'), clientId, add: scopes, remove: scopes }),
  /** The roles that an app is limited to become exactly these; none lifts the limit. */
  z.object({ kind: z.literal('role_limit'), clientId, roleIds: z.array(roleId).max(500).readonly() }),
  /** The app is authorized with these scopes beside those it had; the state of its client is not changed. */
  z.object({ kind: z.literal('authorize_app'), clientId, scopes }),
  z.object({ kind: z.literal('revoke_app'), clientId }),
  z.object({ kind: z.literal('give_client_role'), clientId, roleId, divisionId: divisionReference }),
  z.object({ kind: z.literal('take_client_role'), clientId, roleId, divisionId: divisionReference }),
  z.object({ kind: z.literal('give_user_role'), userId, roleId, divisionId: divisionReference }),
  z.object({ kind: z.literal('take_user_role'), userId, roleId, divisionId: divisionReference }),
  z.object({
    kind: z.literal('role_patterns'),
    roleId,
    add: z.array(z.string().max(20_000)).max(2_000).readonly().default([]),
    remove: z.array(z.string().max(20_000)).max(2_000).readonly().default([]),
  }),
  z.object({ kind: z.literal('delete_role'), roleId }),
  z.object({ kind: z.literal('enforce_scopes'), on: z.boolean() }),
])

/** How much was lost or gained: calls are triples of app, user and operation. */
const difference = z.object({ calls: count, pairs: count, apps: count, users: count, operations: count })

/** Questions about access: one call, and the whole organization (P2 to P4). */
export const accessContract = {
  /** May this app, for this user, make this call, and why (P2, P3)? */
  'access.ask': query({
    input: actingWith({
      clientId,
      /** Null for a client-credentials client. */
      user: userText.nullable().default(null),
      operation: operationText,
      division,
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
  /** What an app can call for a user, or for anybody (P4). */
  'access.operations': query({
    input: actingWith({
      clientId,
      user: userText.nullable().default(null),
      /** Tells only operations in whose method, path, scopes or permissions every word occurs. */
      operations: searchText,
      division,
      taskId,
    }),
    output: z.object({
      clientName: z.string(),
      /** A client-credentials client calls as itself; then there is no user. */
      actsForItself: z.boolean(),
      userName: z.string().nullable(),
      divisionName: z.string().nullable(),
      /** Active users whom it may act for, by its limit to roles. */
      users: count,
      /** By path; `group` is the noun after `/api/v2`; `users` counts those for whom it can be called. */
      operations: list(z.object({ operation: z.string(), group: z.string(), risk, users: count })),
      /** Every group of the catalogue, also those of which nothing can be called. */
      groups: list(z.object({ group: z.string(), allowed: count, all: count })),
      enforceScopes: z.boolean(),
    }),
  }),
  /** Who can make this call, through which app and which role (P4). */
  'access.who': query({
    input: actingWith({
      operation: operationText,
      division,
      limit: z.number().int().min(1).max(1_000).default(200),
      taskId,
    }),
    output: z.object({
      operation: z.string(),
      risk,
      divisionName: z.string().nullable(),
      /** Pairs of an app and a user that can, without apps that act for themselves. */
      pairs: count,
      apps: z.object({
        rows: list(
          z.object({
            clientId: z.string(),
            name: z.string(),
            actsForItself: z.boolean(),
            /** A scope of it that reaches the operation; null where none is needed. */
            scope: z.string().nullable(),
            users: count,
            /** Through which of its own roles, where it acts for itself. */
            roles: list(z.object({ name: z.string(), divisionName: z.string() })),
          }),
        ),
        total: count,
      }),
      users: z.object({
        rows: list(
          z.object({
            userId: z.string(),
            name: z.string(),
            email: z.string(),
            apps: count,
            /** The roles that give it, each with its division (`*` for all); none where no permission is needed. */
            roles: list(z.object({ name: z.string(), divisionName: z.string() })),
          }),
        ),
        total: count,
      }),
    }),
  }),
  /** A part of the matrix of apps and users: how many operations each app can call for each user (P4). */
  'access.matrix': query({
    input: actingWith({
      apps: z.object({
        search: searchText,
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(0).max(200).default(50),
      }),
      users: z.object({
        search: searchText,
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(0).max(1_000).default(50),
      }),
      /** Counts only operations in whose method, path, scopes or permissions every word occurs. */
      operations: searchText,
      division,
      taskId,
    }),
    output: z.object({
      /** By name. `itself` counts what a client-credentials client can call; its row of counts is empty. */
      apps: z.object({
        rows: list(z.object({ clientId: z.string(), name: z.string(), itself: count.nullable() })),
        total: count,
      }),
      users: z.object({
        rows: list(z.object({ userId: z.string(), name: z.string(), email: z.string() })),
        total: count,
      }),
      /** `counts[app][user]`, in the order of the rows. */
      counts: list(list(count)),
      /** How many operations match the search. */
      operations: count,
    }),
  }),
  /** The sums over the whole matrix; a long question, which can be followed and cancelled (P4). */
  'access.totals': query({
    input: actingWith({ apps: searchText, users: searchText, operations: searchText, division, taskId }),
    output: z.object({
      apps: count,
      users: count,
      operations: count,
      /** Triples of app, user and operation that are allowed. */
      calls: count,
      /** Pairs of app and user with at least one. */
      pairs: count,
      /** What clients that act for themselves can call, beside that. */
      itself: count,
      /** Those with the most calls, at most 20 each. */
      topApps: list(z.object({ clientId: z.string(), name: z.string(), calls: count, users: count })),
      topUsers: list(z.object({ userId: z.string(), name: z.string(), calls: count, apps: count })),
    }),
  }),
  /** Who would lose or gain what, before anything is saved (P4). */
  'access.whatIf': query({
    input: actingWith({
      assume: z.array(assumption).min(1).max(100).readonly(),
      limit: z.number().int().min(1).max(500).default(100),
      taskId,
    }),
    output: z.object({
      lost: difference,
      gained: difference,
      /** Those with the greatest loss first, at most `limit` each; `users` is null for an app that acts for itself. */
      apps: list(
        z.object({
          clientId: z.string(),
          name: z.string(),
          lost: count,
          gained: count,
          users: count.nullable(),
        }),
      ),
      users: list(
        z.object({ userId: z.string(), name: z.string(), lost: count, gained: count, apps: count }),
      ),
      /** Riskiest first; `lost` and `gained` count the pairs of app and user, and apps that act for themselves. */
      operations: list(z.object({ operation: z.string(), risk, lost: count, gained: count })),
      /** In which roles would give more or less; a role taken in one division and held in another shows only here. */
      divisions: list(z.object({ divisionName: z.string(), lost: difference, gained: difference })),
      appsInAll: count,
      usersInAll: count,
      operationsInAll: count,
    }),
  }),
  /** The smallest set of scopes that covers the calls which were seen (P4). */
  'access.leastScopes': query({
    input: actingWith({
      clientId,
      /** Calls from a file; null takes what was recorded here in the last `days`. */
      calls: z.array(operationText).max(200_000).readonly().nullable().default(null),
      days: z.number().int().min(1).max(3_650).default(90),
      taskId,
    }),
    output: z.object({
      clientName: z.string(),
      revision: z.object({ client: count, authorization: count.nullable() }),
      /** Whether its requested scopes can be changed here: not those of another organization or of a built-in one. */
      isOwn: z.boolean(),
      actsForItself: z.boolean(),
      /** Each distinct operation that was called, and the suggested scope that reaches it; null where none is needed. */
      observed: list(z.object({ operation: z.string(), coveredBy: z.string().nullable() })),
      /** Calls that the catalogue does not know; no scope can be told for them. */
      unknown: list(z.string()),
      requested: list(z.string()),
      granted: list(z.string()),
      /** Granted and requested. */
      present: list(z.string()),
      suggested: list(z.string()),
      add: list(z.string()),
      remove: list(z.string()),
      /** `optimal`: no smaller set exists. `bounded`: at least `atLeast` scopes are needed; the search was ended. */
      proof: z.object({ kind: z.enum(['optimal', 'bounded']), atLeast: count }),
    }),
  }),
  /** What a leaked secret or token of a client could reach (P4). */
  'access.reach': query({
    input: actingWith({ clientId, user: userText.nullable().default(null), taskId }),
    output: z.object({
      clientName: z.string(),
      /** `secret`: its secret alone is enough. `token`: a token of one of its users is needed. */
      way: z.enum(['secret', 'token']),
      userName: z.string().nullable(),
      users: count,
      operations: count,
      /** Riskiest first; `users` is the number of users whose token would do. */
      groups: list(z.object({ risk, operations: list(z.object({ operation: z.string(), users: count })) })),
      /** How it could grow itself: what it can change, by which operations, with how many users' tokens. */
      escalation: list(
        z.object({
          target: z.enum(['roles', 'clients', 'apps', 'users', 'identity_providers']),
          operations: list(z.string()),
          users: count,
        }),
      ),
    }),
  }),
} as const
