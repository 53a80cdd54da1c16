import { describeScope } from '../wording/describe-scope.ts'
import type { Language } from '../wording/say.ts'
import type { Handler, HandlerTable, WireObject } from './platform-call.ts'
import { PlatformRefusal } from './platform-refusal.ts'

const listScopes: Handler = ({ live, acting }) => {
  const entities = live.catalogue.scopes.map((scope) => wireScope(scope, acting.language))
  return Promise.resolve({ body: { total: entities.length, entities, selfUri: '/api/v2/oauth/scopes' } })
}

const showScope: Handler = ({ live, acting, params }) => {
  const scope = params['scopeId'] ?? ''
  if (!live.catalogue.scopes.includes(scope)) throw new PlatformRefusal('not.found')
  return Promise.resolve({ body: wireScope(scope, acting.language) })
}

function wireScope(scope: string, language: Language): WireObject {
  const selfUri = `/api/v2/oauth/scopes/${encodeURIComponent(scope)}`
  return { id: scope, description: describeScope(scope, language), selfUri }
}

export const scopeHandlers: HandlerTable = {
  'GET /api/v2/oauth/scopes': listScopes,
  'GET /api/v2/oauth/scopes/{scopeId}': showScope,
}
