import type { OutputOf } from '../core/contract/contract.ts'
import { roleGrant } from '../core/contract/shapes.ts'
import type { Json } from '../core/model/audit-event.ts'
import { roleGrantText, roleName } from './resolve.ts'
import type { Directory, Session } from './session.ts'
import { formatSeconds, plain } from './text.ts'

type FieldChange = OutputOf<'client.previewEdit'>[number]

/** What changes, field by field: lists by what comes and goes, everything else as before and after (C11). */
export function diffLines(
  { out, words }: Session,
  directory: Directory,
  changes: readonly FieldChange[],
): readonly string[] {
  if (changes.length === 0) return [words.noChanges]
  return changes.flatMap((change) => {
    const title = `${words.fieldNames[change.field] ?? change.field}${change.dropped ? ` ${words.dropped}` : ''}`
    const removed = (text: string) => out.style('red', `  - ${text}`)
    const added = (text: string) => out.style('green', `  + ${text}`)
    if (change.added.length > 0 || change.removed.length > 0) {
      const itemText = (item: string) => plain(listItem(directory, change.field, item))
      return [title, ...change.removed.map(itemText).map(removed), ...change.added.map(itemText).map(added)]
    }
    return [
      title,
      removed(valueText(directory, change.field, change.before)),
      added(valueText(directory, change.field, change.after)),
    ]
  })
}

function valueText(directory: Directory, field: string, value: Json): string {
  if (field === 'tokenDuration' && typeof value === 'number') return formatSeconds(value)
  if (Array.isArray(value)) {
    return value.map((item: Json) => valueText(directory, field, item)).join(', ') || '–'
  }
  if (value === null || value === '') return '–'
  return plain(listItem(directory, field, typeof value === 'string' ? value : JSON.stringify(value)))
}

/** Ids of roles and divisions as names; a role grant comes as the JSON of its two ids. */
function listItem(directory: Directory, field: string, item: string): string {
  if (field === 'roleIds') return roleName(directory, item)
  if (field !== 'roleGrants') return item
  const grant = roleGrant.safeParse(JSON.parse(item))
  return grant.success ? roleGrantText(directory, grant.data) : item
}
