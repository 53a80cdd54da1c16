import type { AppAuthorization } from '../../core/model/app-authorization.ts'
import type { OAuthClient } from '../../core/model/oauth-client.ts'
import type { Snapshot } from '../../core/model/snapshot.ts'
import { aClient, anAuthorization, aSnapshot, calls, daysBefore } from './audited-snapshot.ts'
import { edit, guided, inApp, inClient, narrow, type RuleCase } from './rule-cases.ts'

const client = aClient()
const old = { modifiedAt: daysBefore(91) } as const

/** A client that requests something, was granted something, and made calls on one day. */
function used(parts: {
  readonly requests: readonly string[]
  readonly grants?: readonly string[]
  readonly made: readonly string[]
  readonly day?: string
  readonly since?: Partial<OAuthClient & AppAuthorization>
}): Snapshot {
  const { requests, grants, made, day = '2026-08-05', since = old } = parts
  const record = aClient({ scopes: requests, modifiedAt: old.modifiedAt, ...since })
  const app = anAuthorization(record, { scopes: grants ?? requests, modifiedAt: record.modifiedAt })
  return aSnapshot({
    clients: [record],
    authorizations: grants?.length === 0 ? [] : [app],
    usage: made.map((operation) => calls(record.id, operation, [{ day, requests: 3 }])),
  })
}

/** What SCOPE-002 and SCOPE-003 say of scopes that calls did and did not need. */
export const scopeUseCases: readonly RuleCase[] = [
  {
    id: 'SCOPE-002',
    says: 'finds a scope by which the app only read, and narrows it where the narrow one is granted too',
    snapshot: used({
      requests: ['routing', 'users'],
      grants: ['routing', 'users', 'users:readonly'],
      made: ['GET /api/v2/users'],
    }),
    finds: [
      inClient(['SCOPE-002', 'medium'], client, [
        ['scopes'],
        { scopes: ['users'], days: 90 },
        edit(client, { scopes: ['routing', 'users:readonly'] }),
      ]),
    ],
  },
  {
    id: 'SCOPE-002',
    says: 'narrows it where no authorization could lose anything',
    snapshot: used({ requests: ['users'], grants: [], made: ['GET /api/v2/users'] }),
    finds: [
      inClient(['SCOPE-002', 'medium'], client, [
        ['scopes'],
        { scopes: ['users'], days: 90 },
        edit(client, { scopes: ['users:readonly'] }),
      ]),
    ],
  },
  {
    id: 'SCOPE-002',
    says: 'leaves it to a person where the readonly form would first have to be granted',
    snapshot: used({ requests: ['users'], made: ['GET /api/v2/users', 'GET /api/v2/users/me'] }),
    finds: [inClient(['SCOPE-002', 'medium'], client, [['scopes'], { scopes: ['users'], days: 90 }, guided])],
  },
  ...(
    [
      ['an app that also wrote', { made: ['GET /api/v2/users', 'PATCH /api/v2/users/7'] }],
      ['an app that called what nobody knows', { made: ['GET /api/v2/users', 'GET /api/v2/unheard-of'] }],
      ['an app without a call in the window', { made: ['GET /api/v2/users'], day: '2026-08-04' }],
      [
        'a client that changed within the window',
        { made: ['GET /api/v2/users'], since: { modifiedAt: daysBefore(90) } },
      ],
    ] as const
  ).flatMap(([what, parts]) => [
    {
      id: 'SCOPE-002' as const,
      says: `passes ${what}`,
      snapshot: used({ requests: ['users'], ...parts }),
      finds: [],
    },
  ]),
  {
    id: 'SCOPE-003',
    says: 'finds granted scopes that no call needed, and takes them out',
    snapshot: used({ requests: ['users', 'routing', 'oauth:readonly'], made: ['PATCH /api/v2/users/7'] }),
    finds: [
      inApp(['SCOPE-003', 'medium'], client, [
        ['scopes'],
        { scopes: ['oauth:readonly', 'routing'], days: 90 },
        narrow(client, ['users']),
      ]),
    ],
  },
  {
    id: 'SCOPE-003',
    says: 'leaves it to a person where no scope would be left',
    snapshot: used({ requests: ['routing'], made: ['GET /api/v2/users/me'] }),
    finds: [inApp(['SCOPE-003', 'medium'], client, [['scopes'], { scopes: ['routing'], days: 90 }, guided])],
  },
  ...(
    [
      ['a scope by which one call was made', { made: ['GET /api/v2/users', 'GET /api/v2/oauth/clients'] }],
      [
        'everything, where a call may have needed any scope',
        { made: ['GET /api/v2/users', 'GET /api/v2/unheard-of'] },
      ],
      ['an app without a call in the window', { made: ['GET /api/v2/users'], day: '2026-08-04' }],
      [
        'an app that changed within the window',
        { made: ['GET /api/v2/users'], since: { modifiedAt: daysBefore(90) } },
      ],
    ] as const
  ).map(([what, parts]) => ({
    id: 'SCOPE-003' as const,
    says: `passes ${what}`,
    snapshot: used({ requests: ['users', 'oauth:readonly'], ...parts }),
    finds: [],
  })),
  {
    id: 'SCOPE-003',
    says: 'passes an app that is no longer in force',
    snapshot: (() => {
      const snapshot = used({ requests: ['users', 'routing'], made: ['GET /api/v2/users'] })
      const ended = snapshot.authorizations.map((app) => ({ ...app, expiresAt: daysBefore(0) }))
      return { ...snapshot, authorizations: ended }
    })(),
    finds: [],
  },
]
