import type { RouteRecordRaw } from 'vue-router'
import { appTabs } from './app-tabs.ts'

export const appRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/apps',
    component: () => import('./AppListView.vue'),
    meta: { section: 'apps' },
    /** Other pages lead here with the client that they want authorized. */
    beforeEnter: ({ query }) =>
      typeof query['authorize'] === 'string'
        ? { path: '/apps/authorize', query: { client: query['authorize'] } }
        : true,
  },
  { path: '/apps/authorize', component: () => import('./AuthorizeView.vue'), meta: { section: 'apps' } },
  {
    path: `/apps/:id/:tab(${appTabs.join('|')})?`,
    component: () => import('./AppDetailView.vue'),
    meta: { section: 'apps' },
  },
]
