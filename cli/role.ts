import { Command } from 'commander'
import type { OutputOf } from '../core/contract/contract.ts'
import type { CommandHost } from './host.ts'
import { commaList, wholeNumber, withExamples } from './help.ts'
import { resolveRole } from './resolve.ts'
import type { Session } from './session.ts'
import { fields, table } from './table.ts'
import { clip, plain } from './text.ts'

type Role = OutputOf<'role.create'>

interface RoleOptions {
  readonly name?: string
  readonly description?: string
  readonly permissions?: readonly string[]
  readonly revision?: number
}

/** `grantdesk role …`: bundles of permissions (O3, O5). */
export function roleCommand(host: CommandHost): Command {
  const role = new Command('role').description('roles: bundles of permissions')
  withExamples(
    role,
    'grantdesk role create "User manager" --permissions directory:user:add,directory:user:edit',
  )
  role.addCommand(
    withExamples(
      new Command('list').description('list the roles').action(() => host.run(listRoles)),
      'grantdesk role list --json',
    ),
  )
  role.addCommand(
    withExamples(
      new Command('create')
        .description('create a role')
        .argument('<name>')
        .requiredOption('--permissions <p1,p2>', 'domain:entity:action, each part may be *', commaList)
        .option('--description <text>')
        .action((name: string, options: RoleOptions) =>
          host.run((session) => createRole(session, name, options)),
        ),
      'grantdesk role create "User manager" --permissions directory:user:add,directory:user:edit',
    ),
  )
  role.addCommand(
    withExamples(
      new Command('edit')
        .description('change a role; what is not named stays as it is')
        .argument('<role>', 'name or id')
        .option('--name <name>', 'new name')
        .option('--description <text>')
        .option('--permissions <p1,p2>', 'the permissions it holds from now on', commaList)
        .option('--revision <n>', 'refuse unless the role is still at this revision', wholeNumber(0, 1e15))
        .action((name: string, options: RoleOptions) =>
          host.run((session) => editRole(session, name, options)),
        ),
      'grantdesk role edit "User manager" --permissions directory:user:add',
    ),
  )
  role.addCommand(
    withExamples(
      new Command('restore-defaults')
        .description('add missing default roles and give changed ones their permissions back')
        .action(() => host.run(restoreDefaults)),
      'grantdesk role restore-defaults',
    ),
  )
  return role
}

async function listRoles(session: Session) {
  const { roles } = await session.directory()
  printRoles(session, roles)
}

async function restoreDefaults(session: Session) {
  printRoles(session, await session.call('role.restoreDefaults', { acting: await session.acting() }))
}

async function createRole(session: Session, name: string, options: RoleOptions) {
  const role = await session.call('role.create', {
    acting: await session.acting(),
    name,
    description: options.description ?? '',
    patterns: options.permissions ?? [],
  })
  printRole(session, role)
}

async function editRole(session: Session, text: string, options: RoleOptions) {
  const roleId = await resolveRole(session, text)
  const { roles } = await session.directory()
  const former = roles.find((role) => role.id === roleId)
  const role = await session.call('role.edit', {
    acting: await session.acting(),
    roleId,
    revision: options.revision ?? former?.revision ?? 0,
    name: options.name ?? former?.name ?? text,
    description: options.description ?? former?.description ?? '',
    patterns: options.permissions ?? former?.patterns ?? [],
  })
  printRole(session, role)
}

function printRoles({ out, words }: Session, roles: readonly Role[]) {
  out.list(roles, roles.length, () =>
    table(
      [words.name, words.id, words.defaultRole, words.permissions],
      roles.map((role) => [
        plain(role.name),
        role.id,
        role.defaultId === null ? '' : words.yes,
        clip(plain(role.patterns.join(', ')), 60),
      ]),
    ),
  )
}

function printRole({ out, words }: Session, role: Role) {
  out.record(role, () => [
    ...fields([
      [words.name, plain(role.name)],
      [words.id, role.id],
      [words.description, plain(role.description)],
      [words.permissions, String(role.patterns.length)],
    ]),
    ...role.patterns.map((pattern) => `  ${plain(pattern)}`),
  ])
}
