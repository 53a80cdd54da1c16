import type { Command } from 'commander'
import { commaList } from './help.ts'
import { resolveRole } from './resolve.ts'
import type { Session } from './session.ts'

/** The terms of an authorization as options; what is not given keeps its former or default value. */
export interface TermOptions {
  readonly scopes?: readonly string[]
  readonly roles?: readonly string[]
  readonly reason?: string
  readonly ticket?: string
  readonly expires?: string
}

/** What an administrator grants, and on which terms (A1). */
interface Terms {
  readonly scopes: readonly string[]
  readonly roleIds: readonly string[]
  readonly reason: string
  readonly ticket: string
  readonly expiresAt: string | null
}

export const noTerms: Terms = { scopes: [], roleIds: [], reason: '', ticket: '', expiresAt: null }

export function addTermOptions(command: Command): Command {
  return command
    .option('--scopes <a,b>', 'scopes to grant, out of the requested ones', commaList)
    .option('--roles <r1,r2>', 'limit it to users who hold one of these roles, by name or id', commaList)
    .option('--reason <text>', 'why it may operate here')
    .option('--ticket <text>', 'where that was decided')
    .option('--expires <time>', 'when the approval ends by itself, such as 2027-01-31T00:00:00Z')
}

/** The terms with the given options in place of the former values. */
export async function applyTermOptions(
  session: Session,
  former: Terms,
  options: TermOptions,
): Promise<Terms> {
  const roleIds = []
  for (const text of options.roles ?? []) roleIds.push(await resolveRole(session, text))
  return {
    scopes: options.scopes ?? former.scopes,
    roleIds: options.roles === undefined ? former.roleIds : roleIds,
    reason: options.reason ?? former.reason,
    ticket: options.ticket ?? former.ticket,
    expiresAt: options.expires === undefined ? former.expiresAt : options.expires || null,
  }
}
