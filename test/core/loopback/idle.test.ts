import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { IdleWatch } from '../../../core/loopback/idle-watch.ts'
import { startHost } from './host-under-test.ts'

describe('a host that nobody uses (B6)', () => {
  it('stops by itself and says so', async () => {
    await using running = await startHost({ idleAfter: 1 })
    await running.host.stopped

    expect(running.log.at(-1)).toBe('nobody used the interface host, so it stops')
    await expect(running.send()).rejects.toThrow('ECONNREFUSED')
  })

  it('does not stop while a page listens, and does once it has gone', async () => {
    // Long enough that a busy machine does not use it up before the page listens.
    const idleAfter = 1_500
    await using running = await startHost({ idleAfter })
    const leaving = new AbortController()
    const token = await running.openSession()
    const answer = await fetch(`${running.host.origin}/topics`, {
      headers: { authorization: `Bearer ${token}` },
      signal: leaving.signal,
    })
    let stopped = false
    void running.host.stopped.then(() => (stopped = true))
    // One that began later and that nobody uses tells that the time is over.
    await using unused = await startHost({ idleAfter })
    await unused.host.stopped
    expect(stopped).toBe(false)
    expect(answer.status).toBe(200)

    leaving.abort()
    await running.host.stopped
  })
})

describe('the watch', () => {
  const onIdle = vi.fn()
  beforeEach(() => {
    vi.useFakeTimers()
    onIdle.mockClear()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('calls back when its time is over, and not a moment before', () => {
    new IdleWatch(1_000, onIdle)
    vi.advanceTimersByTime(999)
    expect(onIdle).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(onIdle).toHaveBeenCalledTimes(1)
  })

  it('begins anew with every sign of use', () => {
    const watch = new IdleWatch(1_000, onIdle)
    vi.advanceTimersByTime(999)
    watch.touch()
    vi.advanceTimersByTime(999)
    expect(onIdle).not.toHaveBeenCalled()
  })

  it('waits as long as anybody holds it, and then its whole time', () => {
    const watch = new IdleWatch(1_000, onIdle)
    const [first, second] = [watch.hold(), watch.hold()]
    watch.touch()
    first()
    vi.advanceTimersByTime(5_000)
    second()
    vi.advanceTimersByTime(999)
    expect(onIdle).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(onIdle).toHaveBeenCalledTimes(1)
  })

  it('never calls back once it was stopped, not even when somebody lets go of it afterwards', () => {
    const watch = new IdleWatch(1_000, onIdle)
    const release = watch.hold()
    watch.stop()
    release()
    watch.touch()
    vi.advanceTimersByTime(5_000)

    expect(onIdle).not.toHaveBeenCalled()
  })
})
