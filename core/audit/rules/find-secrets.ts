import { REMOVED_SECRET } from '../../model/removed-secret.ts'

/** What a text gives away, by its form. */
export type SecretKind =
  'private_key' | 'jwt' | 'bearer_token' | 'provider_key' | 'assigned_secret' | 'random_text'

/** Where something that looks like a secret stands in a text; it is never repeated (F4). */
export interface SecretPlace {
  readonly kind: SecretKind
  readonly start: number
  readonly end: number
}

/** Forms that are known, the surest first; `group` is the part that is the secret, where it is not the whole. */
const shapes: readonly { readonly kind: SecretKind; readonly form: RegExp }[] = [
  {
    kind: 'private_key',
    form: /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g,
  },
  { kind: 'jwt', form: /\beyJ[\w-]{8,4000}\.[\w-]{8,4000}\.[\w-]*/g },
  { kind: 'bearer_token', form: /(?<=\b[Bb]earer\s{1,4})[\w.~+/-]{20,}=*/g },
  {
    kind: 'provider_key',
    form: /\b(?:AKIA[A-Z0-9]{16}|gh[opsu]_\w{30,}|github_pat_\w{30,}|glpat-[\w-]{20,}|xox[abpr]-[\w-]{10,}|[rs]k_live_\w{16,}|AIza[\w-]{35})/g,
  },
]

const secretWord =
  'client[ _-]?secret|secret|passwor[dt]|passwd|pwd|kennwort|api[ _-]?key|access[ _-]?key|access[ _-]?token|refresh[ _-]?token|token'
/** `secret=…`, `"password": "…"`; what is assigned is judged apart. */
const assignment = new RegExp(
  `(?<![A-Za-z])(?:${secretWord})["']?\\s{0,3}([=:])\\s{0,3}["']?([^\\s"',;&#)]{8,})`,
  'gi',
)

/** A run of characters of base64url, and outside URIs also of base64, whose slashes a path would have. */
const runs = { text: /[\w+/-]{40,}={0,2}/g, uri: /[\w-]{40,}={0,2}/g } as const

/** What every form above begins with or holds: two quick looks that spare nearly all texts the others. */
const hint =
  /-----BEGIN|eyJ|bearer|AKIA|AIza|gh[opsu]_|github_pat_|glpat-|xox|k_live_|(?:secret|passwor[dt]|passwd|pwd|kennwort|key|token)["']?\s{0,3}[=:]/i
const longRun = /[\w+/-]{40}/

const uuid = /^[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}$/i
/** What people write where a secret would stand. */
const placeholder = /^[[<{$*(]|^(https?|vault|arn|keychain):|x{4}|\.\.\.|…|redacted|removed|example|your/i

/**
 * Everything in a text that looks like a secret, from left to right, without overlaps. A UUID is an id; a run of 40 or more
 * characters counts where upper case, lower case and digits are as mixed as chance mixes them, which no words are.
 */
export function findSecrets(text: string, form: 'text' | 'uri'): readonly SecretPlace[] {
  if (!hint.test(text) && !longRun.test(text)) return []
  const found: SecretPlace[] = []
  const add = (kind: SecretKind, start: number, length: number) => {
    const end = start + length
    if (!found.some((place) => start < place.end && place.start < end)) found.push({ kind, start, end })
  }
  for (const { kind, form: shape } of shapes) {
    for (const match of text.matchAll(shape)) add(kind, match.index, match[0].length)
  }
  for (const match of text.matchAll(assignment)) {
    const [whole, sign, value = ''] = match
    if (isAssigned(value, sign === '=')) {
      add('assigned_secret', match.index + whole.length - value.length, value.length)
    }
  }
  for (const match of text.matchAll(runs[form])) {
    if (isRandom(match[0])) add('random_text', match.index, match[0].length)
  }
  return found.sort((one, other) => one.start - other.start)
}

/** The text with what looks like a secret taken out. */
export function withoutSecrets(text: string, places: readonly SecretPlace[]): string {
  let kept = ''
  let from = 0
  for (const { start, end } of places) {
    kept += text.slice(from, start) + REMOVED_SECRET
    from = end
  }
  return kept + text.slice(from)
}

/** After a colon people also write sentences: there it takes a letter and a digit. */
function isAssigned(value: string, isExact: boolean): boolean {
  if (uuid.test(value) || placeholder.test(value) || /^\d+$/.test(value)) return false
  return isExact || (/\d/.test(value) && /[A-Za-z]/.test(value))
}

/** Bits of a character, above which a run of 40 cannot be words or a path; such runs of chance have about 4.9. */
const RANDOM_BITS = 4.5

function isRandom(run: string): boolean {
  return /[a-z]/.test(run) && /[A-Z]/.test(run) && /\d/.test(run) && entropyOf(run) > RANDOM_BITS
}

/** Shannon's entropy of the characters, in bits of each. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>()
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length)
  return bits
}
