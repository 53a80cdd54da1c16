import type { RouteRecordRaw } from 'vue-router'

export const matrixRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/matrix',
    component: () => import('./MatrixView.vue'),
    meta: { section: 'matrix' },
  },
]
