import { buildIfStale } from '../../scripts/build-steps.ts'

let built: Promise<void> | null = null

/** Resolves once `out/` holds a build of the sources as they are; builds at most once in a run. */
export function ensureBuilt(): Promise<void> {
  built ??= buildIfStale()
  return built
}
