import { describe, expect, it } from 'vitest'
import { readArguments } from '../../electron/main/arguments.ts'

const usage = { kind: 'refused', problem: 'usage: grantdesk [--data DIR]' }
const read = (...args: readonly string[]) => readArguments(args, '/home/someone')

describe('arguments of the desktop (A1)', () => {
  it('takes a data directory in either spelling, relative to where it was called', () => {
    expect(read()).toEqual({ kind: 'run', dataDirectory: null })
    expect(read('--data', '/srv/data')).toEqual({ kind: 'run', dataDirectory: '/srv/data' })
    expect(read('--data=data')).toEqual({ kind: 'run', dataDirectory: '/home/someone/data' })
  })

  it('leaves to Chromium what is Chromium’s', () => {
    expect(read('--no-sandbox', '--ozone-platform=wayland', '--data', 'd')).toEqual({
      kind: 'run',
      dataDirectory: '/home/someone/d',
    })
  })

  it.each([
    ['--dta', 'x'],
    ['--data'],
    ['--data='],
    ['data'],
    ['--', 'x'],
    ['-d', 'x'],
    ['--no-sandboxing'],
    ['--data', '--no-open'],
    ['grantdesk://authorize'],
  ])('refuses %s %s', (...args) => {
    expect(read(...args)).toEqual(usage)
  })
})
