import type { RouteLocationNormalized } from 'vue-router'

/**
 * What makes two addresses of one view two pages, each with a state of its own: another record, another record to
 * start from. Tabs and filters are the same page.
 */
export function pageKey({ params, path, query }: RouteLocationNormalized): string {
  const startsFrom = path === '/clients/new' ? query['from'] : undefined
  return `${String(params['id'] ?? '')} ${String(startsFrom ?? '')}`
}
