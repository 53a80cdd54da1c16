import type { AccessOperations, OperationRisk } from '../../stores/access.ts'

export type AccessOperation = AccessOperations['operations'][number]

/** A group of operations, or one of them: all rows of the list are of one height. */
export type AccessRow =
  | {
      readonly kind: 'group'
      readonly group: string
      /** How many can be called, of how many there are; while something is searched for, of how many that can be. */
      readonly count: number
      readonly all: number
      readonly risks: Readonly<Record<OperationRisk, number>>
      readonly isOpen: boolean
    }
  | { readonly kind: 'operation'; readonly operation: AccessOperation }

/** What narrows the list. */
export interface AccessFilter {
  readonly search: string
  readonly risk: OperationRisk | null
}

/** The operations in which every word of the search occurs. */
export function filterOperations(
  operations: readonly AccessOperation[],
  { search, risk }: AccessFilter,
): readonly AccessOperation[] {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  if (words.length === 0 && risk === null) return operations
  return operations.filter((one) => {
    const name = one.operation.toLowerCase()
    return (risk === null || one.risk === risk) && words.every((word) => name.includes(word))
  })
}

/**
 * The list: groups of which something can be called, those that are open with their operations, and at the end the
 * groups of which nothing can be called. A search shows only what it finds.
 */
export function accessRows(
  answer: Pick<AccessOperations, 'operations' | 'groups'>,
  filter: AccessFilter,
  isOpen: (group: string) => boolean,
): readonly AccessRow[] {
  const isFiltered = filter.search.trim() !== '' || filter.risk !== null
  const byGroup = new Map<string, AccessOperation[]>()
  for (const one of filterOperations(answer.operations, filter)) {
    const known = byGroup.get(one.group)
    if (known) known.push(one)
    else byGroup.set(one.group, [one])
  }
  const rows: AccessRow[] = []
  const without: AccessRow[] = []
  for (const { group, allowed, all } of answer.groups) {
    const found = byGroup.get(group) ?? []
    if (found.length === 0) {
      const nothing = { group, count: 0, all, risks: countRisks([]), isOpen: false }
      if (!isFiltered && allowed === 0) without.push({ kind: 'group', ...nothing })
      continue
    }
    const open = isOpen(group)
    rows.push({
      kind: 'group',
      group,
      count: found.length,
      all: isFiltered ? allowed : all,
      risks: countRisks(found),
      isOpen: open,
    })
    if (open) for (const operation of found) rows.push({ kind: 'operation', operation })
  }
  return [...rows, ...without]
}

function countRisks(operations: readonly AccessOperation[]): Readonly<Record<OperationRisk, number>> {
  const counts = { privileged: 0, write: 0, read: 0 }
  for (const { risk } of operations) counts[risk]++
  return counts
}
