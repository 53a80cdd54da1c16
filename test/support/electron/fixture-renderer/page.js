// What the page has heard, for tests to read.
window.heard = []
window.violations = []
document.addEventListener('securitypolicyviolation', (event) => {
  window.violations.push(event.effectiveDirective)
})
window.stops = ['changed', 'menu'].map((topic) =>
  window.grantdesk.subscribe(topic, (message) => window.heard.push({ topic, message })),
)
// Answered after the subscriptions, which were sent before it.
await window.grantdesk.invoke('workspace.show', {})
document.documentElement.dataset.ready = 'yes'
