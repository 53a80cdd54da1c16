import { printColumns } from '../measurement.ts'
import type { EngineRow } from './side-by-side.ts'

const PEER = '@casl/ability'
const PEER_TURNED = '@casl/ability, permissions first'
const BAR = 'bare bitset'

/** Prints the engines side by side, the fastest first, and whether ours are as fast as they are to be. */
export function printEngines(rows: readonly EngineRow[]): void {
  const speeds = rows.map(({ perSecond }) => middle(perSecond))
  const peer = rows.findIndex(({ engine }) => engine === PEER)
  const ordered = rows
    .map((row, place) => ({ ...row, speed: speeds[place] ?? 0 }))
    .sort((one, other) => other.speed - one.speed)
  printColumns(
    'the same questions to every engine',
    ['engine', 'answers/s, median', 'min', 'max', `times ${PEER}`, 'build ms', 'MB', 'answers compared'],
    ordered.map(({ engine, perSecond, speed, milliseconds, megabytes, answers }) => [
      engine,
      short(speed),
      short(Math.min(...perSecond)),
      short(Math.max(...perSecond)),
      (speed / (speeds[peer] ?? 0)).toPrecision(3),
      milliseconds.toFixed(0),
      megabytes.toFixed(1),
      String(answers.length),
    ]),
  )
  const ratio = (one: string, other: string) => {
    const rounds = (name: string) => rows.find(({ engine }) => engine === name)?.perSecond ?? []
    return middle(rounds(one).map((speed, round) => speed / (rounds(other)[round] ?? 0)))
  }
  const goals: readonly (readonly [what: string, reached: number, wanted: number])[] = [
    [`mayCall against ${PEER}`, ratio('mayCall, by number', PEER), 60],
    ['mayCall against the bare bitset', ratio('mayCall, by number', BAR), 0.5],
    [`decide against ${PEER}'s yes or no`, ratio('decide, every check with evidence', PEER), 1],
    [`mayCall against ${PEER_TURNED}`, ratio('mayCall, by number', PEER_TURNED), 60],
    [`decide against ${PEER_TURNED}`, ratio('decide, every check with evidence', PEER_TURNED), 1],
  ]
  printColumns(
    'goals, as the median of the ratios of each round',
    ['what', 'times as fast', 'goal', ''],
    goals.map(([what, reached, wanted]) => [
      what,
      reached.toPrecision(3),
      `at least ${String(wanted)}`,
      reached >= wanted ? 'met' : 'MISSED',
    ]),
  )
}

function middle(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[numbers.length >> 1] ?? 0
}

/** 30.2 M, 512 k, 98. */
function short(perSecond: number): string {
  if (perSecond >= 1e6) return `${(perSecond / 1e6).toPrecision(3)} M`
  return perSecond >= 1e3 ? `${(perSecond / 1e3).toPrecision(3)} k` : perSecond.toFixed(0)
}
