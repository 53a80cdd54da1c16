import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { LargeSize } from '../support/large-snapshot.ts'
import type { OpenReport, OpenTask } from './audit-open.ts'
import { measureHost } from './audit-host.ts'
import { measureReports } from './audit-report.ts'
import { measureRules } from './audit-rules.ts'
import { printColumns, type Measurement } from './measurement.ts'
import { inTemporaryDirectory } from './temporary-store.ts'

const seed = Number(process.env['BENCH_SEED'] ?? 7)

const LARGE: LargeSize = {
  clients: 100_000,
  authorizations: 40_000,
  users: 200_000,
  usageRows: 1_000_000,
  seed,
}

/** Parts of the whole, for growth. */
const PARTS = [1 / 16, 1 / 4, 1]

/** Measures the offline audit on a large organization, and how its cost grows with the size. */
export async function run(): Promise<readonly Measurement[]> {
  console.log(`audit: seed ${String(seed)} (BENCH_SEED)`)
  const opening = await measureOpening()
  const sizes = PARTS.map((part) => partOf(LARGE, part))
  const judging = await measureRules(sizes)
  const printing = await measureReports(sizes)
  const hosting = await measureHost(LARGE)
  return [...opening, ...judging, ...printing, ...hosting]
}

/** Each file is made and opened in a process of its own. */
async function measureOpening(): Promise<readonly Measurement[]> {
  return inTemporaryDirectory(async (directory) => {
    const rows: (readonly string[])[] = []
    const measured: Measurement[] = []
    for (const part of PARTS) {
      const size = partOf(LARGE, part)
      for (const name of part === 1 ? ['plain.json', 'packed.json.gz'] : ['plain.json']) {
        const file = join(directory, name)
        const written = await inChild({ file, make: size })
        const opened = await inChild({ file, make: null })
        rows.push([
          ...[size.clients, size.users, size.usageRows].map((count) => count.toLocaleString('en')),
          ...[
            opened.fileSize,
            written.milliseconds,
            opened.milliseconds,
            opened.worked,
            opened.held,
            opened.most,
          ].map((value) => value.toFixed(0)),
        ])
        if (part === 1) measured.push(...measurementsOf(name, opened))
      }
    }
    printColumns(
      'how cost grows',
      [
        'clients',
        'users',
        'usage rows',
        'file MB',
        'write ms',
        'open ms',
        'of it working',
        'held MB',
        'most MB',
      ],
      rows,
    )
    return measured
  })
}

function measurementsOf(name: string, opened: OpenReport): readonly Measurement[] {
  const what = `snapshot of 100,000 clients (${name})`
  return [
    { what: `${what}: open`, value: opened.milliseconds / 1_000, unit: 's', goal: 'under 8 s' },
    { what: `${what}: of it working`, value: opened.worked / 1_000, unit: 's' },
    { what: `${what}: memory at the most`, value: opened.most, unit: 'MB', goal: 'under 1,000 MB' },
  ]
}

function partOf({ clients, authorizations, users, usageRows }: LargeSize, part: number): LargeSize {
  const some = (count: number) => Math.round(count * part)
  return {
    ...{ clients: some(clients), authorizations: some(authorizations), users: some(users) },
    usageRows: some(usageRows),
    seed,
  }
}

async function inChild(task: OpenTask): Promise<OpenReport> {
  const child = fork(new URL('./audit-open.ts', import.meta.url), { execArgv: ['--no-warnings'] })
  const answer = Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`the measured process ended with ${String(code)}`)
    }),
  ])
  child.send(task)
  // What the child's file tells is an OpenReport.
  const [report] = (await answer) as [OpenReport]
  child.kill()
  return report
}
