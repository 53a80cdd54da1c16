import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What a sample organization's apps call, each with its scopes and the permission that it needs. */
const operations = [
  ['get', '/api/v2/users', ['users', 'users:readonly'], null],
  ['post', '/api/v2/users', ['users'], 'directory:user:add'],
  ['get', '/api/v2/users/{userId}', ['users', 'users:readonly'], null],
  ['patch', '/api/v2/users/{userId}', ['users'], 'directory:user:edit'],
  ['get', '/api/v2/conversations', ['conversations', 'conversations:readonly'], null],
  ['post', '/api/v2/conversations/calls', ['conversations'], 'conversation:call:add'],
  ['get', '/api/v2/routing/queues', ['routing', 'routing:readonly'], 'routing:queue:view'],
  ['get', '/api/v2/groups', ['groups', 'groups:readonly'], null],
  [
    'get',
    '/api/v2/externalcontacts/contacts',
    ['external-contacts', 'external-contacts:readonly'],
    'externalContacts:contact:view',
  ],
  ['post', '/api/v2/externalcontacts/contacts', ['external-contacts'], 'externalContacts:contact:add'],
  ['get', '/api/v2/outbound/campaigns', ['outbound', 'outbound:readonly'], 'outbound:campaign:view'],
] as const

/** Writes an API document with the operations that the apps of a sample organization call; answers its path. */
export function writeSampleDocument(): string {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const [method, path, scopes, permission] of operations) {
    paths[path] = {
      ...paths[path],
      [method]: {
        responses: {},
        security: [{ 'PureCloud OAuth': scopes }],
        ...(permission === null
          ? {}
          : { 'x-inin-requires-permissions': { type: 'ANY', permissions: [permission] } }),
      },
    }
  }
  const file = join(mkdtempSync(join(tmpdir(), 'grantdesk-document-')), 'sample-api.json')
  const info = { title: 'Sample', version: 'v2' }
  const securityDefinitions = { 'PureCloud OAuth': { type: 'oauth2' } }
  writeFileSync(file, JSON.stringify({ swagger: '2.0', info, securityDefinitions, paths }))
  return file
}
