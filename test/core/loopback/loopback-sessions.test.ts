import { describe, expect, it } from 'vitest'
import { CODE_LIFETIME, LoopbackSessions } from '../../../core/loopback/loopback-sessions.ts'

/** Sessions at a moment that a test moves. */
function sessionsAt(start = 1_000) {
  let now = start
  const sessions = new LoopbackSessions(() => now)
  return {
    sessions,
    later: (milliseconds: number) => {
      now += milliseconds
    },
  }
}

function tokenOf(sessions: LoopbackSessions): string {
  const exchange = sessions.exchange(sessions.issueCode())
  if (exchange.kind !== 'opened') throw new Error('a new code opens a session')
  return exchange.token
}

describe('one-time codes (B4)', () => {
  it('are 256 random bits, fit for an address, and so are tokens', () => {
    const { sessions } = sessionsAt()
    const made = [sessions.issueCode(), sessions.issueCode(), tokenOf(sessions), tokenOf(sessions)]

    expect(new Set(made).size).toBe(4)
    for (const text of made) expect(text).toMatch(/^[\w-]{43}$/)
  })

  it('open one session each', () => {
    const { sessions } = sessionsAt()
    const [first, second] = [tokenOf(sessions), tokenOf(sessions)]

    expect(sessions.find(first)?.aborted).toBe(false)
    expect(sessions.find(second)?.aborted).toBe(false)
  })

  it('work until the last moment of their life and not at its end', () => {
    const { sessions, later } = sessionsAt()
    const [first, second] = [sessions.issueCode(), sessions.issueCode()]
    later(CODE_LIFETIME - 1)
    expect(sessions.exchange(first).kind).toBe('opened')
    later(1)
    expect(sessions.exchange(second)).toEqual({ kind: 'refused' })
  })

  it('end the session that they opened when they come again, since one of the two has stolen them', () => {
    const { sessions } = sessionsAt()
    const other = tokenOf(sessions)
    const code = sessions.issueCode()
    const opened = sessions.exchange(code)
    const token = opened.kind === 'opened' ? opened.token : ''
    const session = sessions.find(token)

    expect(sessions.exchange(code)).toEqual({ kind: 'replayed' })
    expect(session?.aborted).toBe(true)
    expect(sessions.find(token)).toBe(undefined)
    expect(sessions.find(other)?.aborted).toBe(false)
    expect(sessions.exchange(code)).toEqual({ kind: 'replayed' })
  })

  it('end no session when they come again after their life', () => {
    const { sessions, later } = sessionsAt()
    const code = sessions.issueCode()
    const opened = sessions.exchange(code)
    const token = opened.kind === 'opened' ? opened.token : ''
    later(CODE_LIFETIME)

    expect(sessions.exchange(code)).toEqual({ kind: 'refused' })
    expect(sessions.find(token)?.aborted).toBe(false)
  })

  it('are no tokens, and tokens are no codes', () => {
    const { sessions } = sessionsAt()
    const code = sessions.issueCode()

    expect(sessions.find(code)).toBe(undefined)
    expect(sessions.exchange(tokenOf(sessions))).toEqual({ kind: 'refused' })
  })

  it.each(['', ' ', 'constructor', '__proto__', 'A'.repeat(43)])('refuse a guess such as `%s`', (guess) => {
    const { sessions } = sessionsAt()
    const code = sessions.issueCode()

    expect(sessions.exchange(guess)).toEqual({ kind: 'refused' })
    expect(sessions.exchange(code.slice(0, -1))).toEqual({ kind: 'refused' })
    expect(sessions.exchange(`${code} `)).toEqual({ kind: 'refused' })
    expect(sessions.find(guess)).toBe(undefined)
  })

  it('are known to their own host only', () => {
    const [first, second] = [sessionsAt().sessions, sessionsAt().sessions]

    expect(second.exchange(first.issueCode())).toEqual({ kind: 'refused' })
    expect(second.find(tokenOf(first))).toBe(undefined)
  })
})
