/** What `launchDesktop` tells the stand-in, through one environment variable. */
export interface StandInSettings {
  /** The browser's executable; null for the one that Playwright downloaded. */
  readonly chromium: string | null
  /** An empty folder for Chromium's profile. */
  readonly profile: string
  readonly locale: string
  readonly packaged: boolean
  readonly version: string
  readonly systemTheme: 'light' | 'dark'
}

export const settingsVariable = 'GRANTDESK_STAND_IN'

export function readSettings(): StandInSettings {
  const text = process.env[settingsVariable]
  if (text === undefined) throw new Error('the stand-in is started by launchDesktop only')
  // Written by launchDesktop in the same run.
  return JSON.parse(text) as StandInSettings
}
