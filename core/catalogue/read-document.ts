import { createHash } from 'node:crypto'
import { MAX_DOCUMENT_BYTES } from '../model/api-document.ts'
import { canonicalJson } from '../model/canonical-json.ts'
import { operationName, type Operation } from '../model/operation.ts'
import { isPermission } from '../model/permission.ts'
import { ok, type Result } from '../model/result.ts'
import type { CatalogueContent, CatalogueReport, ReadProgress, UnreadableEntry } from './catalogue.ts'
import { documentTooLarge } from './document-limit.ts'
import { parseDocumentText } from './parse-document.ts'
import { isRecord, pointerTo, rawText, resolveReference, shorten, type DocumentRecord } from './raw-value.ts'
import { readOperations } from './read-operations.ts'
import { isScopeToken, readSecurity } from './read-requirement.ts'
import { unreadableDocument } from './unreadable-document.ts'

/**
 * Turns the text of a Swagger 2 or OpenAPI 3 document into operations (P1). What cannot be read in it is reported
 * and denies (P5); a document that is none is one failure, and nothing else (F2).
 */
export function readDocument(text: string, onProgress?: ReadProgress): Result<CatalogueContent> {
  const bytes = Buffer.byteLength(text)
  if (bytes > MAX_DOCUMENT_BYTES) return documentTooLarge(bytes)
  const parsed = parseDocumentText(text)
  if (!parsed.ok) return parsed
  const root = parsed.value
  if (!isRecord(root)) return unreadableDocument('document_not_object')
  const format = formatOf(root)
  if (!format.ok) return format
  const prefix = format.value === 'swagger-2' ? swaggerPrefix(root) : serverPrefix(root)
  if (!prefix.ok) return prefix
  const paths = root['paths']
  if (!isRecord(paths) || Object.keys(paths).length === 0) return unreadableDocument('paths_missing')

  const unreadable: UnreadableEntry[] = []
  const report = (entry: UnreadableEntry): void => void unreadable.push(entry)
  const oauthSchemes = oauthSchemesOf(root, format.value, report)
  const security = readSecurity(root['security'], oauthSchemes, { pointer: '/security', report })
  const operations = readOperations(
    { root, paths, prefix: prefix.value, oauthSchemes, security },
    { report, onProgress },
  )
  if (operations.length === 0) return unreadableDocument('operations_missing')
  return ok(content(root, format.value, operations, unreadable))
}

type Format = CatalogueReport['format']

function formatOf(root: DocumentRecord): Result<Format> {
  const { swagger, openapi } = root
  if (swagger === undefined && openapi === undefined) {
    return unreadableDocument('document_format_missing')
  }
  if (openapi === undefined && /^2(\.0)?$/.test(rawVersion(swagger))) return ok('swagger-2')
  if (swagger === undefined && /^3(\.\d+)*$/.test(rawVersion(openapi))) return ok('openapi-3')
  const [key, version] = swagger === undefined ? ['openapi', openapi] : ['swagger', swagger]
  return unreadableDocument('document_format_unknown', { key, version: rawText(version) })
}

/** YAML reads an unquoted version as a number. */
function rawVersion(version: unknown): string {
  return typeof version === 'string' ? version : typeof version === 'number' ? String(version) : ''
}

function swaggerPrefix(root: DocumentRecord): Result<string> {
  const basePath = root['basePath'] ?? '/'
  if (typeof basePath === 'string' && basePath.startsWith('/')) return ok(basePath.replace(/\/$/, ''))
  return unreadableDocument('base_path_malformed', { pointer: '/basePath' })
}

/** The path part of the first server's address, which may be relative and have variables with defaults. */
function serverPrefix(root: DocumentRecord): Result<string> {
  const servers = root['servers'] ?? []
  if (Array.isArray(servers) && servers.length === 0) return ok('')
  const server: unknown = Array.isArray(servers) ? servers[0] : undefined
  const url =
    isRecord(server) && typeof server['url'] === 'string' ? fillVariables(server['url'], server) : undefined
  if (url === undefined || !URL.canParse(url, 'https://server.invalid/')) {
    return unreadableDocument('server_address_malformed', { pointer: '/servers/0/url' })
  }
  return ok(new URL(url, 'https://server.invalid/').pathname.replace(/\/$/, ''))
}

function fillVariables(url: string, server: DocumentRecord): string | undefined {
  const variables = isRecord(server['variables']) ? server['variables'] : {}
  const filled = url.replace(/\{([^{}]*)\}/g, (whole, name: string) => {
    const variable = Object.hasOwn(variables, name) ? variables[name] : undefined
    return isRecord(variable) && typeof variable['default'] === 'string' ? variable['default'] : whole
  })
  return /[{}]/.test(filled) ? undefined : filled
}

/** The names of the security schemes that are declared as OAuth. */
function oauthSchemesOf(
  root: DocumentRecord,
  format: Format,
  report: (entry: UnreadableEntry) => void,
): ReadonlySet<string> {
  const components = isRecord(root['components']) ? root['components'] : {}
  const [declared, pointer] =
    format === 'swagger-2'
      ? [root['securityDefinitions'], '/securityDefinitions']
      : [components['securitySchemes'], '/components/securitySchemes']
  if (declared === undefined) return new Set()
  if (!isRecord(declared)) {
    report({ pointer, problem: 'security_malformed', text: rawText(declared) })
    return new Set()
  }
  const names = new Set<string>()
  for (const [name, stated] of Object.entries(declared)) {
    const reference = isRecord(stated) ? stated['$ref'] : undefined
    const scheme = typeof reference === 'string' ? resolveReference(root, reference) : stated
    if (!isRecord(scheme)) {
      report({ pointer: pointerTo(pointer, name), problem: 'security_malformed', text: rawText(stated) })
    } else if (scheme['type'] === 'oauth2') names.add(name)
  }
  return names
}

function content(
  root: DocumentRecord,
  format: Format,
  operations: readonly Operation[],
  unreadable: readonly UnreadableEntry[],
): CatalogueContent {
  const info = isRecord(root['info']) ? root['info'] : {}
  const scopes = new Set(operations.flatMap((operation) => operation.scopes).filter(isScopeToken))
  const permissions = new Set(
    operations.flatMap((operation) => operation.permissions.names).filter(isPermission),
  )
  const count = (holds: (operation: Operation) => boolean): number => operations.filter(holds).length
  return {
    digest: digestOperations(operations),
    operations,
    scopes: [...scopes].sort(),
    report: {
      title: textOf(info['title']),
      version: textOf(info['version']),
      format,
      operations: operations.length,
      permissions: permissions.size,
      scopes: scopes.size,
      withoutPermissions: count((operation) => operation.permissions.names.length === 0),
      withoutScopes: count((operation) => operation.acceptsOAuth && operation.scopes.length === 0),
      guestOnly: count((operation) => !operation.acceptsOAuth),
      unreadable,
    },
  }
}

/** SHA-256 over the canonical JSON of the operations, whatever their order. */
function digestOperations(operations: readonly Operation[]): string {
  const named = operations.map((operation) => ({ name: operationName(operation), operation }))
  named.sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0))
  return createHash('sha256')
    .update(canonicalJson(named.map(({ operation }) => operation)))
    .digest('hex')
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? shorten(String(value), 200) : ''
}
