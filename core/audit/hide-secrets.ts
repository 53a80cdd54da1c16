import type { Json } from '../model/audit-event.ts'
import type { FindingSubject } from '../model/finding.ts'
import type { FieldChange } from '../organization/field-changes.ts'
import { findSecrets, withoutSecrets } from './rules/find-secrets.ts'
import { withoutUser } from './rules/shown-uri.ts'

/** No secret that has a form is shorter, with the word in front of it. */
const SHORTEST = 12
const scheme = /^[A-Za-z][A-Za-z0-9+.-]*:\/?\//

/** A text of a record as the audit repeats it: without what looks like a secret (F4). */
export function shownText(text: string): string {
  if (text.length < SHORTEST) return text
  if (!scheme.test(text)) return withoutSecrets(text, findSecrets(text, 'text'))
  const anonymous = withoutUser(text)
  return withoutSecrets(anonymous, findSecrets(anonymous, 'uri'))
}

/** What a finding is about, by a name without what looks like a secret. */
export function shownSubject(subject: FindingSubject): FindingSubject {
  const name = shownText(subject.name)
  return name === subject.name ? subject : { ...subject, name }
}

/** The same for every text in a value. */
function shownValue(value: Json): Json {
  if (typeof value === 'string') return shownText(value)
  if (value === null || typeof value !== 'object') return value
  if (isList(value)) return value.map(shownValue)
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shownValue(item)]))
}

/** A change of a field as the audit tells of it; that it is one stays, also where only a secret differs. */
export function shownChange(change: FieldChange): FieldChange {
  return {
    ...change,
    before: shownValue(change.before),
    after: shownValue(change.after),
    added: change.added.map(shownText),
    removed: change.removed.map(shownText),
  }
}

/** Whether the audit may not repeat a value as it is. */
export function holdsSecret(value: Json): boolean {
  if (typeof value === 'string') return shownText(value) !== value
  if (value === null || typeof value !== 'object') return false
  return (isList(value) ? value : Object.values(value)).some(holdsSecret)
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}
