import { accesscontrol, casbin, casl, caslPermissionsFirst, cedar } from './peers.ts'
import {
  bareBitset,
  loopOverPatterns,
  ownDecide,
  ownMayCall,
  ownMayCallByName,
  writtenOutSets,
  type BuildEngine,
} from './plain-engines.ts'
import type { BenchQuestion, WorkloadSize } from './workload.ts'

/** Every engine that is measured, by the name that the table gives it. */
const engines = {
  'mayCall, by number': ownMayCall,
  'mayCall, by name': ownMayCallByName,
  'decide, every check with evidence': ownDecide,
  'bare bitset': bareBitset,
  'Set, patterns written out': writtenOutSets,
  'loop over patterns': loopOverPatterns,
  '@casl/ability': casl,
  '@casl/ability, permissions first': caslPermissionsFirst,
  accesscontrol,
  '@cedar-policy/cedar-wasm': cedar,
  casbin,
} as const satisfies Readonly<Record<string, BuildEngine>>

export type EngineName = keyof typeof engines

// The keys of the object above, which Object.keys tells as plain strings.
export const engineNames = Object.keys(engines) as readonly EngineName[]

export function engineCalled(name: EngineName): BuildEngine {
  return engines[name]
}

/** What an engine's process is told first. */
export interface EngineTask {
  readonly engine: EngineName
  readonly seed: number
  readonly size: WorkloadSize
  readonly questions: readonly BenchQuestion[]
}

/** `answers` is a `1` or a `0` for each question, of slow engines for the first ones only. */
export interface EngineReport {
  readonly kind: 'built'
  readonly milliseconds: number
  readonly megabytes: number
  readonly answers: string
}

/** Questions answered in a second of the processor. */
export interface EngineSpeed {
  readonly kind: 'measured'
  readonly perSecond: number
}
