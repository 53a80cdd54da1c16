/** The parts of the settings; which one is shown stands in the address after `#`. */
export const settingsTabs = [
  'organization',
  'clock',
  'catalogue',
  'identity',
  'keychain',
  'appearance',
  'about',
] as const
export type SettingsTab = (typeof settingsTabs)[number]

/** The permission that the organization's settings, its clock, its catalogue and its identity providers need (O6). */
export const settingsPermission = 'directory:organization:admin'
