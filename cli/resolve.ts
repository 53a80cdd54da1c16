import { notFound, usageError } from './exit.ts'
import type { Directory, Session } from './session.ts'
import { byIdOrName } from './session.ts'

type Reference = { readonly roleId: string; readonly divisionId: string }

/** The id of a role, by its id or name. */
export async function resolveRole(session: Session, text: string): Promise<string> {
  const { roles } = await session.directory()
  const found = byIdOrName(roles, text)
  if (found.length > 1) throw usageError(session.words.ambiguous('role', text, ids(found)), 'ambiguous')
  if (found[0]) return found[0].id
  throw notFound('role_not_found', session.words.roleUnknown(text, names(roles)))
}

/** The id of a division, by its id or name; `*` stands for every one. */
export async function resolveDivision(session: Session, text: string): Promise<string> {
  if (text === '*') return '*'
  const { divisions } = await session.directory()
  const found = byIdOrName(divisions, text)
  if (found.length > 1) throw usageError(session.words.ambiguous('division', text, ids(found)), 'ambiguous')
  if (found[0]) return found[0].id
  throw notFound('division_not_found', session.words.divisionUnknown(text, names(divisions)))
}

/** The division that a question is about; null, for any, where none or `*` is named. */
export async function askedDivision(session: Session, text: string | undefined): Promise<string | null> {
  const division = text === undefined ? '*' : await resolveDivision(session, text)
  return division === '*' ? null : division
}

/** `ROLE` or `ROLE@DIVISION`, each by id or name; the home division where none is named (C6). */
export async function resolveRoleGrant(session: Session, text: string): Promise<Reference> {
  const { roles, homeDivisionId } = await session.directory()
  const at = text.lastIndexOf('@')
  // A name may itself hold an `@`, so the whole text is tried first.
  if (at < 0 || byIdOrName(roles, text).length > 0) {
    return { roleId: await resolveRole(session, text), divisionId: homeDivisionId }
  }
  return {
    roleId: await resolveRole(session, text.slice(0, at)),
    divisionId: await resolveDivision(session, text.slice(at + 1)),
  }
}

/** A role with its division, in the form in which it is typed. */
export function roleGrantText(directory: Directory, grant: Reference): string {
  return `${roleName(directory, grant.roleId)}@${divisionName(directory, grant.divisionId)}`
}

export function roleName(directory: Directory, roleId: string): string {
  return directory.roles.find((role) => role.id === roleId)?.name ?? roleId
}

export function divisionName(directory: Directory, divisionId: string): string {
  if (divisionId === '*') return '*'
  return directory.divisions.find((division) => division.id === divisionId)?.name ?? divisionId
}

/** A role grant with the names of its role and division, for JSON. */
export function namedGrant(directory: Directory, grant: Reference) {
  return {
    ...grant,
    roleName: roleName(directory, grant.roleId),
    divisionName: divisionName(directory, grant.divisionId),
  }
}

function ids(found: readonly { readonly id: string }[]): readonly string[] {
  return found.map((candidate) => candidate.id)
}

function names(all: readonly { readonly name: string }[]): readonly string[] {
  return all.map((candidate) => candidate.name).sort()
}
