import { defineStore } from 'pinia'
import { ref } from 'vue'

export interface NoticeAction {
  readonly label: string
  run(): void | Promise<void>
}

export interface Notice {
  readonly id: number
  readonly tone: 'done' | 'failed'
  readonly text: string
  readonly action: NoticeAction | null
}

const shownFor = 8_000

/** Short messages about what has just happened. They are also read out, and fade; the history stays. */
export const useNoticesStore = defineStore('notices', () => {
  const notices = ref<readonly Notice[]>([])
  let lastId = 0

  function show(tone: Notice['tone'], text: string, action: NoticeAction | null = null): void {
    const id = ++lastId
    notices.value = [...notices.value.slice(-2), { id, tone, text, action }]
    announce(text)
    setTimeout(
      () => {
        dismiss(id)
      },
      action ? shownFor * 2 : shownFor,
    )
  }

  function dismiss(id: number): void {
    notices.value = notices.value.filter((notice) => notice.id !== id)
  }

  return { notices, show, dismiss }
})

/** Has a screen reader say something, through the live region that the page was born with. */
export function announce(text: string): void {
  const region = document.getElementById('live')
  if (!region) return
  region.textContent = ''
  setTimeout(() => {
    region.textContent = text
  }, 50)
}
