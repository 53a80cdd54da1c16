/** `npm run check`: format, lint, types, import boundaries and unused code, in two lanes, as two cores are the least. */
import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'

interface Ended {
  readonly script: string
  readonly failed: boolean
  readonly output: string
}

/** Scripts of package.json; the first takes as long as all the others. */
const lanes: readonly (readonly string[])[] = [
  ['check:lint'],
  ['check:format', 'check:types', 'check:boundaries', 'check:unused'],
]

const ended = (await Promise.all(lanes.map(runLane))).flat()
for (const { script, failed, output } of ended) {
  console.log(`${failed ? '✗' : '✓'} ${script}`)
  if (failed) console.log(output.trimEnd())
}
if (ended.some(({ failed }) => failed)) process.exitCode = 1

/** One after the other; a failure does not keep the others from telling theirs. */
async function runLane(scripts: readonly string[]): Promise<readonly Ended[]> {
  const done: Ended[] = []
  for (const script of scripts) done.push(await run(script))
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
