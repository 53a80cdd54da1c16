import { catalogueScopes, ownOperations } from '../catalogue/own-catalogue.ts'
import { indexOperations, type OperationIndex } from '../catalogue/operation-index.ts'
import type { OrganizationId } from '../model/brand.ts'
import type { ReadUnit } from './ports.ts'

/** An organization's catalogue, ready to be asked: its own operations with the imported ones on top (P1). */
export interface LoadedCatalogue {
  readonly index: OperationIndex
  readonly scopes: readonly string[]
}

/** Keeps the few catalogues that are in use; a digest names a content for good, so nothing here can go stale. */
export class CatalogueShelf {
  readonly #loaded = new Map<string, LoadedCatalogue>()

  /** The catalogue of an organization; reads it from the store only when its digest is not on the shelf. */
  async of(unit: ReadUnit, organizationId: OrganizationId): Promise<LoadedCatalogue> {
    const digest = await unit.catalogues.digest(organizationId)
    const key = `${organizationId} ${digest ?? ''}`
    const known = this.#loaded.get(key)
    if (known) return known
    const catalogue = digest === null ? undefined : await unit.catalogues.get(organizationId)
    const loaded: LoadedCatalogue = {
      index: indexOperations(ownOperations, catalogue?.operations ?? []),
      scopes: catalogueScopes(catalogue),
    }
    for (const former of this.#loaded.keys()) {
      if (former.startsWith(`${organizationId} `)) this.#loaded.delete(former)
    }
    this.#loaded.set(key, loaded)
    return loaded
  }
}
