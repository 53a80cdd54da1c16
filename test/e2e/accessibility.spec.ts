import { en } from '../../renderer/locales/en/index.ts'
import {
  findAxeViolations,
  findInvisibleFocus,
  findLowContrast,
  showIn,
} from '../support/e2e/accessibility.ts'
import { expect, test } from '../support/e2e/hosts.ts'
import { go } from '../support/e2e/steps.ts'
import { startTour, tour, tourWorkspace } from '../support/e2e/tour.ts'

test.use({ before: tourWorkspace })

// settings.spec.ts looks at the settings, with their dialogs.
const chapters = Object.entries(tour).filter(([chapter]) => chapter !== 'the settings')

for (const [chapter, screens] of chapters) {
  test(`axe and the contrast walk find nothing, in light and dark: ${chapter}`, async ({ grantdesk }) => {
    // axe takes its time on long forms.
    test.slow()
    const { page } = grantdesk
    const world = await startTour(grantdesk, en)
    for (const [screen, open] of Object.entries(screens)) {
      await open(world)
      await showIn(page, 'light')
      expect.soft(await findAxeViolations(page), `axe on ${screen}`).toEqual([])
      expect.soft(await findLowContrast(page), `contrast of ${screen} in light`).toEqual([])
      // The dark theme changes nothing but colours, of which the walk sees more than axe does.
      await showIn(page, 'dark')
      expect.soft(await findLowContrast(page), `contrast of ${screen} in dark`).toEqual([])
    }
  })
}

test('every Tab stop shows where the focus is', async ({ grantdesk: { page } }) => {
  for (const view of [
    '/clients',
    '/clients/new',
    '/apps',
    '/apps/authorize',
    '/ask',
    '/matrix',
    '/who?operation=GET%20/api/v2/users/me',
    '/audit',
    '/history',
    '/settings',
  ]) {
    await go(page, view)
    expect(await findInvisibleFocus(page, 25), `focus on ${view}`).toEqual([])
  }
})
