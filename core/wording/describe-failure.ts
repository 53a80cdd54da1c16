import type { Failure, FailureCode } from '../model/failure.ts'
import type { WordingKey } from './english.ts'
import { isWordingKey, say, sayByKey, type Fillings, type Language } from './say.ts'
import { MAX_TOKEN_DURATION } from '../model/duration.ts'

/** The sentence of a refusal: it names the field, the value and the rule (house style: one lower-case clause). */
export function describeFailure(failure: Failure, language: Language): string {
  const params = failure.params ?? {}
  const fillings: Record<string, string | number> = {
    field: failure.field ?? '',
    value: failure.value ?? '',
    place: placeOf(params, language),
    ...params,
    ...translated(failure.code, params, language),
  }
  if (failure.code === 'client_text_too_long') {
    fillings['field'] = fieldName(failure.field ?? '', language)
  }
  if (failure.code === 'input_invalid') {
    fillings['ofValue'] = failure.value ? say(language, 'failure.input_invalid_value', fillings) : ''
  }
  if (failure.code === 'duration_out_of_range') {
    fillings['scimHint'] =
      Number(params['seconds']) > MAX_TOKEN_DURATION ? say(language, 'failure.duration_scim_hint') : ''
  }
  if (failure.code === 'record_changed') {
    fillings['byWhom'] = params['by'] ? say(language, 'failure.record_changed_by', params) : ''
  }
  const sentence = say(language, keyOf(failure), fillings)
  return failure.rule === undefined ? sentence : `${sentence} (${failure.rule})`
}

function keyOf({ code, params }: Failure): WordingKey {
  // A scope is required of a client by its grant type (C5), or of an approval, which speaks of no grant type (A2).
  if (code === 'scope_required' && params?.['grantType'] === undefined) return 'failure.scope_required_grant'
  // An empty address has no value to repeat.
  if (code === 'redirect_uri_invalid' && params?.['problem'] === 'empty') return 'failure.redirect_uri_empty'
  if (code === 'port_taken' && params?.['holder'] !== undefined) return 'failure.port_taken_by'
  return `failure.${code}`
}

/** Where the words of a refusal's own problems stand, beside those that all have. */
const problemWords: Readonly<Partial<Record<FailureCode, string>>> = {
  redirect_uri_invalid: 'redirect_uri',
  policy_invalid: 'policy_problem',
  suppression_invalid: 'policy_problem',
  authorize_url_unreadable: 'inspect.problem',
}

/** Parameters that are codes themselves become words. */
function translated(code: FailureCode, params: Fillings, language: Language): Record<string, string> {
  const words: Record<string, string> = {}
  const translate = (name: string, prefix: string) => {
    const key = `${prefix}.${String(params[name])}`
    if (params[name] !== undefined && isWordingKey(key)) words[name] = sayByKey(language, key, params)
  }
  translate('state', 'state')
  translate('grantType', 'grant_type')
  translate('reason', 'undo')
  translate('problem', 'problem')
  translate('problem', problemWords[code] ?? 'problem')
  const { problem } = words
  if (problem !== undefined) words['problem'] = placed(problem, params, language)
  const fields = params['fields']
  if (typeof fields === 'string') {
    words['fields'] = fields
      .split(', ')
      .map((field) => fieldName(field, language))
      .join(', ')
  }
  if (params['division'] === '*') words['division'] = say(language, 'division.every')
  return words
}

/** A problem after the place that shows it, where one is known; numbers of lines are written without separators. */
function placed(problem: string, { line, column, text }: Fillings, language: Language): string {
  if (line === undefined || column === undefined) return problem
  const place = { line: String(line), column: String(column), problem }
  return text === undefined
    ? say(language, 'place.line', place)
    : say(language, 'place.text', { ...place, text })
}

/** Where a file shows a problem, inside a sentence: at a JSON pointer or in a line; nothing where neither is known. */
function placeOf({ pointer, line }: Fillings, language: Language): string {
  if (typeof pointer === 'string') return say(language, 'place.at_pointer', { pointer })
  return line === undefined ? '' : say(language, 'place.in_line', { line: String(line) })
}

/** A field as people know it; one that has no name of its own is called as the contract calls it. */
function fieldName(field: string, language: Language): string {
  const key = `field.${field}`
  return isWordingKey(key) ? sayByKey(language, key) : field
}
