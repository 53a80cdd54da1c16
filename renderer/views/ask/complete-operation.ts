import type { Operation } from '../../../core/model/operation.ts'
import { operationName } from '../../../core/model/operation.ts'
import type { ComboOption } from '../../components/ComboBox.vue'
import { formatList } from '../../format.ts'
import { currentLanguage, say } from '../../i18n.ts'
import type { useAskStore } from '../../stores/ask.ts'

const namesShown = 2

/** `post  /api/v2/users` as `POST /api/v2/users`; null for a text that is no method and path. */
export function readOperation(text: string): string | null {
  const match = /^([a-z]+)\s+(\/\S*)$/i.exec(text.trim())
  const [, method, path] = match ?? []
  return method === undefined || path === undefined ? null : `${method.toUpperCase()} ${path}`
}

/** Operations of the catalogue that match, and what was typed if it is one itself: a concrete path, or unknown. */
export async function completeOperation(
  text: string,
  ask: Pick<ReturnType<typeof useAskStore>, 'findOperations' | 'nameOperation'>,
): Promise<readonly ComboOption[]> {
  const typed = readOperation(text)
  const [found, template] = await Promise.all([
    ask.findOperations(text),
    typed === null ? null : ask.nameOperation(typed),
  ])
  const options = found.ok ? found.value.operations.map(optionOf) : []
  if (typed === null) return options
  const exact = options.find((option) => option.value === typed)
  if (exact) return [exact, ...options.filter((option) => option !== exact)]
  const own = { value: typed, label: typed }
  if (template === null) return [...options, { ...own, detail: say('ask.operationUnknown') }]
  return [{ ...own, detail: say('ask.operationPath', { operation: template }) }, ...options]
}

function optionOf(operation: Operation): ComboOption {
  const name = operationName(operation)
  return { value: name, label: name, detail: needsOf(operation) }
}

function needsOf({ acceptsOAuth, permissions }: Operation): string {
  if (!acceptsOAuth) return say('ask.operationNeeds.guests')
  if (permissions.names.length === 0) return say('ask.operationNeeds.nothing')
  const names = permissions.names.slice(0, namesShown)
  const shown = say('ask.operationNeeds.permissions', {
    permissions: formatList(
      names,
      currentLanguage(),
      permissions.match === 'all' ? 'conjunction' : 'disjunction',
    ),
  })
  const more = permissions.names.length - names.length
  return more === 0 ? shown : say('ask.operationNeeds.more', { shown, count: more })
}
