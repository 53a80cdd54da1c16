import type { Change, Check } from '../model/decision.ts'
import { permissionTitle } from '../model/permission.ts'
import { isWordingKey, say, sayByKey, type Language } from './say.ts'

/** A check with its evidence as a sentence, the way every host prints it (P3). */
export interface DescribedCheck {
  readonly name: string
  readonly title: string
  readonly rule: string
  readonly result: Check['result']
  readonly evidence: string
  readonly children: readonly DescribedCheck[]
}

export function describeCheck(check: Check, language: Language): DescribedCheck {
  const titleKey = `check.${check.name}`
  const params = check.evidence.params
  const everywhere = params['division'] === '*' ? { division: say(language, 'division.every') } : {}
  const { permission } = params
  const titled = typeof permission === 'string' ? { title: permissionTitle(permission) } : {}
  return {
    name: check.name,
    title: isWordingKey(titleKey) ? say(language, titleKey) : '',
    rule: check.rule,
    result: check.result,
    evidence: sayByKey(language, check.evidence.key, { ...params, ...everywhere, ...titled }),
    children: check.children.map((child) => describeCheck(child, language)),
  }
}

/** The names that a change speaks of. */
export interface ChangeNames {
  readonly client: string
  readonly user: string
  role(id: string): { readonly name: string; readonly patterns: number }
  division(id: string): string
}

export interface DescribedChange {
  readonly change: Change
  readonly title: string
  readonly detail: string
}

/** One change as an instruction and what it means beyond this question. */
export function describeChange(change: Change, names: ChangeNames, language: Language): DescribedChange {
  const { client, user } = names
  const described = (title: string, detail: string) => ({ change, title, detail })
  switch (change.kind) {
    case 'authorize_app': {
      const scopes = change.scopes.map((scope) => `\`${scope}\``).join(', ')
      return described(
        say(language, 'change.authorize_app', { client }),
        scopes === ''
          ? say(language, 'change.authorize_app_plain')
          : say(language, 'change.authorize_app_detail', { scopes }),
      )
    }
    case 'request_scope':
      return described(
        say(language, 'change.request_scope', { client, scope: change.scope }),
        say(language, 'change.request_scope_detail'),
      )
    case 'grant_scope':
      return described(
        say(language, 'change.grant_scope', { client, scope: change.scope }),
        say(language, 'change.grant_scope_detail'),
      )
    case 'give_user_role':
    case 'give_client_role': {
      const role = names.role(change.roleId)
      const where =
        change.divisionId === '*'
          ? say(language, 'division.in_every')
          : say(language, 'division.in_one', { division: names.division(change.divisionId) })
      return described(
        say(language, `change.${change.kind}`, { user, client, role: role.name, where }),
        say(language, 'change.give_role_detail', { count: role.patterns }),
      )
    }
    case 'admit_role':
      return described(
        say(language, 'change.admit_role', { client, role: names.role(change.roleId).name }),
        say(language, 'change.admit_role_detail'),
      )
    case 'activate_user':
      return described(
        say(language, 'change.activate_user', { user }),
        say(language, 'change.activate_user_detail'),
      )
    case 'restore_client':
      return described(
        say(language, 'change.restore_client', { client }),
        say(language, 'change.restore_client_detail'),
      )
  }
}
