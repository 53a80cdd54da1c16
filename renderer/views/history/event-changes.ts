import type { AuditEvent, Json } from '../../../core/model/audit-event.ts'
import { canonicalJson } from '../../../core/model/canonical-json.ts'
import { formatDuration } from '../../../core/model/duration.ts'
import type { OutputOf } from '../../../core/contract/contract.ts'
import { formatUtc } from '../../format.ts'
import { currentLanguage, say } from '../../i18n.ts'
import type { MessageKey } from '../../i18n.ts'
import { en } from '../../locales/en/index.ts'

type FieldChange = OutputOf<'client.previewEdit'>[number]
type Fields = { readonly [field: string]: Json }

/** Fields that change with every act, or that the row says already. */
const silent: ReadonlySet<string> = new Set(['revision', 'modifiedAt', 'modifiedBy', 'createdBy'])

/** What the event's own row says already, of a record that is new or gone. */
const told: ReadonlySet<string> = new Set(['id', 'ownerId', 'clientOwnerId', 'clientId'])

/** Which of a record an event shows: how it was and is, or the whole of one that is new or gone. */
export type ChangeSide = 'both' | 'before' | 'after'

export function changeSide({ before, after }: Pick<AuditEvent, 'before' | 'after'>): ChangeSide {
  if (before === null) return 'after'
  return after === null ? 'before' : 'both'
}

/** What an event changed, field by field; of a record that is new or gone, what it holds. */
export function eventChanges(event: Pick<AuditEvent, 'before' | 'after'>): readonly FieldChange[] {
  const isWhole = changeSide(event) !== 'both'
  return allChanges(event).filter(
    (change) => !isWhole || (!told.has(change.field) && !(isBlank(change.before) && isBlank(change.after))),
  )
}

function isBlank(value: Json): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

function allChanges({ before, after }: Pick<AuditEvent, 'before' | 'after'>): readonly FieldChange[] {
  const [former, later] = [fieldsOf(before), fieldsOf(after)]
  return [...new Set([...Object.keys(former), ...Object.keys(later)])]
    .filter((field) => !silent.has(field))
    .map((field) => changeOf(field, former[field] ?? null, later[field] ?? null))
    .filter((change) => canonicalJson(change.before) !== canonicalJson(change.after))
}

function changeOf(field: string, before: Json, after: Json): FieldChange {
  const [had, has] = [itemsOf(before), itemsOf(after)]
  return {
    field,
    before,
    after,
    added: has.filter((item) => !had.includes(item)),
    removed: had.filter((item) => !has.includes(item)),
    dropped: false,
  }
}

/** The fields of a record as a person reads them: settings and state are laid out, moments and causes are words. */
function fieldsOf(record: Json): Fields {
  if (!isFields(record)) return {}
  const fields: Record<string, Json> = {}
  for (const [field, value] of Object.entries(record)) {
    if (field === 'settings' && isFields(value)) Object.assign(fields, value)
    else if (field === 'state') Object.assign(fields, stateFields(value))
    else fields[field] = wordOf(field, value)
  }
  return fields
}

function stateFields(value: Json): Fields {
  if (!isFields(value)) return { state: stateWord(value) }
  const { kind = null, removalAt = null } = value
  return { state: stateWord(kind), ...(removalAt === null ? {} : { removalAt: momentWord(removalAt) }) }
}

function stateWord(state: Json): Json {
  return typeof state === 'string' && state in en.common.state
    ? say(`common.state.${state}` as MessageKey)
    : state
}

function wordOf(field: string, value: Json): Json {
  if (field === 'clockOffset' && typeof value === 'number')
    return formatDuration(Math.round(value / 60_000) * 60)
  if (field === 'tokenIdleTimeout' && typeof value === 'number') return formatDuration(value)
  if (field.endsWith('At')) return momentWord(value)
  if (field === 'certificates' && Array.isArray(value)) return value.map(certificateWord)
  if (field === 'revocationCause' && typeof value === 'string' && value in en.history.cause) {
    return say(`history.cause.${value}` as MessageKey)
  }
  return value
}

/** A certificate is long and alike at its beginning. */
function certificateWord(value: Json): Json {
  if (typeof value !== 'string') return value
  const end = value.replace(/-----[^-]*-----|\s/g, '').slice(-16)
  return say('history.certificate', { end })
}

function momentWord(value: Json): Json {
  const isMoment = typeof value === 'string' && !Number.isNaN(Date.parse(value))
  return isMoment ? formatUtc(value, currentLanguage()) : value
}

/** The name of a field that no form has. */
export function fieldTitle(field: string): string | undefined {
  return field in en.history.field ? say(`history.field.${field}` as MessageKey) : undefined
}

function itemsOf(value: Json): readonly string[] {
  if (!Array.isArray(value)) return []
  return value.map((item: Json) => (typeof item === 'string' ? item : canonicalJson(item)))
}

function isFields(value: Json): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
