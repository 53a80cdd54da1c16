import type { RouteRecordRaw } from 'vue-router'

export const appRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/apps',
    component: () => import('./AppsView.vue'),
    meta: { section: 'apps' },
  },
]
