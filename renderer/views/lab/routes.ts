import type { RouteRecordRaw } from 'vue-router'

export const labRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/lab',
    component: () => import('./LabView.vue'),
    meta: { section: 'lab', liveOnly: true },
  },
]
