import type { PlatformCall, WireObject } from './platform-call.ts'
import { PlatformRefusal } from './platform-refusal.ts'

export interface PageOfEntities {
  /** From 1. */
  readonly pageNumber: number
  readonly pageSize: number
}

const MAX_PAGE_SIZE = 500

/** Which page a call asks for, 25 entities long where it does not say. */
export function pageOf({ request }: PlatformCall): PageOfEntities {
  const { query } = request
  return {
    pageSize: wholeNumber(query, 'pageSize', { otherwise: 25, most: MAX_PAGE_SIZE }),
    pageNumber: wholeNumber(query, 'pageNumber', { otherwise: 1, most: 1_000_000 }),
  }
}

/** A whole number from 1 on out of the query. */
export function wholeNumber(
  query: URLSearchParams,
  field: string,
  bounds: { readonly otherwise: number; readonly most: number },
): number {
  const text = query.get(field)
  if (text === null || text === '') return bounds.otherwise
  const value = /^\d{1,7}$/.test(text) ? Number(text) : 0
  if (value >= 1 && value <= bounds.most) return value
  throw new PlatformRefusal('invalid.query.param.value', {
    params: { field },
    details: [{ errorCode: 'invalid.query.param.value', fieldName: field }],
  })
}

/** The part of a whole list that a page shows. */
export function sliceOf<Entity>(
  entities: readonly Entity[],
  { pageNumber, pageSize }: PageOfEntities,
): readonly Entity[] {
  return entities.slice((pageNumber - 1) * pageSize, pageNumber * pageSize)
}

/** The vendor's envelope around a page of entities, with links to its neighbours. */
export function pagedListing(
  call: PlatformCall,
  page: PageOfEntities & { readonly entities: readonly WireObject[]; readonly total: number },
): WireObject {
  const { entities, total, pageNumber, pageSize } = page
  const pageCount = Math.ceil(total / pageSize)
  const link = (number: number): string => {
    const query = new URLSearchParams(call.request.query)
    // Nobody is let in by it, but who put a token there must not get it back in a body (F4).
    query.delete('access_token')
    query.set('pageSize', String(pageSize))
    query.set('pageNumber', String(number))
    return `${call.request.path}?${query.toString()}`
  }
  return {
    entities,
    pageSize,
    pageNumber,
    total,
    firstUri: link(1),
    selfUri: link(pageNumber),
    lastUri: link(Math.max(1, pageCount)),
    nextUri: pageNumber < pageCount ? link(pageNumber + 1) : undefined,
    previousUri: pageNumber > 1 ? link(pageNumber - 1) : undefined,
    pageCount,
  }
}

/** The envelope of a list that knows no pages: all of it is on the first. */
export function wholeListing(call: PlatformCall, entities: readonly WireObject[]): WireObject {
  const total = entities.length
  return { entities, pageSize: total, pageNumber: 1, total, pageCount: 1, selfUri: call.request.path }
}
