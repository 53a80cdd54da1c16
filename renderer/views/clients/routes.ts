import type { RouteRecordRaw } from 'vue-router'

export const clientTabs = ['overview', 'redirects', 'scopes', 'history'] as const
export type ClientTab = (typeof clientTabs)[number]

export const clientRoutes: readonly RouteRecordRaw[] = [
  { path: '/clients', component: () => import('./ClientListView.vue'), meta: { section: 'clients' } },
  { path: '/clients/new', component: () => import('./ClientCreateView.vue'), meta: { section: 'clients' } },
  {
    path: '/clients/:id/edit',
    component: () => import('./ClientEditView.vue'),
    meta: { section: 'clients' },
  },
  {
    path: `/clients/:id/:tab(${clientTabs.join('|')})?`,
    component: () => import('./ClientDetailView.vue'),
    meta: { section: 'clients' },
  },
]
