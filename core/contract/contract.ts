import { auditContract } from './audit.ts'
import { catalogueContract } from './catalogue.ts'
import { clientContract } from './clients.ts'
import { authorizationContract } from './authorizations.ts'
import { accessContract } from './access.ts'
import { evidenceContract } from './evidence.ts'
import { historyContract } from './history.ts'
import { identityProviderContract } from './identity-providers.ts'
import { labContract } from './lab.ts'
import { organizationContract } from './organizations.ts'
import { reviewContract } from './review.ts'
import { serverContract } from './server.ts'
import { snapshotContract } from './snapshots.ts'
import type { z } from 'zod'
import type { Result } from '../model/result.ts'
import type { OperationDefinition, WireResult } from './definition.ts'

/** Everything that a screen or the command line can ask of Grantdesk. */
export const contract = {
  ...organizationContract,
  ...clientContract,
  ...authorizationContract,
  ...catalogueContract,
  ...accessContract,
  ...historyContract,
  ...identityProviderContract,
  ...serverContract,
  ...labContract,
  ...snapshotContract,
  ...auditContract,
  ...reviewContract,
  ...evidenceContract,
} as const

export type Contract = typeof contract
export type OperationName = keyof Contract

type InputSchema<Name extends OperationName> = Contract[Name]['input']
type OutputSchema<Name extends OperationName> = Contract[Name]['output']

/** What a caller passes, before defaults are filled in. */
export type InputOf<Name extends OperationName> = z.input<InputSchema<Name>>
/** What a caller gets. */
export type OutputOf<Name extends OperationName> = z.output<OutputSchema<Name>>
/** What an operation receives, parsed. */
export type ParsedInputOf<Name extends OperationName> = z.output<InputSchema<Name>>

/** What an operation answers where it is not refused. */
export type AnswerOf<Name extends OperationName> = z.input<OutputSchema<Name>>
export type ResultOf<Name extends OperationName> = Result<AnswerOf<Name>>

/** The operations as the core offers them. */
export type AdminApi = {
  readonly [Name in OperationName]: (input: ParsedInputOf<Name>) => Promise<ResultOf<Name>>
}

/** The operations as a screen or the command line calls them, over any transport. */
export type AdminClient = {
  readonly [Name in OperationName]: (input: InputOf<Name>) => Promise<WireResult<OutputOf<Name>>>
}

export function isOperationName(name: string): name is OperationName {
  return Object.hasOwn(contract, name)
}

export function definitionOf(name: OperationName): OperationDefinition<z.ZodType, z.ZodType> {
  return contract[name]
}

/** What a host tells its windows without being asked. */
export interface Topics {
  /** Something in the store has changed, by this or another process. */
  readonly changed: { readonly at: string }
  /** A long task has moved on. */
  readonly progress: { readonly taskId: string; readonly done: number; readonly total: number }
  /** The organization server answered requests, or was started or stopped; told at most a few times a second. */
  readonly server: { readonly last: number }
  /** A flow of the lab has moved on. */
  readonly flow: { readonly runId: string }
  /** Somebody chose a command of the desktop's native menu; the browser has none. */
  readonly menu: { readonly command: MenuCommand }
}

export type MenuCommand =
  | 'newClient'
  | 'importCatalogue'
  | 'openSnapshot'
  | 'goClients'
  | 'goApps'
  | 'goAsk'
  | 'goMatrix'
  | 'goAudit'
  | 'goHistory'

export const topicNames = [
  'changed',
  'progress',
  'server',
  'flow',
  'menu',
] as const satisfies readonly (keyof Topics)[]
export type TopicName = keyof Topics

export function isTopicName(name: string): name is TopicName {
  return (topicNames as readonly string[]).includes(name)
}

/** What a host puts into the page as `window.grantdesk`: one call, one subscription, and nothing else (E20). */
export interface HostBridge {
  invoke(operation: string, input: unknown): Promise<unknown>
  /** Answers the way to stop. */
  subscribe(topic: TopicName, listener: (message: unknown) => void): () => void
}
