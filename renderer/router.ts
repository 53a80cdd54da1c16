import { createRouter, createWebHashHistory } from 'vue-router'
import type { Router } from 'vue-router'
import type { SessionStore } from './stores/session.ts'
import { accessRoutes } from './views/access/routes.ts'
import { appRoutes } from './views/apps/routes.ts'
import { askRoutes } from './views/ask/routes.ts'
import { auditRoutes } from './views/audit/routes.ts'
import { clientRoutes } from './views/clients/routes.ts'
import { firstRunRoutes } from './views/first-run/routes.ts'
import { historyRoutes } from './views/history/routes.ts'
import { labRoutes } from './views/lab/routes.ts'
import { matrixRoutes } from './views/matrix/routes.ts'
import { serverRoutes } from './views/server/routes.ts'
import { settingsRoutes } from './views/settings/routes.ts'

/** The part of the application that a page belongs to, for the navigation. */
export type Section =
  'clients' | 'apps' | 'ask' | 'matrix' | 'audit' | 'lab' | 'server' | 'history' | 'settings' | 'none'

declare module 'vue-router' {
  interface RouteMeta {
    /** Which navigation entry is current. */
    readonly section: Section
    /** True for a page that needs no organization. */
    readonly withoutOrganization?: boolean
    /** True for a page that stands alone, with nothing of an organization round it. */
    readonly lone?: boolean
    /** True for a page that issues tokens or answers requests, which a snapshot does not. */
    readonly liveOnly?: boolean
  }
}

/** Every page has an address, so that a view, a tab and a filter can be bookmarked and come back after a reload. */
export function createAppRouter(session: SessionStore): Router {
  const router = createRouter({
    history: createWebHashHistory(),
    routes: [
      { path: '/', redirect: '/clients' },
      ...clientRoutes,
      ...appRoutes,
      ...askRoutes,
      ...accessRoutes,
      ...matrixRoutes,
      ...auditRoutes,
      ...labRoutes,
      ...serverRoutes,
      ...historyRoutes,
      ...settingsRoutes,
      ...firstRunRoutes,
      {
        path: '/:rest(.*)*',
        component: () => import('./views/NotFoundView.vue'),
        meta: { section: 'none', withoutOrganization: true },
      },
    ],
  })
  router.beforeEach((to) => {
    if (session.organization === null && to.meta.withoutOrganization !== true) return '/welcome'
    return true
  })
  return router
}
