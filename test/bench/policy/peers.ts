import { createMongoAbility } from '@casl/ability'
import { preparsePolicySet, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs'
import { AccessControl } from 'accesscontrol'
import { newEnforcer, newModel, StringAdapter, type Enforcer } from 'casbin'
import type { WorldOperation } from '../../support/policy-world.ts'
import { permissionsIn, splitGrant, writeOut } from './held-permissions.ts'
import type { Ask, Workload } from './plain-engines.ts'

// The scope is looked at first, as it denies most and costs least, unless the name says otherwise.

/** `d1:e2:view` as an action on a subject. */
interface Act {
  readonly action: string
  readonly subject: string
}

function actOf(permission: string): Act {
  const end = permission.lastIndexOf(':')
  return { action: permission.slice(end + 1), subject: permission.slice(0, end) }
}

function needs({ any, all }: WorldOperation, holds: (permission: string) => boolean): boolean {
  return all ? all.every(holds) : (any ?? []).some(holds)
}

/** One ability per user and division that matters, and one per app; wildcards are written out, as it has none inside a name. */
export function casl(workload: Workload): Ask {
  const { reaches, holds } = caslAbilities(workload)
  return (question) => reaches(question) && holds(question)
}

/** The same, with the permissions asked for first. */
export function caslPermissionsFirst(workload: Workload): Ask {
  const { reaches, holds } = caslAbilities(workload)
  return (question) => holds(question) && reaches(question)
}

function caslAbilities({ world }: Workload): { readonly reaches: Ask; readonly holds: Ask } {
  const { rows, rowOf } = writeOut(world)
  const abilities = rows.map((held) => createMongoAbility([...held].map(actOf)))
  const apps = Object.values(world.authorizations ?? {}).map(({ scopes = [] }) =>
    createMongoAbility(scopes.map((scope) => ({ action: 'use', subject: scope }))),
  )
  const acts = new Map(permissionsIn(world).map((permission) => [permission, actOf(permission)]))
  const operations = Object.values(world.operations ?? {})
  // It builds its index at the first question.
  for (const ability of [...abilities, ...apps]) ability.can('use', 'nothing')
  return {
    reaches: ({ app, operation }) =>
      (operations[operation]?.scopes ?? []).some((scope) => apps[app]?.can('use', scope)),
    holds: ({ user, operation, division }) => {
      const ability = abilities[rowOf(user, division)]
      return needs(operations[operation] ?? {}, (permission) => {
        const act = acts.get(permission)
        return act !== undefined && ability?.can(act.action, act.subject) === true
      })
    },
  }
}

/** One role per user and division that matters, and one per app; its names may not hold a colon. */
export function accesscontrol({ world }: Workload): Ask {
  const { rows, rowOf } = writeOut(world)
  const plain = (name: string) => name.replaceAll(':', '_')
  const acts = new Map(
    permissionsIn(world).map((permission) => {
      const { action, subject } = actOf(permission)
      return [permission, { action, subject: plain(subject) }]
    }),
  )
  const control = new AccessControl()
  const grant = (role: string, granted: readonly (Act | undefined)[]) => {
    // A role that may do nothing would not exist.
    const access = control.grant(role).action('exist', 'nothing')
    for (const act of granted) if (act) access.action(act.action, act.subject)
  }
  for (const [row, held] of rows.entries()) {
    grant(
      `row${String(row)}`,
      [...held].map((permission) => acts.get(permission)),
    )
  }
  for (const [app, { scopes = [] }] of Object.values(world.authorizations ?? {}).entries()) {
    grant(
      `app${String(app)}`,
      scopes.map((scope) => ({ action: 'use', subject: plain(scope) })),
    )
  }
  const operations = Object.values(world.operations ?? {})
  return ({ app, user, operation, division }) => {
    const wanted = operations[operation] ?? {}
    const role = `row${String(rowOf(user, division))}`
    const holds = (permission: string) => {
      const act = acts.get(permission)
      return act !== undefined && control.can(role).do(act.action, act.subject).granted
    }
    return (
      (wanted.scopes ?? []).some(
        (scope) => control.can(`app${String(app)}`).do('use', plain(scope)).granted,
      ) && needs(wanted, holds)
    )
  }
}

/** Two policies parsed beforehand; a question brings the two entities that it is about. */
export function cedar({ world }: Workload): Ask {
  const { rows, rowOf } = writeOut(world)
  const policy = (condition: string) =>
    `permit(principal, action == Action::"call", resource) when { resource.scopes.containsAny(context.scopes) && ${condition} };`
  const staticPolicies = {
    any: policy('!resource.needsAll && resource.permissions.containsAny(principal.permissions)'),
    all: policy('resource.needsAll && principal.permissions.containsAll(resource.permissions)'),
  }
  const parsed = preparsePolicySet('bench', { staticPolicies })
  if (parsed.type !== 'success') throw new Error(`cedar refuses the policies: ${JSON.stringify(parsed)}`)
  const action = { type: 'Action', id: 'call' }
  const principals = rows.map((held, row) => ({
    ...{ uid: { type: 'User', id: `row${String(row)}` }, parents: [] },
    attrs: { permissions: [...held] },
  }))
  const resources = Object.entries(world.operations ?? {}).map(([name, { any, all, scopes = [] }]) => ({
    ...{ uid: { type: 'Operation', id: name }, parents: [] },
    attrs: { needsAll: all !== undefined, permissions: [...(all ?? any ?? [])], scopes: [...scopes] },
  }))
  const contexts = Object.values(world.authorizations ?? {}).map(({ scopes = [] }) => ({
    scopes: [...scopes],
  }))
  return ({ app, user, operation, division }) => {
    const principal = principals[rowOf(user, division)]
    const resource = resources[operation]
    const context = contexts[app]
    if (!principal || !resource || !context) return false
    const answer = statefulIsAuthorized({
      ...{ principal: principal.uid, action, resource: resource.uid, context },
      ...{ entities: [principal, resource], preparsedPolicySetId: 'bench', validateRequest: false },
    })
    if (answer.type !== 'success') throw new Error(`cedar refuses a question: ${JSON.stringify(answer)}`)
    return answer.response.decision === 'allow'
  }
}

const anyDivision = 'any'

/** Roles within domains for users, and a second enforcer for the scopes of apps. */
export async function casbin({ world }: Workload): Promise<Ask> {
  const divisions = Object.keys(world.divisions ?? {})
  const held = Object.entries(world.roles ?? {}).flatMap(([role, patterns]) =>
    patterns.map((pattern) => `p, ${role}, ${pattern}`),
  )
  const given = Object.entries(world.users ?? {}).flatMap(([user, { roles = [] }]) =>
    roles.flatMap((grant) => {
      const [role, division] = splitGrant(grant)
      const domains = division === '*' ? divisions : [division]
      return [anyDivision, ...domains].map((domain) => `g, ${user}, ${role}, ${domain}`)
    }),
  )
  const scopes = Object.entries(world.authorizations ?? {}).flatMap(([app, authorization]) =>
    (authorization.scopes ?? []).map((scope) => `p, ${app}, ${scope}`),
  )
  const people = await newEnforcer(newModel(peopleModel), new StringAdapter([...held, ...given].join('\n')))
  await people.addFunction('covers', covers)
  const apps = await newEnforcer(newModel(appModel), new StringAdapter(scopes.join('\n')))
  const operations = Object.values(world.operations ?? {})
  const allows = (enforcer: Enforcer, ...request: readonly string[]) => enforcer.enforceSync(...request)
  return ({ operation, asked }) => {
    const wanted = operations[operation] ?? {}
    const division = asked.divisionId ?? anyDivision
    const holds = (permission: string) => allows(people, asked.userId ?? '', division, permission)
    return (wanted.scopes ?? []).some((scope) => allows(apps, asked.clientId, scope)) && needs(wanted, holds)
  }
}

const peopleModel = `
[request_definition]
r = sub, dom, obj
[policy_definition]
p = sub, obj
[role_definition]
g = _, _, _
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = g(r.sub, p.sub, r.dom) && covers(r.obj, p.obj)
`

const appModel = `
[request_definition]
r = sub, obj
[policy_definition]
p = sub, obj
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.sub == p.sub && r.obj == p.obj
`

function covers(permission: string, pattern: string): boolean {
  if (permission === pattern) return true
  if (!pattern.includes('*')) return false
  const names = permission.split(':')
  return pattern.split(':').every((piece, part) => piece === '*' || piece === names[part])
}
