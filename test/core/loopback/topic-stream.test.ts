import { topicNames } from '../../../core/contract/contract.ts'
import { describe, expect, it } from 'vitest'
import { streamTopics } from '../../../core/loopback/topic-stream.ts'
import { codeOf, startHost, type HostUnderTest } from './host-under-test.ts'

describe('the topics over HTTP', () => {
  it('tell a page of a change, one JSON object a line', async () => {
    await using running = await startHost()
    const token = await running.openSession()
    await using topics = await listen(running, token)

    await running.call(token, 'organization.create', { body: JSON.stringify({ name: 'Acme' }) })

    expect(JSON.parse(await topics.nextLine())).toEqual({
      topic: 'changed',
      message: { at: '2027-01-10T08:00:00.000Z' },
    })
  })

  it('tell every page that listens', async () => {
    await using running = await startHost()
    const [first, second] = [await running.openSession(), await running.openSession()]
    await using one = await listen(running, first)
    await using other = await listen(running, second)

    await running.call(first, 'organization.create', { body: JSON.stringify({ name: 'Acme' }) })

    expect(await one.nextLine()).toContain('"topic":"changed"')
    expect(await other.nextLine()).toContain('"topic":"changed"')
  })

  it('are told under their own type, which no browser runs or shows, and are not kept', async () => {
    await using running = await startHost()
    await using topics = await listen(running, await running.openSession())

    expect(Object.fromEntries(topics.headers)).toMatchObject({
      'content-type': 'application/x-ndjson',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    })
  })

  it('end with the session, when its code comes a second time (B4)', async () => {
    await using running = await startHost()
    const code = codeOf(running.host.issueAddress())
    const bring = () =>
      running.send({
        method: 'POST',
        path: '/session',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ code }),
      })
    const { token } = JSON.parse((await bring()).body) as { token: string }
    await using topics = await listen(running, token)
    await using other = await listen(running, await running.openSession())

    await bring()

    expect(await topics.rest()).toBe('')
    await running.call(await running.openSession(), 'organization.create', {
      body: JSON.stringify({ name: 'Acme' }),
    })
    expect(await other.nextLine()).toContain('"topic":"changed"')
  })

  it('end with the host (B4)', async () => {
    const running = await startHost()
    const topics = await listen(running, await running.openSession())
    await running[Symbol.asyncDispose]()

    await expect(topics.rest()).rejects.toThrow()
  })

  it('are no longer listened to once the page has gone', async () => {
    await using running = await startHost()
    let heard = 0
    const { grantdesk } = running.workspace
    const subscribe: typeof grantdesk.subscribe = grantdesk.subscribe.bind(grantdesk)
    Object.assign(grantdesk, {
      subscribe: (...args: Parameters<typeof subscribe>) => {
        const stop = subscribe(...args)
        heard++
        return () => {
          heard--
          stop()
        }
      },
    })
    const topics = await listen(running, await running.openSession())
    expect(heard).toBe(topicNames.length)

    await topics[Symbol.asyncDispose]()

    await expect.poll(() => heard).toBe(0)
  })
})

describe('a stream of topics', () => {
  const nobody = { subscribe: () => () => undefined }
  const never = new AbortController().signal

  it('lets go of the host when its reader goes, or when it was too late from the start', async () => {
    const held: string[] = []
    const onOpen = () => {
      held.push('held')
      return () => held.push('released')
    }
    await streamTopics(nobody, { signal: never, onOpen }).cancel()
    streamTopics(nobody, { signal: AbortSignal.abort(), onOpen })

    expect(held).toEqual(['held', 'released', 'held', 'released'])
  })
})

interface Topics extends AsyncDisposable {
  readonly headers: Headers
  /** The next line that is not blank. */
  nextLine(): Promise<string>
  /** Everything until the end. */
  rest(): Promise<string>
}

/** Listens as the page does, and begins once the host has sent its first sign of life. */
async function listen(running: HostUnderTest, token: string): Promise<Topics> {
  const leaving = new AbortController()
  const answer = await fetch(`${running.host.origin}/topics`, {
    headers: { authorization: `Bearer ${token}` },
    signal: leaving.signal,
  })
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  if (!reader) throw new Error(`no topics: ${String(answer.status)}`)
  let rest = ''
  const more = async () => {
    const { done, value } = await reader.read()
    rest += value ?? ''
    return !done
  }
  await more()
  return {
    headers: answer.headers,
    nextLine: async () => {
      for (;;) {
        const match = /^\n*(.+)\n/.exec(rest)
        if (match) {
          rest = rest.slice(match[0].length)
          return match[1] ?? ''
        }
        if (!(await more())) throw new Error('the topics have ended')
      }
    },
    rest: async () => {
      while (await more());
      return rest.trim()
    },
    [Symbol.asyncDispose]: async () => {
      leaving.abort()
      await reader.cancel().catch(() => undefined)
    },
  }
}
