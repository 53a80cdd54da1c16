import { scopeCovers } from '../../../core/model/scope.ts'
import type { ReviewItem } from '../../stores/review.ts'

/** What a reviewer would most likely keep: what was decided before, else the granted scopes that were used. */
export function scopesToKeep({
  rights,
  usedScopes,
  decision,
}: Pick<ReviewItem, 'rights' | 'usedScopes' | 'decision'>): readonly string[] {
  if (decision?.verdict === 'narrow') return decision.scopes
  return rights.filter((right) => usedScopes.some((used) => scopeCovers(right, used)))
}
