import { basename } from 'node:path'
import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import {
  findPortHolder,
  readLsof,
  readNetstat,
  readSocketInodes,
  readTaskList,
} from '../../../core/loopback/port-holder.ts'

describe('who holds a port (L2)', () => {
  it.runIf(process.platform === 'linux')(
    'is this process where it listens itself, and nobody after that',
    async () => {
      const server = createServer()
      const port = await new Promise<number>((resolve) => {
        server.listen(0, '127.0.0.1', () => {
          const address = server.address()
          resolve(typeof address === 'object' && address ? address.port : 0)
        })
      })
      expect(await findPortHolder(port)).toEqual({ pid: process.pid, name: basename(process.execPath) })
      await new Promise((resolve) => server.close(resolve))
      expect(await findPortHolder(port)).toBeUndefined()
    },
  )

  it('is read from the table of the Linux kernel, and only of what listens there', () => {
    const table = [
      '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
      '   0: 0100007F:2124 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 48151 1 0 100 0 0 10 0',
      '   1: 0100007F:2124 0100007F:D431 01 00000000:00000000 00:00000000 00000000  1000        0 48152 1 0 20 4 30 10 -1',
      '   2: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 48153 1 0 100 0 0 10 0',
      '   3: 00000000000000000000000001000000:2124 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 48154 1 0 100 0 0 10 0',
      '',
    ].join('\n')

    expect(readSocketInodes(table, 8_484)).toEqual(['48151', '48154'])
    expect(readSocketInodes(table, 84)).toEqual([])
    expect(readSocketInodes('', 8_484)).toEqual([])
  })

  it('is read from what `lsof -Fpc` tells on macOS', () => {
    expect(readLsof('p4711\ncnode\nf21\n')).toEqual({ pid: 4_711, name: 'node' })
    expect(readLsof('p4711\n')).toEqual({ pid: 4_711, name: '' })
    expect(readLsof('')).toBeUndefined()
    expect(readLsof('lsof: no pwd entry')).toBeUndefined()
  })

  it('is read from what `netstat` and `tasklist` tell on Windows, in any language', () => {
    const netstat = [
      '',
      'Aktive Verbindungen',
      '',
      '  Proto  Lokale Adresse         Remoteadresse          Status           PID',
      '  TCP    127.0.0.1:18484        0.0.0.0:0              ABHÖREN         11',
      '  TCP    127.0.0.1:8484         127.0.0.1:50111        HERGESTELLT     22',
      '  TCP    127.0.0.1:8484         0.0.0.0:0              ABHÖREN         33',
      '  TCP    [::1]:9000             [::]:0                 LISTENING       44',
    ].join('\r\n')

    expect(readNetstat(netstat, 8_484)).toBe(33)
    expect(readNetstat(netstat, 9_000)).toBe(44)
    expect(readNetstat(netstat, 484)).toBeUndefined()
    expect(readTaskList('"node.exe","33","Console","1","52.416 K"\r\n', 33)).toBe('node.exe')
    expect(readTaskList('INFO: No tasks are running which match the specified criteria.\r\n', 33)).toBe('')
  })
})
