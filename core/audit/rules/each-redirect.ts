import type { Fix } from '../../model/finding.ts'
import type { ReadRedirect } from '../read-redirect.ts'
import type { AuditSetting, ClientRecord, ClientRule, FoundInClient } from '../rule.ts'
import { areAccepted, replaceRedirects } from './change-redirects.ts'
import { ofOwnClients } from './own-records.ts'

/** What a rule says of one redirect URI; the place is the URI's. */
type FoundInRedirect = Omit<FoundInClient, 'at' | 'fix'>

/** The same with what should stand in the place of the URI; undefined where a person has to find that out. */
interface MendableRedirect extends Pick<FoundInClient, 'evidence'> {
  readonly mended: readonly string[] | undefined
}

/** What most rules say of most clients: a list costs less than a generator that yields nothing. */
const nothing: readonly FoundInClient[] = []

type Look<Found> = (redirect: ReadRedirect, record: ClientRecord, setting: AuditSetting) => Found | undefined

/** A check that looks at one redirect URI after the other. */
export function eachRedirect(look: Look<FoundInRedirect>): ClientRule['check'] {
  return ofOwnClients((record, setting) => {
    let all: FoundInClient[] | undefined
    for (const redirect of record.redirects) {
      const found = look(redirect, record, setting)
      if (found) (all ??= []).push({ at: ['redirectUris', redirect.index], ...found })
    }
    return all ?? nothing
  })
}

/** The same where each URI can be mended: one change mends all of a client, so that none undoes another. */
export function eachMendable(look: Look<MendableRedirect>): ClientRule['check'] {
  return ofOwnClients((record, setting) => {
    const looks = record.redirects.map((redirect) => look(redirect, record, setting))
    if (looks.every((looked) => looked === undefined)) return nothing
    const all: FoundInClient[] = []
    const replacements = new Map<number, readonly string[]>()
    for (const [index, looked] of looks.entries()) {
      if (looked?.mended && areAccepted(looked.mended)) replacements.set(index, looked.mended)
    }
    const change = replaceRedirects(record, replacements)
    for (const [index, looked] of looks.entries()) {
      if (!looked) continue
      const fix: Fix = replacements.has(index) ? change : { kind: 'guided' }
      all.push({ at: ['redirectUris', index], evidence: looked.evidence, fix })
    }
    return all
  })
}
