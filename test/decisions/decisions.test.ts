import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { CheckResult } from '../../core/model/decision.ts'
import { explain } from '../../core/policy/explain.ts'
import { changesText, decisionText } from '../support/decision-text.ts'
import { questionOf, viewOf, type World, type WorldQuestion } from '../support/policy-world.ts'

interface Sentences {
  /** `+` passed, `-` failed, `o` not applicable; name and rule; the evidence. Deeper lines are what it rests on. */
  readonly checks: readonly string[]
  readonly wouldAllow: readonly string[]
}

/** One file of this folder: an organization, a question, and the whole answer in both languages. */
interface DecisionCase {
  readonly title: string
  readonly world: World
  readonly question: WorldQuestion
  readonly outcome: 'allow' | 'deny'
  readonly results: Readonly<Record<string, CheckResult>>
  readonly en: Sentences
  readonly de: Sentences
}

const cases = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.json'))
  .map((name) => {
    const text = readFileSync(new URL(name, import.meta.url), 'utf8')
    // Every file has this shape; one that has not fails its own test.
    return { name, ...(JSON.parse(text) as DecisionCase) }
  })

describe('the same question gets the same answer and the same words (P2, P3)', () => {
  it.each(cases)('$outcome: $title ($name)', ({ world, question, outcome, results, en, de }) => {
    const explanation = explain(questionOf(question), viewOf(world))
    const { decision } = explanation
    expect(decision.outcome).toBe(outcome)
    expect(Object.fromEntries(decision.checks.map(({ rule, result }) => [rule, result]))).toEqual(results)
    for (const [language, expected] of Object.entries({ en, de })) {
      const spoken = language === 'en' ? 'en' : 'de'
      expect({
        checks: decisionText(explanation, spoken),
        wouldAllow: changesText(explanation, { world, question }, spoken),
      }).toEqual(expected)
    }
  })
})

describe('the cases', () => {
  it('let every grant type allow, and every check pass and fail (P2)', () => {
    const used = cases
      .filter(({ outcome }) => outcome === 'allow')
      .map(({ world, question }) => world.clients?.[question.client]?.grantType ?? 'authorization_code')
    expect([...new Set(used)].toSorted()).toEqual([
      'authorization_code',
      'client_credentials',
      'implicit',
      'saml2_bearer',
    ])
    for (const rule of ['P2.1', 'P2.2', 'P2.3', 'P2.4', 'P2.5', 'P2.6']) {
      const results = cases.map((one) => one.results[rule])
      expect([rule, results.includes('passed'), results.includes('failed')]).toEqual([rule, true, true])
    }
  })

  it('deny because of each check alone at least once (P2)', () => {
    const alone = cases
      .map(({ results }) => Object.keys(results).filter((rule) => results[rule] === 'failed'))
      .filter((failed) => failed.length === 1)
      .flat()
    expect([...new Set(alone)].toSorted()).toEqual(['P2.1', 'P2.2', 'P2.3', 'P2.4', 'P2.5', 'P2.6'])
  })
})
