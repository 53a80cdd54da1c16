import { z } from 'zod'
import { contract, definitionOf, type AdminApi, type OperationName } from '../../contract/contract.ts'
import { fail, type Result } from '../../model/result.ts'
import type { OpenedSnapshots } from './opened-snapshots.ts'

type Run = (input: unknown) => Promise<Result<unknown>>

/**
 * The operations of a workspace in which snapshots are shown: what names the organization of a shown snapshot is answered by that
 * snapshot's own application if it is a query, and refused if it is a command (U1). Everything else goes on as before.
 */
export function routeToOpened(main: AdminApi, opened: Pick<OpenedSnapshots, 'find'>): AdminApi {
  const routed = Object.keys(contract).map((key) => {
    // Object.keys forgets that these are the contract's own names.
    const name = key as OperationName
    const run: Run = (input) => {
      const shown = opened.find(organizationNamedIn(input))
      if (!shown) return (main[name] as Run)(input)
      if (definitionOf(name).kind === 'command') return refuse(name)
      const answers = shown.api[name] as Run | undefined
      return answers ? answers(input) : refuse(name)
    }
    return [name, run]
  })
  // Every name of the contract is present; each passes its own parsed input on, and that name's answer back.
  return Object.fromEntries(routed) as AdminApi
}

const naming = z.object({
  acting: z.object({ organizationId: z.string() }).optional(),
  organizationId: z.string().optional(),
})

/** Empty where an input names none. */
function organizationNamedIn(input: unknown): string {
  const { success, data } = naming.safeParse(input)
  return success ? (data.acting?.organizationId ?? data.organizationId ?? '') : ''
}

function refuse(operation: OperationName): Promise<Result<never>> {
  return Promise.resolve(fail({ code: 'snapshot_read_only', rule: 'U1', params: { operation } }))
}
