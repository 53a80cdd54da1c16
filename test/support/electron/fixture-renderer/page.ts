/** What the page has heard and met, for tests to read; served without its types as `page.js`. */
import type { FixtureWindow } from '../fixture-desktop.ts'

const fixture = window as unknown as {
  -readonly [Name in keyof FixtureWindow]: FixtureWindow[Name]
}

fixture.heard = []
fixture.violations = []
document.addEventListener('securitypolicyviolation', (event) => {
  fixture.violations.push(event.effectiveDirective)
})
fixture.stops = (['changed', 'menu'] as const).map((topic) =>
  fixture.grantdesk.subscribe(topic, (message) => {
    fixture.heard.push({ topic, message })
  }),
)
// Answered after the subscriptions, which were sent before it.
await fixture.grantdesk.invoke('workspace.show', {})
document.documentElement.dataset['ready'] = 'yes'
