import { compareScopes } from '../../../core/model/scope.ts'
import type { LeastScopes } from '../../stores/access.ts'

/** One scope of a suggestion: what becomes of it, and the observed operations that it is needed for. */
export interface ScopeLine {
  readonly scope: string
  readonly fate: 'keep' | 'add' | 'remove'
  readonly neededFor: readonly string[]
  /** Where it stands at present. */
  readonly isRequested: boolean
  readonly isGranted: boolean
}

/** What is suggested first, then what would go; each riskiest first. */
export function scopeLines(
  answer: Pick<LeastScopes, 'observed' | 'requested' | 'granted' | 'suggested' | 'isOwn'>,
): readonly ScopeLine[] {
  const suggested = new Set(answer.suggested)
  const [requested, granted] = [new Set(answer.requested), new Set(answer.granted)]
  // What another organization's client requests is not for us to change.
  const present = [...(answer.isOwn ? answer.requested : []), ...answer.granted]
  const gone = [...new Set(present)].filter((scope) => !suggested.has(scope))
  const line = (scope: string, fate: ScopeLine['fate']): ScopeLine => ({
    scope,
    fate,
    neededFor: answer.observed
      .filter(({ coveredBy }) => coveredBy === scope)
      .map(({ operation }) => operation),
    isRequested: requested.has(scope),
    isGranted: granted.has(scope),
  })
  const holds = (scope: string) => requested.has(scope) && granted.has(scope)
  return [
    ...[...suggested].sort(compareScopes).map((scope) => line(scope, holds(scope) ? 'keep' : 'add')),
    ...gone.sort(compareScopes).map((scope) => line(scope, 'remove')),
  ]
}
