import { createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { describe, expect, it } from 'vitest'
import { PortUnavailableError } from '../../../core/loopback/port-unavailable.ts'
import { startHost } from './host-under-test.ts'

describe('where the interface host listens (B1)', () => {
  it('listens on 127.0.0.1, on a port that nobody can know before', async () => {
    await using first = await startHost()
    await using second = await startHost()

    expect(first.host.origin).toBe(`http://127.0.0.1:${String(first.port)}`)
    expect(second.port).not.toBe(first.port)
    expect((await first.send()).status).toBe(200)
  })

  it('leaves the same port of every other address of this machine free', async () => {
    await using running = await startHost()
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ address, scopeid }) => address !== '127.0.0.1' && !scopeid)
      .map(({ address }) => address)

    for (const address of ['127.0.0.2', ...others]) {
      expect([address, await isFree(running.port, address)]).toEqual([address, true])
    }
    expect(await isFree(running.port, '127.0.0.1')).toBe(false)
  })

  it('takes the port that it is told to', async () => {
    const port = await freePort()
    await using running = await startHost({ port })

    expect(running.host.origin).toBe(`http://127.0.0.1:${String(port)}`)
  })

  it('says which port is taken, and leaves whoever has it alone', async () => {
    await using first = await startHost()
    const second = startHost({ port: first.port })

    await expect(second).rejects.toThrow(PortUnavailableError)
    await expect(second).rejects.toMatchObject({
      reason: 'taken',
      message: `port ${String(first.port)} on 127.0.0.1 is in use by another process`,
    })
    expect((await first.send()).status).toBe(200)
  })

  it('names its origin as browsers do, without the port that is HTTP’s own', async ({ skip }) => {
    if (!(await isFree(80, '127.0.0.1'))) skip('port 80 is taken, or not for this user')
    await using running = await startHost({ port: 80 })

    expect(running.host.origin).toBe('http://127.0.0.1')
    const token = await running.openSession()
    expect((await running.call(token, 'workspace.show', { headers: { host: '127.0.0.1' } })).status).toBe(200)
  })
})

describe('the end of the interface host', () => {
  it('frees its port and says that it has stopped', async () => {
    const running = await startHost()
    await running.host.close()
    await running.host.stopped

    expect(await isFree(running.port, '127.0.0.1')).toBe(true)
    await running[Symbol.asyncDispose]()
  })

  it('does not wait for connections that stay open', async () => {
    const running = await startHost()
    const silent = running.sendBytes('GET / HTTP/1.1\r\n')
    await expect.poll(() => running.send().then(({ status }) => status)).toBe(200)
    await running.host.close()

    expect(await silent).toBe('')
    await running[Symbol.asyncDispose]()
  })

  it('can be asked for twice', async () => {
    const running = await startHost()
    await Promise.all([running.host.close(), running.host.close()])
    await running[Symbol.asyncDispose]()
  })
})

describe('running as root (B6)', () => {
  it.skipIf(process.platform === 'win32')('is remarked upon, once, for root only', async () => {
    await using running = await startHost()

    const remark = 'the interface host runs as root; an ordinary user is enough and safer'
    expect(running.log).toEqual(process.getuid?.() === 0 ? [remark] : [])
  })
})

async function freePort(): Promise<number> {
  await using running = await startHost()
  return running.port
}

function isFree(port: number, address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => {
      resolve(false)
    })
    server.listen({ port, host: address, ipv6Only: true }, () => {
      server.close(() => {
        resolve(true)
      })
    })
  })
}
