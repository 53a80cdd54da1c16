import { english } from '../../core/wording/english.ts'
import { german } from '../../core/wording/german.ts'
import { de } from '../../renderer/locales/de/index.ts'
import { en } from '../../renderer/locales/en/index.ts'
import { expect, test } from '../support/e2e/hosts.ts'
import { settled } from '../support/e2e/steps.ts'
import { startTour, tour, tourWorkspace } from '../support/e2e/tour.ts'
import { readableTexts, Untranslated } from '../support/e2e/words.ts'

test.use({ before: tourWorkspace, language: 'de-DE' })

/** Names and values of records, the same in every language, and the component library's word for a busy button. */
const data = new Set(['User', 'users', 'local', 'loading'])
const untranslated = new Untranslated({ ...en, core: english }, { ...de, core: german })

for (const [chapter, screens] of Object.entries(tour)) {
  test(`speaks German where the machine does: ${chapter}`, async ({ grantdesk }) => {
    const { page } = grantdesk
    await expect(page.locator('html')).toHaveAttribute('lang', 'de')
    const world = await startTour(grantdesk, de)
    for (const [screen, open] of Object.entries(screens)) {
      await open(world)
      await settled(page)
      const texts = (await readableTexts(page)).filter((text) => !data.has(text))
      expect.soft(untranslated.among(texts), screen).toEqual([])
    }
  })
}
