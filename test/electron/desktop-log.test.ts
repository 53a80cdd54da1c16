import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openLog } from '../../electron/main/desktop-log.ts'

const folder = mkdtempSync(join(tmpdir(), 'grantdesk-log-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

describe('the log', () => {
  it('holds one line for each happening, for its owner only', () => {
    const file = join(folder, 'new/desktop.log')
    const log = openLog(file)
    log('one')
    log('two\nlines')

    const lines = readFileSync(file, 'utf8').split('\n')
    expect(lines.map((line) => line.replace(/^\S+Z /, ''))).toEqual(['one', 'two | lines', ''])
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('begins anew when it has grown, and keeps the former one', () => {
    const file = join(folder, 'desktop.log')
    writeFileSync(file, 'x'.repeat(1_000_001))
    openLog(file)('fresh')

    expect(readFileSync(file, 'utf8')).toMatch(/ fresh\n$/)
    expect(statSync(`${file}.1`).size).toBe(1_000_001)
  })

  it('stops no work when it cannot be written', () => {
    const file = join(folder, 'occupied')
    mkdirSync(file)
    const log = openLog(file)

    expect(() => {
      log('lost')
    }).not.toThrow()
  })
})
