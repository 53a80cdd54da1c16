#!/usr/bin/env node
// Plain JavaScript, so that any Node from 20 on can start the command; the command itself runs on Node 24.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const main = new URL('../out/cli/main.js', import.meta.url)

if (!existsSync(main)) fail('the command is not built yet: run `npm run build` first')
else if (Number(process.versions.node.split('.')[0]) >= 24) await import(main.href)
else startOn(ownNode())

/** The Node of the `node` package beside this file, or nothing where it is not installed. */
function ownNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('node/package.json'))
    return [join(folder, 'bin', name)].find((file) => existsSync(file))
  } catch {
    return undefined
  }
}

/** Runs the command as a child that shares this one's terminal, signals and end. */
function startOn(node) {
  if (node === undefined) {
    fail(`Node 24 is needed, this is ${process.version}: run \`npm ci\` to get it`)
    return
  }
  const child = spawn(node, [fileURLToPath(main), ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    fail(`Node 24 cannot be started: ${error.message}`)
  })
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + constants.signals[signal]
  })
}

function fail(sentence) {
  const json = process.argv.includes('--json')
  process.stderr.write(`${json ? JSON.stringify({ code: 'internal', message: sentence }) : sentence}\n`)
  process.exitCode = 3
}
