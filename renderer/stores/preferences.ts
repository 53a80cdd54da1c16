import { defineStore } from 'pinia'
import { computed, ref, watchEffect } from 'vue'
import { speak } from '../i18n.ts'
import type { Language } from '../../core/contract/shapes.ts'
import { applyTheme } from '../theme/apply-theme.ts'

export const themes = ['light', 'dark', 'system'] as const
export type ThemeChoice = (typeof themes)[number]
export const languageChoices = ['system', 'en', 'de'] as const
export type LanguageChoice = (typeof languageChoices)[number]

const themeKey = 'grantdesk.theme'
const languageKey = 'grantdesk.language'

/** What a person prefers on this machine: theme and language. Neither is part of an organization. */
export const usePreferencesStore = defineStore('preferences', () => {
  const systemDark = window.matchMedia('(prefers-color-scheme: dark)')
  const systemIsDark = ref(systemDark.matches)
  systemDark.addEventListener('change', (event) => {
    systemIsDark.value = event.matches
  })

  const theme = ref<ThemeChoice>(oneOf(themes, localStorage.getItem(themeKey)) ?? 'system')
  const languageChoice = ref<LanguageChoice>(
    oneOf(languageChoices, localStorage.getItem(languageKey)) ?? 'system',
  )

  const isDark = computed(() => (theme.value === 'system' ? systemIsDark.value : theme.value === 'dark'))
  const language = computed<Language>(() => {
    if (languageChoice.value !== 'system') return languageChoice.value
    return navigator.language.toLowerCase().startsWith('de') ? 'de' : 'en'
  })

  watchEffect(() => {
    applyTheme(isDark.value)
    localStorage.setItem(themeKey, theme.value)
  })
  watchEffect(() => {
    speak(language.value)
    localStorage.setItem(languageKey, languageChoice.value)
  })

  function nextTheme(): void {
    theme.value = themes[(themes.indexOf(theme.value) + 1) % themes.length] ?? 'system'
  }

  return { theme, languageChoice, isDark, language, nextTheme }
})

function oneOf<Choice extends string>(choices: readonly Choice[], text: string | null): Choice | undefined {
  return choices.find((choice) => choice === text)
}
