import { expect } from 'vitest'
import type { Check } from '../../../core/model/decision.ts'
import { decide } from '../../../core/policy/decide.ts'
import { questionOf, viewOf, type World, type WorldQuestion } from '../../support/policy-world.ts'

/** An organization in which every check passes; each test changes one thing. */
export const world = {
  divisions: { home: 'Home', sales: 'Sales' },
  roles: { Reader: ['directory:user:view'], Adder: ['directory:user:add'], Other: ['routing:queue:view'] },
  users: { Jonas: { roles: ['Adder@home'] } },
  clients: { Desktop: { scopes: ['users', 'routing'] } },
  authorizations: { Desktop: { scopes: ['users'] } },
  operations: { 'POST /api/v2/users': { any: ['directory:user:add'], scopes: ['users'] } },
} satisfies World

export const question = {
  client: 'Desktop',
  user: 'Jonas',
  operation: 'POST /api/v2/users',
} satisfies WorldQuestion

export const service = {
  ...world,
  clients: { Service: { grantType: 'client_credentials', roles: ['Adder@home'] } },
} satisfies World

export const asService = { client: 'Service', operation: 'POST /api/v2/users' } satisfies WorldQuestion

export function ask(changed: World, asked: WorldQuestion = question) {
  return decide(questionOf(asked), viewOf(changed))
}

export function checkOf(rule: string, changed: World, asked: WorldQuestion = question): Check {
  const found = ask(changed, asked).checks.find((check) => check.rule === rule)
  if (!found) throw new Error(`no check cites ${rule}`)
  return found
}

/** The decision denies because of this check and no other. */
export function expectDenied(
  rule: string,
  key: string,
  changed: World,
  asked: WorldQuestion = question,
): Check {
  const { outcome, checks } = ask(changed, asked)
  expect(outcome).toBe('deny')
  expect(checks.filter((check) => check.result === 'failed').map((check) => check.rule)).toEqual([rule])
  const found = checkOf(rule, changed, asked)
  expect(found.evidence.key).toBe(key)
  return found
}

export function expectAllowed(changed: World, asked: WorldQuestion = question): void {
  expect(ask(changed, asked).outcome).toBe('allow')
}
