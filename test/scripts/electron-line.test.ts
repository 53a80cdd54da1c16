import { expect, it } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { isSupportedLine } from '../../scripts/electron-line.ts'

it.each([
  ['45.4.1', '45.4.1', true],
  ['45.4.1', '45.9.0', true],
  ['45.4.1', '47.0.0', true],
  ['45.4.1', '48.0.0', false],
  ['9.0.0', '12.0.0', false],
  // A registry that lags behind.
  ['46.0.0', '45.4.1', true],
])('takes Electron %s, with %s the newest, for supported: %s (E16)', (version, latest, expected) => {
  expect(isSupportedLine(version, latest)).toBe(expected)
})

it('asks for exact versions, as the one in use is (E16)', () => {
  expect(isSupportedLine(packageJson.devDependencies.electron, '45.4.1')).toBe(true)
  for (const version of ['^45.4.1', '45', 'latest', '']) {
    expect(() => isSupportedLine(version, '45.4.1')).toThrow('is no exact version')
  }
})
