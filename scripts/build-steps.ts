import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const out = join(root, 'out')
const stamp = join(out, 'built-from')

/** Everything that a build reads. */
const sources = [
  'cli',
  'core',
  'electron',
  'renderer',
  'resources',
  'electron.vite.config.ts',
  'package-lock.json',
  'package.json',
  'vite.cli.config.ts',
]

/** What a build leaves behind; without any of it, it is no build. */
const results = ['main/main.js', 'preload/preload.cjs', 'renderer/index.html', 'cli/main.js']

/** Builds the desktop, the page and the command from these very sources. */
export async function build(): Promise<void> {
  const digest = digestOfSources()
  forgetBuild()
  await Promise.all([
    run('electron-vite', ['build', '--logLevel', 'warn']),
    run('vite', ['build', '--config', 'vite.cli.config.ts', '--logLevel', 'warn']),
  ])
  writeFileSync(stamp, digest)
}

/** Builds unless the last build was made from the sources as they are; one process at a time. */
export async function buildIfStale(onStale: () => void = () => undefined): Promise<void> {
  mkdirSync(out, { recursive: true })
  const unlock = await lock(join(out, 'building'))
  try {
    if (isFresh()) return
    onStale()
    await build()
  } finally {
    unlock()
  }
}

/** What is in `out/` no longer counts as a build. */
export function forgetBuild(): void {
  rmSync(stamp, { force: true })
}

function isFresh(): boolean {
  if (!results.every((file) => existsSync(join(out, file))) || !existsSync(stamp)) return false
  return readFileSync(stamp, 'utf8') === digestOfSources()
}

function digestOfSources(): string {
  const hash = createHash('sha256')
  for (const source of sources) {
    for (const file of filesOf(source))
      hash
        .update(file)
        .update('\0')
        .update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}

function filesOf(path: string): readonly string[] {
  const full = join(root, path)
  if (!statSync(full).isDirectory()) return [path]
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesOf(join(path, name)))
}

/** Runs a tool of this checkout on this very Node. */
async function run(tool: string, args: readonly string[]): Promise<void> {
  const manifest = createRequire(import.meta.url).resolve(`${tool}/package.json`)
  // Every tool used here names its command after itself.
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin: Readonly<Record<string, string>> }
  const script = join(dirname(manifest), bin[tool] ?? '')
  const child = spawn(process.execPath, [script, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  child.stdout.on('data', (chunk) => (printed += String(chunk)))
  const code = await new Promise<number | null>((done, failed) => {
    child.once('error', failed)
    child.once('close', done)
  })
  if (code !== 0) throw new Error(`${tool} failed:\n${printed}`)
}

/** Waits until no other process builds; answers the way to let the next one in. */
async function lock(file: string): Promise<() => void> {
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' })
      return () => {
        rmSync(file, { force: true })
      }
    } catch {
      if (!isHeld(file)) rmSync(file, { force: true })
      await new Promise((next) => setTimeout(next, 100))
    }
  }
}

function isHeld(file: string): boolean {
  try {
    return process.kill(Number(readFileSync(file, 'utf8')), 0)
  } catch {
    return false
  }
}
