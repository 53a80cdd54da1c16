import { defineStore } from 'pinia'
import type { InputOf, OutputOf } from '../../core/contract/contract.ts'
import { useAdmin } from '../admin.ts'
import { useSessionStore } from './session.ts'

export type AccessOperations = OutputOf<'access.operations'>
export type AccessWho = OutputOf<'access.who'>
export type AccessMatrix = OutputOf<'access.matrix'>
export type AccessTotals = OutputOf<'access.totals'>
export type AccessWhatIf = OutputOf<'access.whatIf'>
export type LeastScopes = OutputOf<'access.leastScopes'>
export type AccessReach = OutputOf<'access.reach'>
/** One assumed change, for a what-if. */
export type Assumption = InputOf<'access.whatIf'>['assume'][number]
export type OperationRisk = AccessOperations['operations'][number]['risk']

/** A question without who asks it. */
type Asked<Name extends 'operations' | 'who' | 'matrix' | 'totals' | 'whatIf' | 'leastScopes' | 'reach'> =
  Omit<InputOf<`access.${Name}`>, 'acting'>

/**
 * Questions about the access of a whole app, a whole operation and the whole organization (P4). They can take a while:
 * ask them through `useLongQuestion`, which passes the task to follow and to cancel. Nothing is kept here.
 */
export const useAccessStore = defineStore('access', () => {
  const { client } = useAdmin()
  const session = useSessionStore()

  const operations = (asked: Asked<'operations'>) =>
    client['access.operations']({ acting: session.acting, ...asked })
  const who = (asked: Asked<'who'>) => client['access.who']({ acting: session.acting, ...asked })
  const matrix = (asked: Asked<'matrix'>) => client['access.matrix']({ acting: session.acting, ...asked })
  const totals = (asked: Asked<'totals'>) => client['access.totals']({ acting: session.acting, ...asked })
  const whatIf = (asked: Asked<'whatIf'>) => client['access.whatIf']({ acting: session.acting, ...asked })
  const leastScopes = (asked: Asked<'leastScopes'>) =>
    client['access.leastScopes']({ acting: session.acting, ...asked })
  const reach = (asked: Asked<'reach'>) => client['access.reach']({ acting: session.acting, ...asked })

  return { operations, who, matrix, totals, whatIf, leastScopes, reach }
})
