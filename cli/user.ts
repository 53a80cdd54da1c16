import { Command, Option } from 'commander'
import type { OutputOf } from '../core/contract/contract.ts'
import type { CommandHost } from './host.ts'
import { wholeNumber, withExamples } from './help.ts'
import { collectPages } from './pages.ts'
import { readPassword } from './read-password.ts'
import { namedGrant, resolveDivision, resolveRoleGrant, roleGrantText } from './resolve.ts'
import type { Directory, Session } from './session.ts'
import { fields, table } from './table.ts'
import { clip, formatTime, plain } from './text.ts'

type User = OutputOf<'user.show'>

interface GrantOptions {
  readonly division?: string
}

/** `grantdesk user …`: the users of an organization and the roles they hold (O3, O6). */
export function userCommand(host: CommandHost): Command {
  const user = new Command('user').description('users and the roles they hold')
  withExamples(user, 'grantdesk user create ada@acme.example', 'grantdesk user grant ada@acme.example Admin')
  user.addCommand(
    withExamples(
      new Command('list')
        .description('list the users')
        .option('--search <text>', 'part of a name or e-mail address')
        .option('--limit <n>', 'at most so many', wholeNumber(1, 1_000_000))
        .action((options: { readonly search?: string; readonly limit?: number }) =>
          host.run((session) => listUsers(session, options.search ?? '', options.limit)),
        ),
      'grantdesk user list --search ada',
    ),
  )
  user.addCommand(
    withExamples(
      new Command('show')
        .description('show one user')
        .argument('<user>', 'e-mail address or id')
        .action((who: string) =>
          host.run(async (session) => printUser(session, await findUser(session, who))),
        ),
      'grantdesk user show ada@acme.example',
    ),
  )
  user.addCommand(
    withExamples(
      new Command('create')
        .description('create a user, who holds no role yet')
        .argument('<email>')
        .option('--name <name>', 'full name')
        .action((email: string, options: { readonly name?: string }) =>
          host.run((session) => createUser(session, email, options.name ?? '')),
        ),
      'grantdesk user create ada@acme.example --name "Ada Lovelace"',
    ),
  )
  user.addCommand(
    withExamples(
      new Command('set-state')
        .description('make a user active or inactive')
        .argument('<user>', 'e-mail address or id')
        .addArgument(new Command().createArgument('<state>').choices(['active', 'inactive']))
        .action((who: string, state: 'active' | 'inactive') =>
          host.run((session) => setState(session, who, state)),
        ),
      'grantdesk user set-state ada@acme.example inactive',
    ),
  )
  user.addCommand(
    withExamples(
      new Command('set-password')
        .description('give a user a password, read from the terminal or the input, or take it away')
        .argument('<user>', 'e-mail address or id')
        .option('--remove', 'leave the user without a password')
        .action((who: string, options: { readonly remove?: boolean }) =>
          host.run((session) => setPassword(session, who, options.remove === true)),
        ),
      'grantdesk user set-password ada@acme.example',
    ),
  )
  user.addCommand(
    withExamples(
      grantCommand('grant', 'give a user a role in a division').action(
        (who: string, role: string, options: GrantOptions) =>
          host.run((session) => changeGrant(session, 'user.grantRole', { who, role, ...options })),
      ),
      'grantdesk user grant ada@acme.example "Master Admin" --division "*"',
    ),
  )
  user.addCommand(
    withExamples(
      grantCommand('ungrant', 'take a role away from a user').action(
        (who: string, role: string, options: GrantOptions) =>
          host.run((session) => changeGrant(session, 'user.ungrantRole', { who, role, ...options })),
      ),
      'grantdesk user ungrant ada@acme.example Admin',
    ),
  )
  return user
}

function grantCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .argument('<user>', 'e-mail address or id')
    .argument('<role>', 'name or id')
    .addOption(new Option('--division <division>', 'name, id or * for all; the home division by default'))
}

/** The user of this e-mail address or id. */
async function findUser(session: Session, who: string): Promise<User> {
  const { organization } = await session.organization()
  return session.call('user.show', { organizationId: organization.id, user: who })
}

async function listUsers(session: Session, search: string, limit: number | undefined) {
  const { words } = session
  const { organization } = await session.organization()
  const { rows, total } = await collectPages(limit, (paging) =>
    session.call('user.list', { organizationId: organization.id, search, ...paging }),
  )
  const directory = await session.directory()
  session.out.list(
    rows.map((user) => userRecord(directory, user)),
    total,
    () => [
      ...table(
        [words.email, words.name, words.state, words.roles],
        rows.map((user) => [
          plain(user.email),
          clip(plain(user.name), 40),
          words.states[user.state],
          rolesText(directory, user),
        ]),
      ),
      words.shown(rows.length, total),
    ],
  )
}

async function createUser(session: Session, email: string, name: string) {
  const user = await session.call('user.create', { acting: await session.acting(), email, name })
  await printUser(session, user)
}

async function setState(session: Session, who: string, state: 'active' | 'inactive') {
  const { id } = await findUser(session, who)
  await printUser(
    session,
    await session.call('user.setState', { acting: await session.acting(), userId: id, state }),
  )
}

async function setPassword(session: Session, who: string, remove: boolean) {
  const { id } = await findUser(session, who)
  const password = remove ? null : await readPassword(session)
  await printUser(
    session,
    await session.call('user.setPassword', { acting: await session.acting(), userId: id, password }),
  )
}

async function changeGrant(
  session: Session,
  operation: 'user.grantRole' | 'user.ungrantRole',
  { who, role, division }: GrantOptions & { readonly who: string; readonly role: string },
) {
  const { id } = await findUser(session, who)
  const grant = await resolveRoleGrant(session, role)
  const divisionId = division === undefined ? grant.divisionId : await resolveDivision(session, division)
  await printUser(
    session,
    await session.call(operation, {
      acting: await session.acting(),
      userId: id,
      roleId: grant.roleId,
      divisionId,
    }),
  )
}

async function printUser(session: Session, user: User): Promise<void> {
  const { words } = session
  const directory = await session.directory()
  session.out.record(userRecord(directory, user), () =>
    fields([
      [words.email, plain(user.email)],
      [words.name, plain(user.name)],
      [words.id, user.id],
      [words.state, words.states[user.state]],
      [
        words.password,
        user.passwordChangedAt === null ? '–' : words.passwordSet(formatTime(user.passwordChangedAt)),
      ],
      [words.roles, rolesText(directory, user)],
    ]),
  )
}

function userRecord(directory: Directory, user: User) {
  return { ...user, roleGrants: user.roleGrants.map((grant) => namedGrant(directory, grant)) }
}

function rolesText(directory: Directory, user: User): string {
  return user.roleGrants.map((grant) => plain(roleGrantText(directory, grant))).join(', ') || '–'
}
