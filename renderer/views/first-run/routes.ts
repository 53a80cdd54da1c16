import type { RouteRecordRaw } from 'vue-router'

export const firstRunRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/welcome',
    component: () => import('./FirstRunView.vue'),
    meta: { section: 'none', withoutOrganization: true, lone: true },
  },
]
