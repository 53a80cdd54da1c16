import { html } from './html.ts'

/** Pictures beside words; none of them says anything by itself. */
export const logo = html`<svg viewBox="0 0 512 512" width="20" height="20" aria-hidden="true">
  <rect width="512" height="512" rx="104" fill="#2354c5" />
  <path
    d="M254 254 402 402M402 402l-40 40M346 346l-44 44"
    fill="none"
    stroke="#fff"
    stroke-width="44"
    stroke-linecap="round"
    stroke-linejoin="round"
  />
  <circle cx="198" cy="198" r="114" fill="#fff" />
  <path
    d="M150 202l34 34 66-72"
    fill="none"
    stroke="#2354c5"
    stroke-width="36"
    stroke-linecap="round"
    stroke-linejoin="round"
  />
</svg>`

const line = html`viewBox="0 0 24 24" width="16" height="16" fill="none" stroke="currentColor"
stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"`

export const icons = {
  warn: html`<svg ${line}><path d="M12 4 2.5 20h19zM12 10v4m0 3v.01" /></svg>`,
  danger: html`<svg ${line}>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 8v4m0 4v.01" />
  </svg>`,
  info: html`<svg ${line}>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 12v4m0-8v.01" />
  </svg>`,
  privileged: html`<svg ${line}><path d="M12 4 2.5 20h19zM12 10v4m0 3v.01" /></svg>`,
  write: html`<svg ${line}><path d="M4 20h4L19 9l-4-4L4 16z" /></svg>`,
  read: html`<svg ${line}>
    <path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z" />
    <circle cx="12" cy="12" r="2.5" />
  </svg>`,
  pending: html`<svg ${line}><path d="M6 3h12M6 21h12M7 3v4l5 5 5-5V3M7 21v-4l5-5 5 5v4" /></svg>`,
} as const
