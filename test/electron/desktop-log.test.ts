import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
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
    log('two\r\nlines\rand\n\nmore')

    const lines = readFileSync(file, 'utf8').split('\n')
    expect(lines.map((line) => line.replace(/^\S+Z /, ''))).toEqual(['one', 'two | lines | and | more', ''])
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, 'new')).mode & 0o777).toBe(0o700)
  })

  it('takes no more of a line than a person would read', () => {
    const file = join(folder, 'long/desktop.log')
    openLog(file)('x'.repeat(1_000_000))

    expect(statSync(file).size).toBeLessThan(4_100)
  })

  it('begins anew when it has grown, keeps the former one, and not the one before', () => {
    const file = join(folder, 'grown/desktop.log')
    const log = openLog(file)
    log('first')
    writeFileSync(file, 'x'.repeat(999_999))
    log('last')
    expect(readdirSync(join(folder, 'grown'))).toEqual(['desktop.log'])
    log('fresh')

    expect(readFileSync(file, 'utf8')).toMatch(/^\S+Z fresh\n$/)
    expect(readFileSync(`${file}.1`, 'utf8')).toMatch(/^x{999999}\S+Z last\n$/)
    writeFileSync(file, 'y'.repeat(1_000_000))
    log('again')
    expect(statSync(`${file}.1`).size).toBe(1_000_000)
    expect(readdirSync(join(folder, 'grown'))).toEqual(['desktop.log', 'desktop.log.1'])
  })

  it.each([
    [
      'a folder stands in its place',
      (file: string) => {
        mkdirSync(file)
      },
    ],
    [
      'a file stands where its folder should',
      (file: string) => {
        writeFileSync(join(file, '..'), '')
      },
    ],
    [
      'a grown one cannot be set aside',
      (file: string) => {
        writeFileSync(file, 'x'.repeat(1_000_000))
        mkdirSync(`${file}.1/inside`, { recursive: true })
      },
    ],
  ])('stops no work when it cannot be written: %s', (what, prepare) => {
    const place = join(folder, what.replaceAll(' ', '-'))
    if (!what.startsWith('a file')) mkdirSync(place)
    const file = join(place, 'desktop.log')
    prepare(file)
    const log = openLog(file)

    expect(() => {
      log('lost')
    }).not.toThrow()
  })
})
