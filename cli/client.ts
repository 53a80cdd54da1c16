import { Command, Option } from 'commander'
import type { OutputOf } from '../core/contract/contract.ts'
import { parseGrantType } from '../core/model/grant-type.ts'
import { clientCreateCommand } from './client-create.ts'
import { clientDeleteCommand } from './client-delete.ts'
import { clientEditCommand } from './client-edit.ts'
import { clientLines, clientRecord, grantTypeText, stateText } from './client-text.ts'
import { regenerateSecretCommand } from './client-secret.ts'
import { usageError } from './exit.ts'
import { collectEvents } from './events.ts'
import { eventLines, eventRecord } from './event-text.ts'
import type { CommandHost } from './host.ts'
import { wholeNumber, withExamples } from './help.ts'
import { collectPages } from './pages.ts'
import { roleName } from './resolve.ts'
import type { Session } from './session.ts'
import { fields, table } from './table.ts'
import { clip, formatTime, plain } from './text.ts'

interface ListOptions {
  readonly search?: string
  readonly state?: 'active' | 'inactive' | 'disabled'
  readonly grantType?: string
  readonly limit?: number
}

/** `grantdesk client …`: OAuth clients (C1 to C12). */
export function clientCommand(host: CommandHost): Command {
  const client = new Command('client').description('OAuth clients')
  withExamples(
    client,
    'grantdesk client create --name CRM --grant-type CODE --scopes users:readonly --redirect-uri https://crm.acme.example/back',
    'grantdesk client list --search crm',
  )
  client.addCommand(listCommand(host))
  client.addCommand(
    withExamples(
      new Command('show')
        .description('show one client, its authorization and its use')
        .argument('<client-id>')
        .action((id: string) => host.run((session) => showClient(session, id))),
      'grantdesk client show 7b1f…',
    ),
  )
  client.addCommand(
    withExamples(
      new Command('history')
        .description('list what was done to one client, newest first')
        .argument('<client-id>')
        .action((id: string) => host.run((session) => clientHistory(session, id))),
      'grantdesk client history 7b1f…',
    ),
  )
  client.addCommand(clientCreateCommand(host))
  client.addCommand(clientEditCommand(host))
  client.addCommand(clientDeleteCommand(host))
  client.addCommand(
    withExamples(
      new Command('restore')
        .description('make a deactivated client active again')
        .argument('<client-id>')
        .action((id: string) => host.run((session) => restoreClient(session, id))),
      'grantdesk client restore 7b1f…',
    ),
  )
  client.addCommand(regenerateSecretCommand(host))
  return client
}

function listCommand(host: CommandHost): Command {
  return withExamples(
    new Command('list')
      .description('list the clients')
      .option('--search <text>', 'part of a name, id, redirect URI or scope')
      .addOption(
        new Option('--state <state>', 'only those in this state').choices(['active', 'inactive', 'disabled']),
      )
      .option('--grant-type <type>', 'only those of this grant type')
      .option('--limit <n>', 'at most so many', wholeNumber(1, 1_000_000))
      .action((options: ListOptions) => host.run((session) => listClients(session, options))),
    'grantdesk client list --search crm --state active',
  )
}

async function listClients(session: Session, options: ListOptions) {
  const { words } = session
  const parsed = options.grantType === undefined ? null : parseGrantType(options.grantType)
  if (parsed === undefined) {
    throw usageError(words.grantTypeUnknown(options.grantType ?? ''), 'grant_type_unknown')
  }
  const acting = await session.acting()
  const { rows, total } = await collectPages(options.limit, (paging) =>
    session.call('client.list', {
      acting,
      search: options.search ?? '',
      state: options.state ?? null,
      grantType: parsed?.grantType ?? null,
      ...paging,
    }),
  )
  const directory = await session.directory()
  session.out.list(
    rows.map(({ client, lastUsed }) => ({ ...clientRecord(directory, client), lastUsed })),
    total,
    () => [
      ...(rows.length === 0
        ? []
        : table(
            [words.name, words.id, words.grantType, words.state, words.lastUsed],
            rows.map(({ client, lastUsed }) => [
              clip(plain(client.name), 40),
              client.id,
              grantTypeText(client),
              stateText(words, client.state),
              lastUsed ?? words.never,
            ]),
          )),
      words.shown(rows.length, total),
    ],
  )
}

async function showClient(session: Session, clientId: string) {
  const { words } = session
  const shown = await session.call('client.show', { acting: await session.acting(), clientId })
  const { client, ...rest } = shown
  const directory = await session.directory()
  session.out.record({ ...clientRecord(directory, client), ...rest }, () => [
    ...clientLines(session, directory, client),
    ...fields([
      [words.lastUsed, rest.lastUsed ?? words.never],
      [words.regions, rest.regions.join(', ')],
      [words.secretKept, rest.secretKept ? words.yes : words.no],
      ...authorizationFields(session, rest.authorization, (id) => plain(roleName(directory, id))),
      ...(rest.editBlockedBy === null ? [] : [[words.editBlocked, rest.editBlockedBy] as const]),
      ...(rest.restoreBlockedBy === null ? [] : [[words.restoreBlocked, rest.restoreBlockedBy] as const]),
    ]),
    ...(rest.usage.length === 0
      ? []
      : [
          words.recentCalls,
          ...table(
            [words.operation, words.requests, words.lastDay],
            rest.usage.map((row) => [plain(`${row.method} ${row.path}`), String(row.requests), row.lastDay]),
          ),
        ]),
  ])
}

function authorizationFields(
  { words }: Session,
  authorization: OutputOf<'client.show'>['authorization'],
  roleText: (roleId: string) => string,
): readonly (readonly [string, string])[] {
  if (!authorization) return [[words.authorization, words.none]]
  return [
    [words.authorization, words.authorizationStates[authorization.state]],
    [words.grantedScopes, authorization.scopes.map(plain).join(', ') || words.none],
    ...(authorization.roleIds.length === 0
      ? []
      : [[words.limitedToRoles, authorization.roleIds.map(roleText).join(', ')] as const]),
    ...(authorization.expiresAt === null
      ? []
      : [[words.expires, formatTime(authorization.expiresAt)] as const]),
  ]
}

async function clientHistory(session: Session, clientId: string) {
  const events = await collectEvents(session, { kind: 'client', id: clientId })
  if (events.length === 0) {
    // Nothing was ever done to it: say whether there is such a client at all.
    await session.call('client.show', { acting: await session.acting(), clientId })
  }
  session.out.list(events.map(eventRecord), events.length, () => eventLines(session, events, events.length))
}

async function restoreClient(session: Session, clientId: string) {
  const client = await session.call('client.restore', { acting: await session.acting(), clientId })
  const directory = await session.directory()
  session.out.record(clientRecord(directory, client), () => [
    session.words.restored(plain(client.name)),
    ...clientLines(session, directory, client),
  ])
}
