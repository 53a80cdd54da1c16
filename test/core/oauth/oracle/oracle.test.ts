import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { oracleSubject, ourSubject, visit, type Subject } from '../../../support/oauth-subjects.ts'
import { authorizationRequests, queryOf } from './authorization-requests.ts'
import { differences } from './differences.ts'
import { script, verdictOf, Visit } from './requests.ts'

let ours: Subject
let oracle: Subject

beforeAll(async () => {
  ;[ours, oracle] = await Promise.all([ourSubject(), oracleSubject()])
})

afterAll(async () => {
  await ours[Symbol.asyncDispose]()
  await oracle[Symbol.asyncDispose]()
})

function expectAsListed(name: string, mine: string, theirs: string): void {
  const listed = differences[name]
  expect({ ours: mine, theirs }).toEqual({ ours: listed?.ours ?? theirs, theirs: listed?.theirs ?? theirs })
}

describe('the same request gives the same verdict as at oidc-provider', () => {
  it.each(script)('%s', async (name, step) => {
    const [mine, theirs] = await Promise.all([step(new Visit(ours)), step(new Visit(oracle))])

    expectAsListed(name, verdictOf(mine), verdictOf(theirs))
  })

  it.each(authorizationRequests)('%s', async (name, changes) => {
    const [mine, theirs] = await Promise.all(
      [ours, oracle].map((subject) => visit(subject, queryOf(subject, changes))),
    )

    expectAsListed(name, mine ?? '', theirs ?? '')
  })

  it('has metadata that say the same of what both can do (RFC 8414)', async () => {
    const [mine, theirs] = await Promise.all(
      [ours, oracle].map(async (subject) => {
        const answer = await fetch(subject.url('metadata'))
        return (await answer.json()) as Readonly<Record<string, unknown>>
      }),
    )
    const same = ['code_challenge_methods_supported', 'authorization_response_iss_parameter_supported']

    for (const name of same) expect(mine?.[name]).toEqual(theirs?.[name])
    for (const endpoint of ['authorization', 'token', 'revocation', 'introspection']) {
      expect([mine?.[`${endpoint}_endpoint`], theirs?.[`${endpoint}_endpoint`]]).toEqual([
        expect.any(String),
        expect.any(String),
      ])
    }
  })

  it('lists a difference for requests of the script only', () => {
    const names = new Set([...script, ...authorizationRequests].map(([name]) => name))

    expect(Object.keys(differences).filter((name) => !names.has(name))).toEqual([])
    for (const { ours: mine, theirs } of Object.values(differences)) expect(mine).not.toBe(theirs)
  })
})
