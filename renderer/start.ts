import '@fontsource-variable/inter'
import '@fontsource-variable/jetbrains-mono'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { createClient } from '../core/contract/client.ts'
import App from './App.vue'
import { adminKey } from './admin.ts'
import { i18n, say } from './i18n.ts'
import { createAppRouter } from './router.ts'
import { useSessionStore } from './stores/session.ts'
import { createBridgeHost } from './transport/bridge.ts'
import { createHttpHost } from './transport/http.ts'

/** Builds the application on the host it finds itself in, and shows it. */
export async function start(): Promise<void> {
  const fonts = loadFonts()
  const host = window.grantdesk
    ? createBridgeHost(window.grantdesk)
    : await createHttpHost(() => say('shell.hostUnreachable'))
  const app = createApp(App)
  app.provide(adminKey, { client: createClient(host.call), host })
  app.use(createPinia())
  app.use(i18n)
  const session = useSessionStore()
  await Promise.all([fonts, session.open()])
  app.use(createAppRouter(session))
  app.mount('#app')
}

/** Text is measured while it is laid out, so the fonts come before the first render. */
async function loadFonts(): Promise<void> {
  const faces = [
    '400 14px "Inter Variable"',
    '600 14px "Inter Variable"',
    '400 12px "JetBrains Mono Variable"',
  ]
  await Promise.all(faces.map((face) => document.fonts.load(face)))
}
