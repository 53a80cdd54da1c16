import { describe, expect, it } from 'vitest'
import { readArguments } from '../../electron/main/arguments.ts'

const usage = { kind: 'refused', problem: 'usage: grantdesk [--data DIR]' }
const readIn = (isInstalled: boolean, args: readonly string[]) =>
  readArguments(args, { workingDirectory: '/home/someone', isInstalled })
const read = (...args: readonly string[]) => readIn(true, args)

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

  it('lets a debugger into the page of a checkout, never of an installed application (A5)', () => {
    expect(readIn(false, ['--remote-debugging-port=9222'])).toEqual({ kind: 'run', dataDirectory: null })
    expect(readIn(true, ['--remote-debugging-port=9222'])).toEqual(usage)
    for (const isInstalled of [true, false]) {
      for (const name of ['inspect', 'inspect-brk', 'remote-debugging-pipe', 'js-flags', 'load-extension']) {
        expect(readIn(isInstalled, [`--${name}=1`])).toEqual(usage)
      }
    }
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
