/** What the application did to the world outside its window; tests read it, nothing of it really happens. */
export interface StandInRecord {
  /** Addresses handed to the system's browser. */
  readonly openedExternally: string[]
  /** What was kept from happening, such as `network https://example.org/` or `navigate https://example.org/`. */
  readonly blocked: string[]
  readonly errorBoxes: { readonly title: string; readonly content: string }[]
  /** Menu roles that the platform would have carried out, such as `about`. */
  readonly roles: string[]
}

export const record: StandInRecord = { openedExternally: [], blocked: [], errorBoxes: [], roles: [] }
