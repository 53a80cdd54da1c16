import type { RouteRecordRaw } from 'vue-router'

export const historyRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/history',
    component: () => import('./HistoryView.vue'),
    meta: { section: 'history' },
  },
]
