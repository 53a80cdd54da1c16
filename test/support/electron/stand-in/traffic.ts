import type { BrowserContext, Page, Request as PageRequest, Route } from '@playwright/test'
import { schemeOf, toApp } from './addresses.ts'
import { isOpenedByPage } from './browser.ts'
import { preventable } from './preventable.ts'
import { handlerOf } from './protocol.ts'
import { record } from './record.ts'
import { session } from './session.ts'
import { allWindows, windowOf } from './windows.ts'

/** Takes every request out of Chromium's hands: the application's own scheme answers, nothing reaches a network. */
export async function interceptTraffic(context: BrowserContext): Promise<void> {
  await context.route('**/*', carry)
  context.on('page', (page) => {
    page.on('download', (download) => {
      const item = { getURL: () => toApp(download.url()) }
      const event = preventable({})
      session.defaultSession.emit('will-download', event, item)
      if (!event.defaultPrevented) return
      record.blocked.push(`download ${item.getURL()}`)
      void download.cancel()
    })
    if (isOpenedByPage(page)) void refuseEmptyPopup(page)
  })
}

async function carry(route: Route): Promise<void> {
  const request = route.request()
  const url = toApp(request.url())
  const page = pageOf(request)
  const window = windowOf(page)
  if (request.isNavigationRequest()) {
    if (!window) {
      await answerPopup(route, page, url)
      return
    }
    if (!window.webContents.wasExpected(request.url()) && !mayNavigate(request, url)) {
      record.blocked.push(`navigate ${url}`)
      await route.abort('aborted')
      return
    }
  }
  if (!(await session.defaultSession.allowsRequest(url))) {
    record.blocked.push(`network ${url}`)
    await route.abort('blockedbyclient')
    return
  }
  const handler = handlerOf(url)
  if (handler) {
    await fulfil(route, await handler(applicationRequest(request, url)))
    return
  }
  if (['data', 'blob', 'about'].includes(schemeOf(url))) {
    await route.continue()
    return
  }
  record.blocked.push(`network ${url}`)
  await route.abort('internetdisconnected')
}

/** Asks the application about a navigation that its page has begun, in Electron's order. */
function mayNavigate(request: PageRequest, url: string): boolean {
  const contents = windowOf(pageOf(request))?.webContents
  const isMainFrame = request.frame().parentFrame() === null
  const frameEvent = preventable({ url, isMainFrame })
  contents?.emit('will-frame-navigate', frameEvent)
  if (!isMainFrame || frameEvent.defaultPrevented) return !frameEvent.defaultPrevented
  const event = preventable({ url, isMainFrame })
  contents?.emit('will-navigate', event, url)
  return !event.defaultPrevented
}

/** Electron asks before it opens anything; Chromium has opened it already, so a denial closes it again. */
async function answerPopup(route: Route, page: Page | null, url: string): Promise<void> {
  record.blocked.push(`window.open ${url}`)
  const answer = allWindows().at(-1)?.webContents.askToOpen(url) ?? 'deny'
  if (answer === 'allow') throw new Error('the stand-in opens no further windows')
  await route.abort('aborted')
  await page?.close()
}

async function refuseEmptyPopup(page: Page): Promise<void> {
  if (page.url() !== 'about:blank') return
  const request = await page.waitForEvent('request', { timeout: 300 }).catch(() => null)
  if (request !== null || page.isClosed()) return
  record.blocked.push('window.open about:blank')
  allWindows().at(-1)?.webContents.askToOpen('about:blank')
  await page.close()
}

function pageOf(request: PageRequest): Page | null {
  try {
    return request.frame().page()
  } catch {
    // The frame of a page that is only just being opened is not known yet.
    return null
  }
}

function applicationRequest(request: PageRequest, url: string): Request {
  const body = request.postDataBuffer()
  return new Request(url, {
    method: request.method(),
    headers: Object.entries(request.headers()).filter(([name]) => !name.startsWith(':')),
    ...(body === null ? {} : { body: new Uint8Array(body) }),
  })
}

async function fulfil(route: Route, response: Response): Promise<void> {
  await route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  })
}
