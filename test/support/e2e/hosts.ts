import { test as base, type Browser, type Page } from '@playwright/test'
import { ensureBuilt } from '../build.ts'
import { launchBrowser, openDesktop, openTab, type HostSettings, type Opened } from './open-host.ts'
import { runCommand, Workspaces, type Commands } from './workspaces.ts'

/** A running Grantdesk with a data directory of its own, on the host that the project names. */
export interface Running {
  readonly page: Page
  readonly dataDirectory: string
  /** Runs the built `grantdesk` command on the same workspace; answers what it prints as JSON. */
  readonly command: (...args: readonly string[]) => Promise<unknown>
  /** Opens the same workspace in a browser tab, on an interface host beside this one. */
  readonly openBeside: () => Promise<Page>
}

export type HostName = 'browser' | 'desktop'

interface Fixtures {
  /** What is done with the command before the interface starts: lists of arguments. */
  readonly before: Commands
  /** The language that the machine speaks. */
  readonly language: 'en-US' | 'de-DE'
  /** Further environment of the host. Unless told, it finds no keychain, whatever this machine has. */
  readonly hostEnv: Readonly<Record<string, string>>
  readonly grantdesk: Running
}

interface WorkerFixtures {
  readonly workspaces: Workspaces
  readonly sharedBrowser: () => Promise<Browser>
}

const withoutKeychain = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' }

/**
 * Specs written with this `test` run on both hosts, as the projects of playwright.config.ts name them. Whatever a
 * page complains about on its console, a breach of its content security policy included, fails the test.
 */
export const test = base.extend<Fixtures, WorkerFixtures>({
  before: [[], { option: true }],
  language: ['en-US', { option: true }],
  hostEnv: [withoutKeychain, { option: true }],
  workspaces: [
    async ({}, use) => {
      await ensureBuilt()
      using workspaces = new Workspaces()
      await use(workspaces)
    },
    { scope: 'worker' },
  ],
  sharedBrowser: [
    async ({}, use) => {
      let browser: Promise<Browser> | undefined
      await use(() => (browser ??= launchBrowser()))
      await (await browser)?.close()
    },
    { scope: 'worker' },
  ],
  grantdesk: async ({ before, language, hostEnv, workspaces, sharedBrowser }, use, info) => {
    const dataDirectory = await workspaces.fresh(before)
    const problems: string[] = []
    const settings: HostSettings = {
      dataDirectory,
      locale: language,
      env: hostEnv,
      watch: (page) => {
        listen(page, problems)
      },
    }
    const opened: Opened[] = []
    const open = async (host: HostName): Promise<Page> => {
      const one = await (host === 'desktop'
        ? openDesktop(settings)
        : openTab(await sharedBrowser(), settings))
      opened.push(one)
      return one.page
    }
    try {
      await use({
        page: await open(hostOf(info.project.metadata)),
        dataDirectory,
        command: (...args) => runCommand(dataDirectory, args),
        openBeside: () => open('browser'),
      })
    } finally {
      for (const one of opened) await one.close()
    }
    base.expect(problems, 'what the pages complained about').toEqual([])
  },
})

export { expect } from '@playwright/test'

function hostOf(metadata: unknown): HostName {
  const isDesktop = typeof metadata === 'object' && metadata !== null && 'host' in metadata
  return isDesktop && metadata.host === 'desktop' ? 'desktop' : 'browser'
}

function listen(page: Page, problems: string[]): void {
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      problems.push(`${message.type()}: ${message.text()}`)
  })
}
