import { formatDuration, parseDuration } from '../../../core/model/duration.ts'
import type { ClientForm } from './client-form.ts'

export type FormPart = keyof ClientForm

/** A field that somebody changed: by them, by us, by both to the same, or by both differently. */
export interface MergedPart {
  readonly part: FormPart
  readonly kind: 'theirs' | 'yours' | 'same' | 'conflict'
}

const parts = [
  'name',
  'description',
  'contact',
  'environment',
  'grantType',
  'pkce',
  'durationText',
  'redirectUris',
  'scopes',
  'roleGrants',
  'addressText',
] as const satisfies readonly FormPart[]

/** Compares what was opened with what stands there now and with what the person entered. */
export function compareThree(base: ClientForm, theirs: ClientForm, yours: ClientForm): readonly MergedPart[] {
  const merged: MergedPart[] = []
  for (const part of parts) {
    const [was, is, mine] = [textOf(base, part), textOf(theirs, part), textOf(yours, part)]
    if (was === is && was === mine) continue
    if (is === mine) merged.push({ part, kind: 'same' })
    else if (was === mine) merged.push({ part, kind: 'theirs' })
    else merged.push({ part, kind: was === is ? 'yours' : 'conflict' })
  }
  return merged
}

/** Their record with the person's own changes on it; `keepYours` settles the fields that both changed. */
export function mergeForms(theirs: ClientForm, yours: ClientForm, taken: ReadonlySet<FormPart>): ClientForm {
  const own = Object.fromEntries([...taken].map((part) => [part, yours[part]]))
  return { ...theirs, ...own }
}

/** A value for comparing: lists without their order, durations in seconds. */
function textOf(form: ClientForm, part: FormPart): string {
  const value = form[part]
  if (part === 'durationText') {
    const seconds = parseDuration(form.durationText)
    return seconds === undefined ? form.durationText : formatDuration(seconds)
  }
  if (typeof value !== 'object') return String(value)
  return value
    .map((item) => (typeof item === 'string' ? item : `${item.roleId} ${item.divisionId}`))
    .sort()
    .join('\n')
}
