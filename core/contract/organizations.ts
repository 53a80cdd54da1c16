import { z } from 'zod'
import { command, list, query } from './definition.ts'
import {
  acting,
  actingWith,
  clientId,
  division,
  divisionReference,
  organization,
  organizationId,
  page,
  paging,
  role,
  roleId,
  searchText,
  user,
  userId,
} from './shapes.ts'

const keychainStatus = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('keychain'), name: z.string() }),
  z.object({ kind: z.literal('session'), reason: z.enum(['library_missing', 'no_answer']) }),
])

const clock = z.object({
  now: z.string(),
  machineTime: z.string(),
  /** Milliseconds ahead of the machine's clock (O7). */
  offset: z.number(),
})

const dueRemoval = z.object({
  kind: z.enum(['client', 'authorization']),
  id: clientId,
  name: z.string(),
  at: z.string(),
})

const clockChange = z.object({ clock, due: list(dueRemoval) })

/** Organizations, their directory, settings and clock (O1 to O7). */
export const organizationContract = {
  'workspace.show': query({
    input: z.object({}),
    output: z.object({
      version: z.string(),
      dataDirectory: z.string(),
      keychain: keychainStatus,
      organizations: list(organization),
    }),
  }),
  /** The organizations alone; the machine is not asked for its keychain. */
  'organization.list': query({ input: z.object({}), output: list(organization) }),
  'organization.create': command({
    input: z.object({
      name: z.string().max(1_000),
      region: z.string().max(200).default('mypurecloud.com'),
      adminEmail: z.string().max(1_000).default(''),
      adminName: z.string().max(1_000).default(''),
      /** A realistic organization generated from this seed (O4); null creates an empty one. */
      sample: z
        .object({
          seed: z.string().min(1).max(200),
          clients: z.number().int().min(1).max(200_000).default(60),
        })
        .nullable()
        .default(null),
      /** By which its progress is told and it is cancelled; a cancelled one leaves nothing behind (F1). */
      taskId: z.string().max(100).default(''),
      /** Of the sentence in a refusal, as nobody acts here yet. */
      language: z.enum(['en', 'de']).default('en'),
    }),
    output: z.object({ organization, administrator: user }),
  }),
  'organization.show': query({
    input: z.object({ organizationId }),
    output: z.object({
      organization,
      clock,
      homeDivisionId: z.string(),
      /** Whom hosts act as until a person chooses: the first who holds everything (O4). */
      administratorId: userId,
      counts: z.object({
        clients: z.number().int(),
        builtInClients: z.number().int(),
        authorizations: z.number().int(),
        users: z.number().int(),
        roles: z.number().int(),
        operations: z.number().int(),
      }),
    }),
  }),
  'organization.configure': command({
    input: z.object({
      acting,
      name: z.string().max(1_000).exactOptional(),
      region: z.string().max(200).exactOptional(),
      settings: z
        .object({
          enforceScopes: z.boolean().exactOptional(),
          hipaa: z.boolean().exactOptional(),
          maxClients: z.number().exactOptional(),
          implicitEndDate: z.string().max(100).exactOptional(),
          /** Seconds; null ends it (S4). */
          tokenIdleTimeout: z.number().nullable().exactOptional(),
        })
        .default({}),
    }),
    output: organization,
  }),
  /** What would fall due if the clock were moved this far (O7). */
  'clock.preview': query({
    input: actingWith({ advance: z.string().max(100) }),
    output: clockChange,
  }),
  /** Refused with `removals_need_confirmation` while something falls due and `confirmRemovals` is false (O7). */
  'clock.advance': command({
    input: actingWith({ advance: z.string().max(100), confirmRemovals: z.boolean().default(false) }),
    output: clockChange,
  }),
  'clock.reset': command({ input: actingWith({}), output: clock }),
  'division.list': query({ input: z.object({ organizationId }), output: list(division) }),
  'division.create': command({ input: actingWith({ name: z.string().max(1_000) }), output: division }),
  'role.list': query({ input: z.object({ organizationId }), output: list(role) }),
  'role.create': command({
    input: actingWith({
      name: z.string().max(1_000),
      description: z.string().max(20_000).default(''),
      patterns: list(z.string().max(10_000)),
    }),
    output: role,
  }),
  'role.edit': command({
    input: actingWith({
      roleId,
      revision: z.number().int(),
      name: z.string().max(1_000),
      description: z.string().max(20_000).default(''),
      patterns: list(z.string().max(10_000)),
    }),
    output: role,
  }),
  /** Adds missing default roles and gives changed ones their original permissions back (O5). */
  'role.restoreDefaults': command({ input: actingWith({}), output: list(role) }),
  'user.list': query({
    input: z.object({ organizationId, search: searchText, ...paging }),
    output: page(user),
  }),
  'user.show': query({ input: z.object({ organizationId, user: z.string().max(1_000) }), output: user }),
  'user.create': command({
    input: actingWith({ email: z.string().max(1_000), name: z.string().max(1_000).default('') }),
    output: user,
  }),
  'user.setState': command({
    input: actingWith({ userId, state: z.enum(['active', 'inactive']) }),
    output: user,
  }),
  /** Null takes the password away. */
  'user.setPassword': command({
    input: actingWith({ userId, password: z.string().max(1_000).nullable() }),
    output: user,
  }),
  'user.grantRole': command({
    input: actingWith({ userId, roleId, divisionId: divisionReference }),
    output: user,
  }),
  'user.ungrantRole': command({
    input: actingWith({ userId, roleId, divisionId: divisionReference }),
    output: user,
  }),
} as const
