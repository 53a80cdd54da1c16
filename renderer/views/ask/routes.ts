import type { RouteRecordRaw } from 'vue-router'

export const askRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/ask',
    component: () => import('./AskView.vue'),
    meta: { section: 'ask' },
  },
]
