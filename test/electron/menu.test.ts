import type { MenuItemConstructorOptions } from 'electron'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { menuTemplate } from '../../electron/main/menu.ts'
import { menuWords } from '../../electron/main/menu-words.ts'
import type { FixtureBuild, FixtureWindow } from '../support/electron/fixture-desktop.ts'
import { fixtureBuild, launchFixture, loadedPage } from '../support/electron/fixture-desktop.ts'

let build: FixtureBuild
beforeAll(async () => {
  build = await fixtureBuild()
})
afterAll(() => {
  build.remove()
})

describe('the menu of a running desktop', () => {
  it('tells the page what was chosen, in English and in German', async () => {
    const commands = [
      ...['newClient', 'importCatalogue', 'openSnapshot'],
      ...['goClients', 'goApps', 'goAsk', 'goMatrix', 'goAudit', 'goHistory'],
    ]
    const paths = {
      'en-GB': [
        ['File', 'New client…'],
        ['File', 'Import API document…'],
        ['File', 'Open snapshot…'],
        ['Go', 'OAuth clients'],
        ['Go', 'Authorized apps'],
        ['Go', 'Ask'],
        ['Go', 'Matrix'],
        ['Go', 'Audit'],
        ['Go', 'History'],
      ],
      'de-AT': [
        ['Datei', 'Neuer Client…'],
        ['Datei', 'API-Dokument importieren…'],
        ['Datei', 'Snapshot öffnen…'],
        ['Gehe zu', 'OAuth-Clients'],
        ['Gehe zu', 'Autorisierte Apps'],
        ['Gehe zu', 'Fragen'],
        ['Gehe zu', 'Matrix'],
        ['Gehe zu', 'Prüfung'],
        ['Gehe zu', 'Verlauf'],
      ],
    }
    for (const [locale, clicks] of Object.entries(paths)) {
      const desktop = await launchFixture(build, { locale })
      const page = await loadedPage(desktop)
      for (const path of clicks) await desktop.clickMenu(path)

      const heard = () =>
        page.evaluate(() => (window as unknown as FixtureWindow).heard.map(({ message }) => message))
      await expect.poll(heard).toEqual(commands.map((command) => ({ command })))
      await desktop.close()
    }
  })

  it('offers no developer tools in an installed application (A5)', async () => {
    const desktop = await launchFixture(build, { packaged: true })
    await loadedPage(desktop)
    const view = await desktop.evaluate(({ Menu, BrowserWindow }) => ({
      roles: Menu.getApplicationMenu()
        ?.items.find(({ label }) => label === 'View')
        ?.submenu?.items.map(({ role }) => role ?? ''),
      preferences: (BrowserWindow.getAllWindows()[0] as unknown as { options: { webPreferences: object } })
        .options.webPreferences,
    }))

    expect(view.roles).not.toContain('reload')
    expect(view.roles).not.toContain('toggleDevTools')
    expect(view.preferences).toMatchObject({ devTools: false })
    await desktop.close()
  })
})

describe('the menu template', () => {
  const template = (platform: NodeJS.Platform, development = false, locale = 'en') =>
    menuTemplate({
      words: menuWords(locale),
      platform,
      development,
      theme: 'light',
      onCommand: () => undefined,
      onTheme: () => undefined,
    })

  const flat = (items: readonly MenuItemConstructorOptions[]): readonly MenuItemConstructorOptions[] =>
    items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])])

  it('shows developer tools only in development (A5)', () => {
    const roles = (development: boolean) => flat(template('linux', development)).map(({ role }) => role)

    expect(roles(true)).toEqual(expect.arrayContaining(['reload', 'toggleDevTools']))
    expect(roles(false)).not.toContain('toggleDevTools')
  })

  it('gives every command of the page an accelerator of its own', () => {
    const accelerators = flat(template('linux')).flatMap(({ accelerator }) => accelerator ?? [])

    expect(accelerators).toEqual([
      'CmdOrCtrl+N',
      'CmdOrCtrl+O',
      'CmdOrCtrl+Shift+O',
      'CmdOrCtrl+Q',
      'CmdOrCtrl+1',
      'CmdOrCtrl+2',
      'CmdOrCtrl+3',
      'CmdOrCtrl+4',
      'CmdOrCtrl+5',
      'CmdOrCtrl+6',
    ])
  })

  it('leaves quitting to the application menu on macOS', () => {
    expect(flat(template('darwin')).map(({ role }) => role)).toContain('appMenu')
    expect(flat(template('darwin')).map(({ role }) => role)).not.toContain('quit')
  })

  it('marks the theme that is in force', () => {
    const checked = flat(template('linux')).filter(({ checked }) => checked === true)

    expect(checked.map(({ label }) => label)).toEqual(['Light'])
  })

  it('speaks German to a German system and English to every other', () => {
    const labels = (locale: string) => template('linux', false, locale).map(({ label }) => label)

    expect(labels('de')).toEqual(['Datei', 'Bearbeiten', 'Ansicht', 'Gehe zu', 'Fenster', 'Hilfe'])
    expect(labels('de-CH')).toEqual(labels('de'))
    expect(labels('fr')).toEqual(['File', 'Edit', 'View', 'Go', 'Window', 'Help'])
    expect(labels('')).toEqual(labels('fr'))
  })
})
