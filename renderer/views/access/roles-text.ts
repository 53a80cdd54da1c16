import { say } from '../../i18n.ts'

/** `User Manager · all divisions, Agent · Sales`. */
export function rolesText(
  roles: readonly { readonly name: string; readonly divisionName: string }[],
): string {
  return roles
    .map(({ name, divisionName }) => {
      const division = divisionName === '*' ? say('common.allDivisions') : divisionName
      return `${name} · ${division}`
    })
    .join(', ')
}
