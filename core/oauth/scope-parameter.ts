import { scopeCovers } from '../model/scope.ts'
import { OAuthRefusal } from './errors.ts'

/** The values of a `scope` parameter, each once, in the order they came (RFC 6749 §3.3). */
function readScopes(text: string): readonly string[] {
  const values = text.split(' ')
  if (!values.every((value) => /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(value))) {
    throw new OAuthRefusal('invalid_scope', 'parameter `scope` is malformed')
  }
  return [...new Set(values)]
}

/**
 * What a `scope` parameter narrows a grant to; the grant as it is where there is none. Nothing is ever added, and `x` may
 * be narrowed to `x:readonly` (S1).
 */
export function narrowScopes(
  parameter: string | undefined,
  held: readonly string[],
): readonly string[] | null {
  if (parameter === undefined) return null
  const wanted = readScopes(parameter)
  const beyond = wanted.find((scope) => !held.some((one) => scopeCovers(one, scope)))
  if (beyond === undefined) return wanted
  throw new OAuthRefusal('invalid_scope', `${nameOf(beyond)} is not held by this client`)
}

/** What does not look like a scope may be something else that was put there, such as a secret, and is not repeated (F4). */
function nameOf(scope: string): string {
  return /^[a-z][a-z0-9:-]{0,99}$/.test(scope) ? `scope \`${scope}\`` : 'a scope'
}
