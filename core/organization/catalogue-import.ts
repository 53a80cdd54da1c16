import type { CatalogueReader, CatalogueReport, DocumentText } from '../catalogue/catalogue.ts'
import { fetchDocument, type FetchPage } from '../catalogue/fetch-document.ts'
import { catalogueScopes } from '../catalogue/own-catalogue.ts'
import { ok, type Result } from '../model/result.ts'
import { compareScopes } from '../model/scope.ts'
import { act, look, type Acting, type Context, type Doing } from './context.ts'
import type { FollowedWork } from './running-tasks.ts'

export type DocumentSource =
  | { readonly kind: 'text'; readonly name: string; readonly text: string }
  | { readonly kind: 'url'; readonly url: string }

export interface ImportContext extends Context {
  readonly reader: CatalogueReader
  readonly fetch: FetchPage
}

export interface ImportOrder extends FollowedWork {
  readonly source: DocumentSource
  /** Only report what the document holds; write nothing (F2). */
  readonly dryRun: boolean
}

const PERMISSION = 'directory:organization:admin'

/**
 * Reads an API document and makes it the organization's catalogue (P1). The built-in clients then request every
 * scope of the new catalogue, and keep all of them granted where nobody had narrowed them (A6).
 */
export async function importCatalogue(
  context: ImportContext,
  acting: Acting,
  order: ImportOrder,
): Promise<Result<CatalogueReport>> {
  const allowed = await look(context, acting, PERMISSION, async () => Promise.resolve(ok(null)))
  if (!allowed.ok) return allowed
  const document = await openDocument(context, order)
  if (!document.ok) return document
  const { signal, onProgress } = order
  const content = await context.reader.read(document.value, { signal, onProgress })
  if (!content.ok) return content
  if (order.dryRun) return ok(content.value.report)
  return act(context, acting, PERMISSION, async (doing) => {
    const { unit, organization, now } = doing
    const former = await unit.catalogues.get(organization.id)
    const catalogue = { ...content.value, source: document.value.name, importedAt: now.toISOString() }
    await unit.put.catalogue(organization.id, catalogue)
    await widenBuiltInClients(doing, [...catalogueScopes(catalogue)].sort(compareScopes))
    await doing.record({
      action: 'catalogue.import',
      target: { kind: 'catalogue', id: organization.id, name: organization.name },
      before: former ? { source: former.source, digest: former.digest } : null,
      after: {
        source: catalogue.source,
        digest: catalogue.digest,
        operations: catalogue.report.operations,
        unreadable: catalogue.report.unreadable.length,
      },
    })
    return ok(catalogue.report)
  })
}

async function openDocument(context: ImportContext, order: ImportOrder): Promise<Result<DocumentText>> {
  const { source } = order
  if (source.kind === 'text') return ok({ name: source.name, text: source.text })
  return fetchDocument(source.url, { fetch: context.fetch, signal: order.signal })
}

async function widenBuiltInClients({ unit, organization }: Doing, scopes: readonly string[]): Promise<void> {
  for (const client of await unit.clients.builtIn(organization.id)) {
    if (isEqual(client.scopes, scopes)) continue
    // A raised revision refuses an edit that was begun before and would narrow what it never saw (C11).
    await unit.put.client(organization.id, { ...client, scopes, revision: client.revision + 1 })
    const held = await unit.authorizations.get(organization.id, client.id)
    const holdsEvery = client.scopes.every((scope) => held?.scopes.includes(scope))
    if (held?.state !== 'authorized' || !holdsEvery) continue
    await unit.put.authorization(organization.id, { ...held, scopes, revision: held.revision + 1 })
  }
}

function isEqual(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((scope, index) => scope === other[index])
}
