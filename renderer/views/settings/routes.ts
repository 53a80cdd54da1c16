import type { RouteRecordRaw } from 'vue-router'

export const settingsRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/settings',
    component: () => import('./SettingsView.vue'),
    meta: { section: 'settings' },
  },
]
