import type { RouteRecordRaw } from 'vue-router'

export const serverRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/server',
    component: () => import('./LocalServerView.vue'),
    meta: { section: 'server', liveOnly: true },
  },
]
