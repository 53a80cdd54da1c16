import { inspectRedirectUri, MAX_REDIRECT_URIS, splitRedirectUris } from '../../../core/model/redirect-uri.ts'
import { say } from '../../i18n.ts'

/** What the form says about one redirect URI: a sentence why it is not accepted, and remarks if it is. */
export interface RedirectRow {
  readonly uri: string
  readonly problem: string | null
  readonly remarks: readonly string[]
}

/** Judges every row with the one inspector (C4), and finds duplicates after normalization. Empty rows are silent. */
export function inspectRows(uris: readonly string[]): readonly RedirectRow[] {
  const seen = new Map<string, number>()
  return uris.map((typed, index) => {
    const uri = typed.trim()
    if (uri === '') return { uri, problem: null, remarks: [] }
    const verdict = inspectRedirectUri(uri)
    if (verdict.problem !== null || verdict.normalized === null) {
      const problem = verdict.problem ?? 'not_absolute'
      return { uri, problem: say(`clients.form.redirects.problem.${problem}`), remarks: [] }
    }
    const twin = seen.get(verdict.normalized)
    if (twin !== undefined) {
      return { uri, problem: say('clients.form.redirects.duplicate', { number: twin + 1 }), remarks: [] }
    }
    seen.set(verdict.normalized, index)
    const remarks = verdict.remarks.map((remark) => say(`clients.form.redirects.remark.${remark}`))
    return { uri, problem: null, remarks }
  })
}

/** Puts pasted lines in the place of a row, as many as the limit allows; the others come back as `over`. */
export function pasteInto(
  uris: readonly string[],
  at: number,
  text: string,
): { readonly uris: readonly string[]; readonly over: readonly string[] } {
  const before = uris.slice(0, at)
  const after = uris.slice(at + 1).filter((uri) => uri.trim() !== '')
  const lines = splitRedirectUris(text)
  const room = Math.max(0, MAX_REDIRECT_URIS - before.length - after.length)
  return { uris: [...before, ...lines.slice(0, room), ...after], over: lines.slice(room) }
}
