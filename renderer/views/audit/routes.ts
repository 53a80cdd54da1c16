import type { RouteRecordRaw } from 'vue-router'
import { auditTabs } from './audit-address.ts'

/** A reviewer may open a file without any organization, so none of these pages needs one. */
const meta = { section: 'audit', withoutOrganization: true } as const

export const auditRoutes: readonly RouteRecordRaw[] = [
  { path: '/audit', component: () => import('./SnapshotsView.vue'), meta },
  { path: '/audit/decisions', component: () => import('../review/DecisionsView.vue'), meta },
  { path: '/audit/evidence', component: () => import('./EvidenceView.vue'), meta },
  { path: '/audit/:id/compare/:before', component: () => import('./ComparisonView.vue'), meta },
  { path: '/audit/:id/review', component: () => import('../review/ReviewView.vue'), meta },
  { path: '/audit/:id/policy', component: () => import('./PolicyView.vue'), meta },
  { path: `/audit/:id/:tab(${auditTabs.join('|')})?`, component: () => import('./AuditView.vue'), meta },
]
