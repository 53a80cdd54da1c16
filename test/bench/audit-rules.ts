import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { LargeSize } from '../support/large-snapshot.ts'
import type { JudgeReport, Timed } from './audit/judge-large.ts'
import { printColumns, type Measurement } from './measurement.ts'

/** Measures all rules and the comparison of two snapshots, each size in a process of its own; the last has the goals. */
export async function measureRules(sizes: readonly LargeSize[]): Promise<readonly Measurement[]> {
  const reports: (readonly [LargeSize, JudgeReport])[] = []
  for (const size of sizes) reports.push([size, await inChild(size)])
  printColumns('all rules, and the comparison of two snapshots', HEADS, reports.map(cells))
  const report = reports.at(-1)?.[1]
  if (!report) throw new Error('nothing was measured')
  return [
    ...times('all rules', report.rules, 'under 5 s'),
    ...times('all rules with a baseline', report.withBaseline),
    ...times('comparison of two snapshots', report.comparison, 'under 8 s'),
    { what: 'a snapshot with its findings', value: report.held, unit: 'MB', goal: 'under 1,000 MB' },
    { what: 'two snapshots with all results', value: report.heldBoth, unit: 'MB' },
  ]
}

const HEADS = [
  'clients',
  'findings',
  'rules ms',
  'of it working',
  'with baseline ms',
  'fixed',
  'differences',
  'comparison ms',
  'of it working',
  'held MB',
  'both MB',
]

function cells([{ clients }, report]: readonly [LargeSize, JudgeReport]): readonly string[] {
  return [
    clients,
    report.findings,
    report.rules.milliseconds,
    report.rules.worked,
    report.withBaseline.milliseconds,
    report.fixed,
    report.differences,
    report.comparison.milliseconds,
    report.comparison.worked,
    report.held,
    report.heldBoth,
  ].map((value) => Math.round(value).toLocaleString('en'))
}

function times(what: string, { milliseconds, worked }: Timed, goal?: string): readonly Measurement[] {
  return [
    { what, value: milliseconds / 1_000, unit: 's', ...(goal !== undefined && { goal }) },
    { what: `${what}: of it working`, value: worked / 1_000, unit: 's' },
  ]
}

async function inChild(size: LargeSize): Promise<JudgeReport> {
  const child = fork(new URL('./audit/judge-large.ts', import.meta.url), {
    execArgv: ['--no-warnings', '--max-old-space-size=4096'],
  })
  const answer = Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`the measured process ended with ${String(code)}`)
    }),
  ])
  child.send(size)
  // What the child's file tells is a JudgeReport.
  const [report] = (await answer) as [JudgeReport]
  child.kill()
  return report
}
