import type { AccessWhatIf, OperationRisk } from '../stores/access.ts'
import { say } from '../i18n.ts'

/** One line of an effect: what, and how many calls of it are lost and gained. */
interface EffectRow {
  readonly key: string
  readonly name: string
  readonly risk: OperationRisk | null
  readonly lost: number
  readonly gained: number
}

export interface EffectList {
  readonly kind: 'operations' | 'users' | 'apps'
  readonly rows: readonly EffectRow[]
  readonly all: number
}

type Sums = Pick<AccessWhatIf, 'lost' | 'gained'>

/** Nothing where any division will do; in a single division there may still be something. */
export function changesNothing({ lost, gained }: Sums): boolean {
  return lost.calls === 0 && gained.calls === 0
}

/** `12 users lose 48 operations through 1 app; nobody gains any.` */
export function effectSentence({ lost, gained }: Sums): string {
  return say('whatIf.sentence', { lost: partOf('lose', lost), gained: partOf('gain', gained) })
}

function partOf(verb: 'lose' | 'gain', { calls, users, apps, operations }: Sums['lost']): string {
  if (calls === 0) return say(`whatIf.${verb}.nobody`)
  const what = say('whatIf.operations', { count: operations })
  // An app that acts for itself has no users.
  if (users === 0) return say(`whatIf.${verb}.apps`, { count: apps, operations: what })
  const through = say('whatIf.through', { count: apps })
  return say(`whatIf.${verb}.users`, { count: users, operations: what, apps: through })
}

/** That somebody would gain operations which change privileges; null where nobody does. */
export function privilegeWarning({ operations, operationsInAll }: AccessWhatIf): string | null {
  const count = operations.filter(({ risk, gained }) => risk === 'privileged' && gained > 0).length
  if (count === 0) return null
  // The riskiest come first, so only a list that ends among them may lack some.
  const isCut = operations.length < operationsInAll && operations.at(-1)?.risk === 'privileged'
  return say(isCut ? 'whatIf.privilegesAtLeast' : 'whatIf.privileges', { count })
}

/** What is lost and gained, seen three ways; a way that has nothing is left out. Gained privileges come first. */
export function effectLists(answer: AccessWhatIf): readonly EffectList[] {
  const lists: readonly EffectList[] = [
    {
      kind: 'operations',
      all: answer.operationsInAll,
      rows: answer.operations
        .map(({ operation, ...row }) => ({ key: operation, name: operation, ...row }))
        .toSorted((one, other) => alarm(other) - alarm(one)),
    },
    {
      kind: 'users',
      all: answer.usersInAll,
      rows: answer.users.map(({ userId, ...row }) => ({ key: userId, risk: null, ...row })),
    },
    {
      kind: 'apps',
      all: answer.appsInAll,
      rows: answer.apps.map(({ clientId, ...row }) => ({ key: clientId, risk: null, ...row })),
    },
  ]
  return lists.filter(({ rows }) => rows.length > 0)
}

function alarm({ risk, gained }: EffectRow): number {
  return risk === 'privileged' && gained > 0 ? 1 : 0
}
