import type { Page } from '@playwright/test'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Desktop } from '../support/electron/desktop.ts'
import type { FixtureDesktop, FixtureWindow } from '../support/electron/fixture-desktop.ts'
import { openFixture } from '../support/electron/fixture-desktop.ts'

let fixture: FixtureDesktop
let desktop: Desktop
let page: Page

beforeAll(async () => {
  fixture = await openFixture()
  desktop = fixture.desktop
  page = fixture.page
})
afterAll(() => fixture.close())
beforeEach(() =>
  desktop.evaluate(({ standIn }) => {
    standIn.record.blocked.length = 0
    standIn.record.openedExternally.length = 0
  }),
)

const record = () => desktop.evaluate(({ standIn }) => standIn.record)
const home = 'https://app--bundle.standin.test/index.html'

describe('what the page is and can reach', () => {
  it('loads without asking the network for anything (E1)', async () => {
    await page.reload()
    await page.waitForSelector('[data-ready=yes]')

    expect((await record()).blocked).toEqual([])
  })

  it('keeps a page from fetching, framing, embedding or connecting to anything foreign (E1, E7)', async () => {
    const reached = await page.evaluate(async () => {
      const fetched = await fetch('https://example.org/data').then(
        () => true,
        () => false,
      )
      const image = await new Promise<boolean>((resolve) => {
        const element = new Image()
        element.onload = () => {
          resolve(true)
        }
        element.onerror = () => {
          resolve(false)
        }
        element.src = 'https://example.org/pixel.png'
      })
      const frame = document.createElement('iframe')
      frame.src = 'https://example.org/frame'
      document.body.append(frame)
      const socket = await new Promise<boolean>((resolve) => {
        const connection = new WebSocket('wss://example.org/socket')
        connection.onopen = () => {
          resolve(true)
        }
        connection.onerror = () => {
          resolve(false)
        }
      }).catch(() => false)
      frame.remove()
      return { fetched, image, socket }
    })

    expect(reached).toEqual({ fetched: false, image: false, socket: false })
    const violations = await page.evaluate(() => (window as unknown as FixtureWindow).violations)
    expect(violations).toEqual(expect.arrayContaining(['connect-src', 'img-src', 'frame-src']))
  })

  it('cancels a request to anything foreign even where no policy stands in its way (E1)', async () => {
    const allows = (url: string) =>
      desktop.evaluate(({ standIn }, asked) => standIn.allowsRequest(asked), url)

    expect(await allows('https://example.org/')).toBe(false)
    expect(await allows('http://127.0.0.1:9/')).toBe(false)
    expect(await allows('file:///etc/passwd')).toBe(false)
    expect(await allows('app://elsewhere/index.html')).toBe(false)
    expect(await allows('app://bundle.example.org/index.html')).toBe(false)
    expect(await allows('app://bundle/index.html')).toBe(true)
    expect(await allows('blob:app://bundle/1f')).toBe(true)
  })

  it('fetches no dictionaries for a spell checker (E1)', async () => {
    expect(await desktop.evaluate(({ session }) => session.defaultSession as unknown)).toMatchObject({
      spellChecker: false,
    })
  })

  it('runs no inline script and no eval, and styles only with the nonce of the response (E7)', async () => {
    const outcome = await page.evaluate(async () => {
      const script = document.createElement('script')
      script.textContent = 'window.injected = true'
      document.head.append(script)
      // In a task of the page's own, since what a debugger evaluates may do more.
      const evaluated = await new Promise((resolve) => {
        setTimeout(() => {
          try {
            resolve((0, eval)('1'))
          } catch {
            resolve('refused')
          }
        })
      })
      const colourOf = (nonce: string) => {
        const style = document.createElement('style')
        style.nonce = nonce
        style.textContent = 'h1 { color: rgb(9, 9, 9) }'
        document.head.append(style)
        const colour = getComputedStyle(document.querySelector('h1') ?? document.body).color
        style.remove()
        return colour
      }
      const nonce = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content ?? ''
      return { injected: 'injected' in window, evaluated, own: colourOf(nonce), foreign: colourOf('guess') }
    })

    expect(outcome).toEqual({
      injected: false,
      evaluated: 'refused',
      own: 'rgb(9, 9, 9)',
      foreign: 'rgb(1, 2, 3)',
    })
  })

  it('gives the page nothing of Node or Electron (E2, E3, E4)', async () => {
    const seen = await page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron', '__host', '__deliver'].filter(
        (name) => name in window,
      ),
    )

    expect(seen).toEqual([])
    const preferences = await desktop.evaluate(({ app, BrowserWindow }) => ({
      sandboxed: 'sandboxed' in app && app.sandboxed,
      options: (BrowserWindow.getAllWindows()[0] as unknown as { options: unknown }).options,
    }))
    expect(preferences).toMatchObject({
      sandboxed: true,
      options: {
        webPreferences: {
          sandbox: true,
          contextIsolation: true,
          nodeIntegration: false,
          webviewTag: false,
          spellcheck: false,
        },
      },
    })
  })
})

