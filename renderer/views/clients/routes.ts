import type { RouteRecordRaw } from 'vue-router'
import { clientTabs } from './client-tabs.ts'

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
