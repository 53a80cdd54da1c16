import { describe, expect, it } from 'vitest'
import { FrontDesk } from '../../../support/front-desk.ts'

describe('guesses of a password that are sent all at once (RFC 6749 §10.10)', () => {
  it('wait as long as if each had been sent after the answer to the one before', async () => {
    const desk = await FrontDesk.open()
    const client = await desk.client({}, true)
    const eve = await desk.user('eve@example.com', 'correct horse battery')
    const pages = await Promise.all(Array.from({ length: 8 }, () => desk.begin(client)))

    const answers = await Promise.all(pages.map((page) => desk.logIn(page, eve, 'wrong')))

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([400]))
    expect(desk.delays).toEqual([250, 500, 1_000])
  })

  it('let nobody else wait', async () => {
    const desk = await FrontDesk.open()
    const client = await desk.client({}, true)
    const eve = await desk.user('eve@example.com', 'correct horse battery')
    const bob = await desk.user('bob@example.com', 'another good password')
    const page = await desk.begin(client)
    const others = await Promise.all(Array.from({ length: 6 }, () => desk.begin(client)))

    const [answer] = await Promise.all([
      desk.logIn(page, bob, 'another good password'),
      ...others.map((other) => desk.logIn(other, eve, 'wrong')),
    ])

    expect(answer.status).toBe(303)
    expect(desk.delays).toEqual([250])
  })
})
