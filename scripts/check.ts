/** `npm run check`: format, lint, types, import boundaries and unused code, two at a time, as two cores are the least. */
import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'

interface Ended {
  readonly script: string
  readonly failed: boolean
  readonly output: string
}

/** Scripts of package.json, the longest first. */
const scripts = ['check:lint', 'check:types', 'check:format', 'check:boundaries', 'check:unused']
const AT_A_TIME = 2

const waiting = scripts.values()
const ended = (await Promise.all(Array.from({ length: AT_A_TIME }, runWaiting))).flat()
for (const { script, failed, output } of ended) {
  console.log(`${failed ? '✗' : '✓'} ${script}`)
  if (failed) console.log(output.trimEnd())
}
if (ended.some(({ failed }) => failed)) process.exitCode = 1

/** Whatever waits, one after the other; a failure does not keep the others from telling theirs. */
async function runWaiting(): Promise<readonly Ended[]> {
  const done: Ended[] = []
  for (const script of waiting) done.push(await run(script))
  return done
}

/** Through a shell, as npm is a script of its own kind on Windows. */
async function run(script: string): Promise<Ended> {
  const child = spawn(`npm run --silent ${script}`, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] })
  const closed = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  const [status, out, errors] = await Promise.all([closed, text(child.stdout), text(child.stderr)])
  return { script, failed: status !== 0, output: out + errors }
}
