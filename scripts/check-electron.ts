/** Fails when this checkout's Electron gets no security fixes any more (E16); CI runs it, where the registry answers. */
import { spawnSync } from 'node:child_process'
import packageJson from '../package.json' with { type: 'json' }
import { isSupportedLine } from './electron-line.ts'

const ours = packageJson.devDependencies.electron
const { status, stdout } = spawnSync('npm', ['view', 'electron', 'version'], {
  encoding: 'utf8',
  timeout: 60_000,
  stdio: ['ignore', 'pipe', 'ignore'],
})
const latest = stdout.trim()
if (status !== 0) process.stdout.write('the registry does not say which Electron is the newest\n')
else if (isSupportedLine(ours, latest))
  process.stdout.write(`Electron ${ours} is supported, ${latest} is the newest\n`)
else {
  process.stdout.write(`Electron ${ours} gets no security fixes any more, ${latest} is the newest\n`)
  process.exitCode = 1
}
