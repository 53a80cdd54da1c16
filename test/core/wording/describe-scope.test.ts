import { describe, expect, it } from 'vitest'
import { knownScopes } from '../../../core/catalogue/own-catalogue.ts'
import { describeScope } from '../../../core/wording/describe-scope.ts'

describe('a scope in plain words', () => {
  it.each([
    [
      'conversations',
      'See and change conversations and their participants',
      'Ansehen und ändern: Gespräche und ihre Teilnehmer',
    ],
    [
      'conversations:readonly',
      'See conversations and their participants',
      'Ansehen: Gespräche und ihre Teilnehmer',
    ],
    [
      'oauth',
      'Create and change OAuth clients, with their secrets, and authorize applications',
      'OAuth-Clients samt ihren Secrets anlegen und ändern und Anwendungen autorisieren',
    ],
    ['oauth:readonly', 'See OAuth clients and authorizations', 'Ansehen: OAuth-Clients und Autorisierungen'],
    ['made-up-thing', 'See and change made up thing', 'Ansehen und ändern: made up thing'],
    ['made-up:readonly', 'See made up', 'Ansehen: made up'],
    ['constructor', 'See and change constructor', 'Ansehen und ändern: constructor'],
  ])('%s', (scope, english, german) => {
    expect([describeScope(scope, 'en'), describeScope(scope, 'de')]).toEqual([english, german])
  })

  it('is its own for every known scope, in both languages', () => {
    for (const language of ['en', 'de'] as const) {
      const sentences = knownScopes.map((scope) => describeScope(scope, language))

      expect(new Set(sentences).size).toBe(knownScopes.length)
      expect(sentences.filter((sentence) => /[a-z]-[a-z]+:|\{|\}/.test(sentence))).toEqual([])
    }
  })
})
