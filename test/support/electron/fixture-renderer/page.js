// What the page has heard, for tests to read.
window.heard = []
window.violations = []
document.addEventListener('securitypolicyviolation', (event) => {
  window.violations.push(event.effectiveDirective)
})
window.stops = ['changed', 'menu'].map((topic) =>
  window.grantdesk.subscribe(topic, (message) => window.heard.push({ topic, message })),
)
document.documentElement.dataset.ready = 'yes'
