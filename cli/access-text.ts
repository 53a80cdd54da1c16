import type { OutputOf } from '../core/contract/contract.ts'
import type { Session } from './session.ts'
import { plain } from './text.ts'

type NamedRole = OutputOf<'access.who'>['users']['rows'][number]['roles'][number]

/** In which division a question was asked. */
export function placeText({ words }: Session, divisionName: string | null): string {
  return divisionName === null ? words.inAnyDivision : words.inDivision(plain(divisionName))
}

/** Roles with their divisions, in the form in which they are typed. */
export function rolesText(roles: readonly NamedRole[]): string {
  return roles.map(({ name, divisionName }) => plain(`${name}@${divisionName}`)).join(', ') || '–'
}
