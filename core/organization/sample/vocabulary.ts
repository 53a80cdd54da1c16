import type { GrantType } from '../../model/grant-type.ts'
import type { HttpMethod } from '../../model/operation.ts'

/** The words that a sample organization is made of. People, products and hosts are invented or reserved names. */
export const firstNames = [
  'Maya',
  'Jonas',
  'Priya',
  'Tom',
  'Aisha',
  'Lukas',
  'Elena',
  'Mateo',
  'Ingrid',
  'Kwame',
  'Sofia',
  'Hiro',
  'Nadia',
  'Oskar',
  'Leila',
  'Pavel',
  'Grace',
  'Diego',
  'Freya',
  'Samir',
  'Clara',
  'Anton',
  'Zoe',
  'Rahul',
  'Hanna',
  'Victor',
  'Yuki',
  'Marta',
  'Finn',
  'Amara',
  'Noah',
  'Ilse',
  'Omar',
  'Tessa',
  'Jakub',
  'Lina',
] as const

export const lastNames = [
  'Lindqvist',
  'Weber',
  'Raman',
  'Adeyemi',
  'Rossi',
  'Novak',
  'Tanaka',
  'Berg',
  'Okafor',
  'Silva',
  'Haddad',
  'Kowalski',
  'Moreau',
  'Schmidt',
  'Nguyen',
  'Costa',
  'Larsen',
  'Petrov',
  'Fischer',
  'Mensah',
  'Jansen',
  'Garcia',
  'Virtanen',
  'Keller',
  'Singh',
  'Dubois',
  'Horvat',
  'Olsen',
  'Marino',
  'Farah',
  'Braun',
  'Ito',
] as const

export const divisionNames = ['Support EMEA', 'Support Americas', 'Sales', 'Back Office'] as const

export interface SampleKind {
  readonly grantType: GrantType
  readonly pkce: boolean
  readonly names: readonly string[]
  readonly scopes: readonly string[]
  readonly durations: readonly number[]
  readonly redirects: readonly string[]
}

const browserScopes = [
  'conversations',
  'presence',
  'presence:readonly',
  'routing:readonly',
  'users:readonly',
  'user-basic-info',
  'analytics:readonly',
  'stations',
  'notifications',
  'external-contacts:readonly',
] as const

const serverScopes = [
  'analytics:readonly',
  'authorization:readonly',
  'conversations:readonly',
  'external-contacts',
  'groups:readonly',
  'integrations',
  'outbound',
  'quality:readonly',
  'recordings:readonly',
  'routing',
  'users',
  'users:readonly',
] as const

const codeWithPkce: SampleKind = {
  grantType: 'authorization_code',
  pkce: true,
  names: ['CTI Bridge', 'Agent Desktop', 'Embeddable Framework', 'Wallboard', 'Supervisor App', 'Screen Pop'],
  scopes: browserScopes,
  durations: [28_800, 43_200, 64_800, 64_800],
  redirects: ['https://{host}/callback', 'https://{host}/oauth/callback', 'http://127.0.0.1/callback'],
}

const codeWithSecret: SampleKind = {
  grantType: 'authorization_code',
  pkce: false,
  names: [
    'Reporting Portal',
    'Quality Console',
    'Tenant Toolkit',
    'CRM Connector',
    'Speech Analytics',
    'WFM Planner',
  ],
  scopes: serverScopes,
  durations: [3_600, 28_800, 86_400, 86_400],
  redirects: ['https://{host}/login/return', 'https://{host}/auth/genesys'],
}

const implicit: SampleKind = {
  grantType: 'implicit',
  pkce: false,
  names: ['Legacy Wallboard', 'Queue Monitor', 'Status Widget', 'Click-to-dial'],
  scopes: browserScopes,
  durations: [64_800, 86_400],
  redirects: ['https://{host}/index.html', 'http://localhost:8080/index.html'],
}

const saml: SampleKind = {
  grantType: 'saml2_bearer',
  pkce: false,
  names: ['Payroll Bridge', 'Intranet Search', 'HR Self Service'],
  scopes: ['groups:readonly', 'users:readonly', 'user-basic-info', 'locations:readonly'],
  durations: [3_600, 28_800],
  redirects: [],
}

const service: SampleKind = {
  grantType: 'client_credentials',
  pkce: false,
  names: [
    'Provisioning Service',
    'Lead Importer',
    'Reporting Cube Sync',
    'Recording Export',
    'SCIM',
    'Alert Relay',
  ],
  scopes: [],
  durations: [3_600, 86_400, 86_400, 172_800],
  redirects: [],
}

/** Five of twenty are services; the rest act for users. The order spreads the kinds evenly over any size. */
export const kindCycle: readonly SampleKind[] = [
  codeWithPkce,
  service,
  codeWithSecret,
  codeWithPkce,
  codeWithPkce,
  service,
  implicit,
  codeWithSecret,
  codeWithPkce,
  service,
  saml,
  codeWithPkce,
  codeWithSecret,
  service,
  implicit,
  codeWithPkce,
  codeWithSecret,
  service,
  saml,
  codeWithPkce,
]

export const vendors = [
  'Northwind',
  'Contoso',
  'Fabrikam',
  'Tailspin',
  'Adatum',
  'Litware',
  'Proseware',
  'Wingtip',
  'Lucerne',
  'Relecloud',
] as const

/** The default roles that a sample service holds, as their ids. */
export const serviceRoles = [
  'reporting-analyst',
  'user-manager',
  'outbound-administrator',
  'routing-administrator',
  'quality-evaluator',
] as const

export interface SampleCall {
  readonly method: HttpMethod
  readonly path: string
  /** Any of these scopes reaches it; empty for calls that services make. */
  readonly scopes: readonly string[]
}

export const calls: readonly SampleCall[] = [
  { method: 'GET', path: '/api/v2/users', scopes: ['users', 'users:readonly'] },
  { method: 'GET', path: '/api/v2/users/{userId}', scopes: ['users', 'users:readonly'] },
  { method: 'PATCH', path: '/api/v2/users/{userId}', scopes: ['users'] },
  { method: 'GET', path: '/api/v2/users/me', scopes: ['users', 'users:readonly', 'user-basic-info'] },
  { method: 'GET', path: '/api/v2/conversations', scopes: ['conversations', 'conversations:readonly'] },
  { method: 'POST', path: '/api/v2/conversations/calls', scopes: ['conversations'] },
  { method: 'POST', path: '/api/v2/analytics/conversations/details/query', scopes: ['analytics:readonly'] },
  { method: 'GET', path: '/api/v2/routing/queues', scopes: ['routing', 'routing:readonly'] },
  { method: 'GET', path: '/api/v2/presencedefinitions', scopes: ['presence', 'presence:readonly'] },
  { method: 'GET', path: '/api/v2/groups', scopes: ['groups:readonly'] },
  {
    method: 'GET',
    path: '/api/v2/externalcontacts/contacts',
    scopes: ['external-contacts', 'external-contacts:readonly'],
  },
  { method: 'POST', path: '/api/v2/externalcontacts/contacts', scopes: ['external-contacts'] },
  { method: 'GET', path: '/api/v2/outbound/campaigns', scopes: ['outbound'] },
  { method: 'GET', path: '/api/v2/integrations', scopes: ['integrations'] },
  { method: 'GET', path: '/api/v2/quality/forms', scopes: ['quality:readonly'] },
]
