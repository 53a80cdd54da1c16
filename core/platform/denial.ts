import type { Check, Decision } from '../model/decision.ts'
import type { Operation } from '../model/operation.ts'
import { describeCheck, type DescribedCheck } from '../wording/describe-decision.ts'
import type { Language } from '../wording/say.ts'
import { invalidToken } from './bearer-token.ts'
import { PlatformRefusal, type PlatformCode, type RefusalReason } from './platform-refusal.ts'

interface Denied {
  readonly decision: Decision
  readonly operation: Operation
  readonly language: Language
}

/**
 * Which refusal speaks where several checks failed. A token whose client, authorization or user is no longer in force
 * has stopped being one (A5, C8, RFC 6750 §3.1): its app has to ask for another, so that is said before anything else.
 */
const order: readonly PlatformCode[] = [
  'bad.credentials',
  'not.a.user',
  'not.authorized',
  'app.not.authorized.for.scope',
  'missing.any.permissions',
  'missing.permissions',
]

/** The vendor's refusal for a call that policy denies, with every failed check as a sentence of its own (P3). */
export function denial(denied: Denied): PlatformRefusal {
  const failed = denied.decision.checks.filter(({ result }) => result === 'failed')
  const codes = failed.map((check) => codeOf(check, denied.operation))
  const code = order.find((candidate) => codes.includes(candidate)) ?? 'not.authorized'
  const { operation, language } = denied
  return new PlatformRefusal(code, {
    params: paramsOf(code, operation),
    reasons: failed.map((check) => reasonFor(check, codeOf(check, operation), language)),
    headers: challenges[code] ?? {},
  })
}

/** 501 with the decision: policy would allow the call, but nothing here answers it (S5). */
export function notImplemented({ decision, operation, language }: Denied): PlatformRefusal {
  const name = `${operation.method} ${operation.path}`
  return new PlatformRefusal('not.implemented', {
    params: { operation: name, outcome: decision.outcome },
    reasons: decision.checks.map((check) => reasonFor(check, `check.${check.result}`, language)),
  })
}

function codeOf({ name, evidence }: Check, { permissions }: Operation): PlatformCode {
  switch (name) {
    case 'client':
    case 'authorization':
      return 'bad.credentials'
    case 'scope':
      return 'app.not.authorized.for.scope'
    case 'permission':
      if (evidence.key === 'permission.no_user') return 'not.a.user'
      if (evidence.key.startsWith('permission.user_')) return 'bad.credentials'
      return permissions.match === 'any' && permissions.names.length > 1
        ? 'missing.any.permissions'
        : 'missing.permissions'
    default:
      return evidence.key === 'operation.token_ended' ? 'bad.credentials' : 'not.authorized'
  }
}

function paramsOf(code: PlatformCode, { scopes, permissions }: Operation): Readonly<Record<string, string>> {
  if (code === 'app.not.authorized.for.scope') return { scopes: scopes.join(', ') }
  return code.startsWith('missing.') ? { permissions: permissions.names.join(', ') } : {}
}

/** What the app should make of it (RFC 6750 §3.1). */
const challenges: Partial<Record<PlatformCode, Readonly<Record<string, string>>>> = {
  'bad.credentials': invalidToken,
  'app.not.authorized.for.scope': { 'www-authenticate': 'Bearer error="insufficient_scope"' },
}

function reasonFor(check: Check, code: string, language: Language): RefusalReason {
  return describedReason(describeCheck(check, language), code)
}

function describedReason(
  { evidence, rule, name, result, children }: DescribedCheck,
  code: string,
): RefusalReason {
  const failed = children.filter((child) => child.result === 'failed')
  return {
    code,
    message: evidence,
    detail: { errorCode: rule, fieldName: name },
    // What passed inside a failed check explains nothing that is missing.
    reasons: result === 'failed' ? failed.map((child) => describedReason(child, code)) : [],
  }
}
