import type { AdminClient, InputOf, OperationName, OutputOf } from '../core/contract/contract.ts'
import type { Language } from '../core/contract/shapes.ts'
import { notFound, refusalOf, usageError } from './exit.ts'
import type { Output } from './output.ts'
import type { Terminal } from './terminal.ts'
import type { Words } from './words/english.ts'

/** Options that every command takes. */
export interface GlobalOptions {
  readonly data?: string
  readonly org?: string
  readonly as?: string
  readonly json?: boolean
  readonly lang?: Language
}

type Organization = OutputOf<'organization.show'>
type Role = OutputOf<'role.list'>[number]
type Division = OutputOf<'division.list'>[number]
type User = OutputOf<'user.show'>

/** As whom, where and in which language a command acts. */
export interface Acting {
  readonly organizationId: string
  readonly userId: string
  readonly language: Language
}

/** The roles and divisions by which a command names things. */
export interface Directory {
  readonly roles: readonly Role[]
  readonly divisions: readonly Division[]
  readonly homeDivisionId: string
}

/** One run of a command: the operations, the chosen organization and user, and where to print. */
export interface Session {
  readonly terminal: Terminal
  readonly out: Output
  readonly words: Words
  readonly language: Language
  /** Runs an operation; a refusal ends the command with its sentence. */
  call<Name extends OperationName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>>
  organization(): Promise<Organization>
  actingUser(): Promise<User>
  acting(): Promise<Acting>
  directory(): Promise<Directory>
}

/** A run of a command that needs no workspace. */
export type Plain = Pick<Session, 'terminal' | 'out' | 'words' | 'language'>

interface SessionParts {
  readonly terminal: Terminal
  readonly client: AdminClient
  readonly options: GlobalOptions
  readonly out: Output
  readonly words: Words
  readonly language: Language
}

/** Chooses organization and user by the global options, each looked up once and only when it is needed. */
export function createSession({ client, options, terminal, out, words, language }: SessionParts): Session {
  const call: Session['call'] = async (name, input) => {
    const result = await client[name](input)
    if (!result.ok) throw refusalOf(result.failure)
    return result.value
  }
  const organization = once(async () => {
    const organizations = await call('organization.list', {})
    const chosen = chooseOrganization(organizations, options.org, words)
    return call('organization.show', { organizationId: chosen.id })
  })
  const actingUser = once(async () => {
    const shown = await organization()
    const organizationId = shown.organization.id
    return call('user.show', { organizationId, user: options.as ?? shown.administratorId })
  })
  const directory = once(async () => {
    const shown = await organization()
    const organizationId = shown.organization.id
    const [roles, divisions] = await Promise.all([
      call('role.list', { organizationId }),
      call('division.list', { organizationId }),
    ])
    return { roles, divisions, homeDivisionId: shown.homeDivisionId }
  })
  const acting = async () => ({
    organizationId: (await organization()).organization.id,
    userId: (await actingUser()).id,
    language,
  })
  return { terminal, out, words, language, call, organization, actingUser, acting, directory }
}

function chooseOrganization<Candidate extends { readonly id: string; readonly name: string }>(
  organizations: readonly Candidate[],
  wanted: string | undefined,
  words: Words,
): Candidate {
  if (organizations.length === 0) throw usageError(words.noOrganization, 'organization_not_found')
  const names = organizations.map((organization) => organization.name).sort()
  if (wanted === undefined) {
    const [only, second] = organizations
    if (only && !second) return only
    throw usageError(words.severalOrganizations(names), 'organization_name_ambiguous')
  }
  const found = byIdOrName(organizations, wanted)
  if (found.length > 1)
    throw usageError(words.ambiguous('organization', wanted, found.map(idOf)), 'ambiguous')
  if (!found[0]) throw notFound('organization_not_found', words.organizationUnknown(wanted, names))
  return found[0]
}

/** Those of this id, else of exactly this name, else of this name in any case. */
export function byIdOrName<Candidate extends { readonly id: string; readonly name: string }>(
  candidates: readonly Candidate[],
  wanted: string,
): readonly Candidate[] {
  const lower = wanted.trim().toLowerCase()
  for (const matches of [
    (candidate: Candidate) => candidate.id === wanted,
    (candidate: Candidate) => candidate.name === wanted,
    (candidate: Candidate) => candidate.name.toLowerCase() === lower,
  ]) {
    const found = candidates.filter(matches)
    if (found.length > 0) return found
  }
  return []
}

function idOf(candidate: { readonly id: string }): string {
  return candidate.id
}

function once<Value>(work: () => Promise<Value>): () => Promise<Value> {
  let running: Promise<Value> | undefined
  return () => (running ??= work())
}