describe('permissions', () => {
  const permissions = [
    'media',
    'geolocation',
    'notifications',
    'clipboard-read',
    'deprecated-sync-clipboard-read',
    'display-capture',
    'fullscreen',
    'hid',
    'idle-detection',
    'local-fonts',
    'local-network-access',
    'mediaKeySystem',
    'midi',
    'midiSysex',
    'openExternal',
    'pointerLock',
    'serial',
    'storage-access',
    'usb',
    'window-management',
    'unknown',
  ]

  it.each(permissions)('denies %s, asked or checked (E5)', async (permission) => {
    const answers = await desktop.evaluate(
      async ({ standIn }, name) => [
        await standIn.requestPermission(name, 'app://bundle/index.html'),
        standIn.checkPermission(name, 'app://bundle'),
      ],
      permission,
    )

    expect(answers).toEqual([false, false])
  })

  it('allows writing text to the clipboard, to its own page only (E5)', async () => {
    const answers = await desktop.evaluate(async ({ standIn }) => [
      await standIn.requestPermission('clipboard-sanitized-write', 'app://bundle/index.html'),
      standIn.checkPermission('clipboard-sanitized-write', 'app://bundle/'),
      await standIn.requestPermission('clipboard-sanitized-write', 'https://example.org/'),
      standIn.checkPermission('clipboard-sanitized-write', 'app://bundle.example.org'),
    ])

    expect(answers).toEqual([true, true, false, false])
  })

  it('lets the page copy, and neither read the clipboard nor find out where it is (E5)', async () => {
    const outcome = await page.evaluate(async () => {
      const outcomeOf = (work: Promise<unknown>) =>
        work.then(
          () => 'granted',
          () => 'denied',
        )
      return [
        await outcomeOf(navigator.clipboard.writeText('copied')),
        await outcomeOf(navigator.clipboard.readText()),
        await outcomeOf(
          new Promise((resolve, reject) => {
            navigator.geolocation.getCurrentPosition(resolve, reject)
          }),
        ),
      ]
    })

    expect(outcome).toEqual(['granted', 'denied', 'denied'])
  })

  it('gives no access to devices (E5)', async () => {
    expect(await desktop.evaluate(({ standIn }) => standIn.allowsDevices())).toBe(false)
  })
})

describe('staying on the page', () => {
  it('does not follow a link to another origin, nor hand it to the system (E13)', async () => {
    await page.click('#leave')
    await expect
      .poll(async () => (await record()).blocked)
      .toEqual(['navigate https://example.org/elsewhere'])

    expect(page.url()).toBe(home)
    expect((await record()).openedExternally).toEqual([])
  })

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])(
    'prevents %s to anything but its own page (E13)',
    async (name) => {
      const prevented = await desktop.evaluate(({ BrowserWindow }, event) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents
        return [
          'https://example.org/',
          'file:///etc/passwd',
          'app://bundle.example.org/index.html',
          'app://other/index.html',
          'javascript:alert(1)',
          'app://bundle/index.html',
        ].map((url) => {
          let stopped = false
          const details = {
            url,
            preventDefault: () => {
              stopped = true
            },
          }
          // An event that only the platform can make is made by hand.
          contents?.emit(event, details)
          return stopped
        })
      }, name)

      expect(prevented).toEqual([true, true, true, true, true, false])
    },
  )

  it('opens no further window, and hands https addresses to the system browser (E14, E15)', async () => {
    await page.click('#popup')
    await expect.poll(async () => (await record()).openedExternally).toEqual(['https://example.org/help'])

    expect((await record()).blocked).toEqual(['window.open https://example.org/help'])
    expect(await desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  })

  it.each([
    'http://example.org/',
    'file:///etc/passwd',
    'smb://server/share',
    'ms-msdt:/id',
    'javascript:alert(1)',
    'data:text/html,hello',
    'mailto:someone@example.org',
    'https://user:word@example.org/',
    'https://user@example.org/',
    'https://:word@example.org/',
    'https://',
    'app://bundle/index.html',
    'about:blank',
  ])('hands %s to nobody (E14, E15)', async (url) => {
    const action = await desktop.evaluate(({ BrowserWindow }, asked) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
        askToOpen(address: string): string
      }
      return contents.askToOpen(asked)
    }, url)

    expect(action).toBe('deny')
    expect((await record()).openedExternally).toEqual([])
  })

  it('attaches no webview (E11, E12)', async () => {
    const prevented = await desktop.evaluate(({ BrowserWindow }) => {
      let stopped = false
      const event = {
        preventDefault: () => {
          stopped = true
        },
      }
      BrowserWindow.getAllWindows()[0]?.webContents.emit('will-attach-webview', event)
      return stopped
    })

    expect(prevented).toBe(true)
  })

  it('saves what the page made itself and nothing from elsewhere (E1)', async () => {
    const prevented = await desktop.evaluate(({ session }) =>
      ['https://example.org/setup.exe', 'blob:app://bundle/1f'].map((url) => {
        let stopped = false
        const event = {
          preventDefault: () => {
            stopped = true
          },
        }
        session.defaultSession.emit('will-download', event, { getURL: () => url }, undefined)
        return stopped
      }),
    )

    expect(prevented).toEqual([true, false])
  })
})
