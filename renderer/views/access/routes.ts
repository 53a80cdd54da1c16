import type { RouteRecordRaw } from 'vue-router'

export const accessRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/who',
    component: () => import('./WhoView.vue'),
    meta: { section: 'ask' },
  },
]
