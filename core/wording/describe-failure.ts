import type { Failure } from '../model/failure.ts'
import { isWordingKey, say, sayByKey, type Fillings, type Language } from './say.ts'
import { MAX_TOKEN_DURATION } from '../model/duration.ts'

/** The sentence of a refusal: it names the field, the value and the rule (house style: one lower-case clause). */
export function describeFailure(failure: Failure, language: Language): string {
  const params = failure.params ?? {}
  const fillings: Record<string, string | number> = {
    field: failure.field ?? '',
    value: failure.value ?? '',
    ...params,
    ...translated(params, language),
  }
  if (failure.code === 'duration_out_of_range') {
    fillings['scimHint'] =
      Number(params['seconds']) > MAX_TOKEN_DURATION ? say(language, 'failure.duration_scim_hint') : ''
  }
  if (failure.code === 'record_changed') {
    fillings['byWhom'] = params['by'] ? say(language, 'failure.record_changed_by', params) : ''
  }
  const sentence = say(language, `failure.${failure.code}`, fillings)
  return failure.rule === undefined ? sentence : `${sentence} (${failure.rule})`
}

/** Parameters that are codes themselves become words. */
function translated(params: Fillings, language: Language): Record<string, string> {
  const words: Record<string, string> = {}
  const translate = (name: string, prefix: string) => {
    const key = `${prefix}.${String(params[name])}`
    if (params[name] !== undefined && isWordingKey(key)) words[name] = sayByKey(language, key)
  }
  translate('state', 'state')
  translate('grantType', 'grant_type')
  translate('reason', 'undo')
  translate('problem', 'redirect_uri')
  translate('problem', 'problem')
  return words
}
