/** Names of parameters that carry what opens a door or tells who somebody is. */
const tellingName =
  /^(?:(?:access|auth|bearer|id|refresh|session|sso)?[_-]?token|jwt|(?:api|access|app|private|subscription)?[_-]?key|(?:client|app|shared)?[_-]?secret|pass(?:word|wd|phrase)?|pwd|sig(?:nature)?|credentials?|(?:php)?sess(?:ion)?[_-]?id|session|e-?mail|user(?:[_-]?name)?|login[_-]?hint|phone)$/i
const mailAddress = /[^\s@=&]+(?:@|%40)[^\s@=&]+\.[a-z]{2,}/i

/** The first parameter of the query that carries a secret or an identifier, by its name. */
export function tellingParameter(uri: string): string | undefined {
  const telling = queryOf(uri).find(isTelling)
  return telling === undefined ? undefined : (telling.split('=')[0] ?? '')
}

/** The URI without such parameters; the others stay as they are, to the letter. */
export function withoutTellingParameters(uri: string): string {
  const query = queryOf(uri)
  const kept = query.filter((parameter) => !isTelling(parameter))
  if (kept.length === query.length) return uri
  const [head = '', fragment] = uri.split('#', 2)
  const address = head.slice(0, head.indexOf('?'))
  return (
    address + (kept.length > 0 ? `?${kept.join('&')}` : '') + (fragment === undefined ? '' : `#${fragment}`)
  )
}

function queryOf(uri: string): readonly string[] {
  const query = /^[^?#]*\?([^#]*)/.exec(uri)?.[1] ?? ''
  return query === '' ? [] : query.split('&')
}

/** A name without a value gives nothing away. */
function isTelling(parameter: string): boolean {
  const [name, value] = splitOnce(parameter)
  return (value !== '' && tellingName.test(name)) || mailAddress.test(parameter)
}

function splitOnce(parameter: string): readonly [string, string] {
  const at = parameter.indexOf('=')
  return at < 0 ? [parameter, ''] : [parameter.slice(0, at), parameter.slice(at + 1)]
}
