import { defineStore } from 'pinia'
import type { InputOf } from '../../core/contract/contract.ts'
import { useAdmin } from '../admin.ts'
import { usePreferencesStore } from './preferences.ts'
import { useSessionStore } from './session.ts'

export type NewOrganization = Omit<InputOf<'organization.create'>, 'language'>
export type Configuration = Omit<InputOf<'organization.configure'>, 'acting'>

/** Makes organizations, and changes the settings and the clock of the one that is open (O2, O4, O7). */
export const useOrganizationsStore = defineStore('organizations', () => {
  const { client } = useAdmin()
  const session = useSessionStore()
  const preferences = usePreferencesStore()

  const create = (wanted: NewOrganization) =>
    client['organization.create']({ ...wanted, language: preferences.language })

  const configure = (change: Configuration) =>
    client['organization.configure']({ acting: session.acting, ...change })

  /** How many apps are authorized now, for saying whom a setting reaches; null where the acting user may not know. */
  async function countAuthorized(): Promise<number | null> {
    const result = await client['app.list']({ acting: session.acting, state: 'authorized', limit: 1 })
    return result.ok ? result.value.total : null
  }

  const previewAdvance = (advance: string) => client['clock.preview']({ acting: session.acting, advance })
  const advanceClock = (advance: string, confirmRemovals: boolean) =>
    client['clock.advance']({ acting: session.acting, advance, confirmRemovals })
  const resetClock = () => client['clock.reset']({ acting: session.acting })

  return { create, configure, countAuthorized, previewAdvance, advanceClock, resetClock }
})
